import Pipeline

/// What the tests of one file found.
final class TestLog {
  struct Case {
    var name: String
    /// Why it failed; nil where it passed.
    var failure: String?
  }

  var cases: [Case] = []
}

extension LuaModule {
  /// Tests beside plug-ins.
  static func testing(_ log: TestLog, _ bench: Workbench) -> LuaModule {
    LuaModule(
      "testing", "Tests beside plug-ins: in files NAME.test.lua, run by `streamnet plugins test`.",
      [
        LuaFunction(
          "case", "name: string, body: function",
          "Runs a test; an error in it is a failure, and the next goes on."
        ) { call in
          let name = try call.string(1, "name")
          let body = try call.function(2, "body")
          do throws(LuaFailure) {
            _ = try call.stack.state.call(body)
            log.cases.append(TestLog.Case(name: name))
          } catch {
            log.cases.append(TestLog.Case(name: name, failure: error.diagnostics.all[0].description))
          }
          return .none
        },
        LuaFunction(
          "equal", "got: any, expected: any", "Fails unless both are the same data, tables field by field."
        ) { call in
          let (got, expected) = (try call.value(1, "got"), try call.value(2, "expected"))
          guard got != expected else { return .none }
          guard case .table(let one) = got, case .table(let two) = expected else {
            throw LuaError("got \(got.text), expected \(expected.text)")
          }
          throw LuaError("not equal: \(two.differences(from: one).joined(separator: "; "))")
        },
        LuaFunction(
          "schedules", "schedule: schedule?, reason?: string",
          "Fails unless a policy's answer is a schedule that gives the reference's bytes on the network at hand."
        ) { call in
          guard !call.isNil(1) else {
            let reason = try call.optional(2) { try call.string($0, "reason") }
            throw LuaError("there is no schedule: \(reason ?? "no reason is given")")
          }
          let plan = try bench.plan(call.table(1, "schedule"), for: call)
          let verification = try Verification(
            plan, cases: [InputCase(.noise(1))], golden: nil, toolVersion: "")
          let differences = verification.links.flatMap(\.outcomes).compactMap(\.firstDivergence)
          if let difference = differences.first { throw LuaError("not bit-exact: \(difference)") }
          return .none
        },
        LuaFunction(
          "kernel", "name: string",
          "Fails unless a kernel of a plug-in gives the reference's bytes on random inputs, streamed too; its C is "
            + "compiled and run, which --allow-native must allow."
        ) { call in
          let name = try call.string(1, "name")
          let check = try KernelCheck(name, on: [], bench.catalog)
          if let row = check.rows.first(where: { $0.divergence != nil }) {
            throw LuaError("\(row.network) by \(row.policy) is not bit-exact: \(row.divergence!)")
          }
          return .none
        },
        LuaFunction(
          "operator", "name: string, input: operator_input -> integer[], extent",
          "What an operator of a plug-in makes of one operand, and the rows and columns of its result."
        ) { call in
          try bench.operatorResult(call)
        },
      ])
  }
}
