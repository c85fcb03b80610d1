import Execution
import Pipeline
import Planning
import Scripting
import Support

extension Toolkit {
  /// What of the machine StreamNet uses, whether it is there, and what is lost without it.
  ///
  /// Its own parts must be there; tools of others may be missing.
  public func doctor() -> Report {
    let catalog = PluginCatalog(pluginPath: [], home: home)
    var checks = [
      Check(name: "StreamNet", state: Toolkit.version), Check(name: "plug-ins and recipes", state: home.path),
    ]
    for kind in PluginKind.allCases {
      for name in catalog.names(kind) {
        let failure = catalog.failure(of: name, kind)
        checks.append(
          Check(
            name: "\(kind.rawValue) \(name)", state: failure ?? "ready",
            verdict: failure == nil ? .ok : .broken))
      }
    }
    let networks = (try? Files.list(home.zoo, suffix: ".yaml").count) ?? 0
    checks.append(
      Check(name: "networks of the zoo", state: String(networks), verdict: networks > 0 ? .ok : .broken))
    checks += Tool.all.map(\.check)
    var table = Table([.left("part"), .left(""), .left("")])
    for check in checks { table.append([check.name, check.verdict.rawValue, check.state]) }
    let isGood = !checks.contains { $0.verdict == .broken }
    return Report(
      text: table.rendered(),
      json: .object([
        ("report", "doctor"), ("version", 1), ("ok", .bool(isGood)),
        ("checks", .array(checks.map(\.json))),
      ]), outcome: isGood ? .done : .notFulfilled)
  }
}

/// One thing that was looked for.
private struct Check {
  enum Verdict: String { case ok, missing, broken }

  var name: String
  var state: String
  var verdict = Verdict.ok

  var json: JSON {
    .object([
      ("name", .string(name)), ("ok", .bool(verdict == .ok)), ("verdict", .string(verdict.rawValue)),
      ("state", .string(state)),
    ])
  }
}

/// A program of others that StreamNet can use.
private struct Tool {
  var program: String
  /// The Debian package that holds it.
  var package: String
  var use: String

  static let all = [
    Tool(program: "cc", package: "gcc", use: "running generated projects on this computer"),
    Tool(
      program: "arm-none-eabi-gcc", package: "gcc-arm-none-eabi", use: "building firmware for Cortex-M boards"
    ),
    Tool(program: "qemu-system-arm", package: "qemu-system-arm", use: "running it on an emulated Cortex-M"),
    Tool(
      program: "riscv64-unknown-elf-gcc", package: "gcc-riscv64-unknown-elf",
      use: "building firmware for RISC-V boards"),
    Tool(
      program: "qemu-system-riscv32", package: "qemu-system-misc",
      use: "running it on an emulated RISC-V core"),
    Tool(program: "clang", package: "clang", use: "checking firmware where a board's compiler is missing"),
  ]

  var check: Check {
    ChildProcess.find(program) == nil
      ? Check(name: program, state: "for \(use): apt-get install \(package)", verdict: .missing)
      : Check(name: program, state: use)
  }
}

extension PluginCatalog {
  /// Why a plug-in cannot be used, nil where it can.
  fileprivate func failure(of name: String, _ kind: PluginKind) -> String? {
    do throws(Diagnostics) {
      switch kind {
      case .board: _ = try board(name)
      case .policy: _ = try policy(name)
      case .kernel: _ = try kernel(name)
      case .operator: _ = try operatorVersion(name)
      }
      return nil
    } catch {
      return error.all[0].description
    }
  }
}
