import Execution
import Firmware
import Network
import Pipeline
import Planning
import Scripting
import Support

/// StreamNet as a library: plans, simulates and verifies neural networks for microcontrollers.
///
/// ```swift
/// let toolkit = try Toolkit()
/// let report = try toolkit.plan(Request(model: "mcunet-vww1", budget: "sram=96K"))
/// print(report.text)
/// ```
public struct Toolkit: Sendable {
  let home: Home

  /// The version of StreamNet.
  public static let version = "0.1.0"

  /// - Throws: a failure where StreamNet's own plug-ins are not found.
  public init() throws(RequestFailure) {
    do throws(Diagnostics) {
      home = try Home.find()
    } catch {
      throw RequestFailure(error)
    }
  }

  /// Schedule, memory and work of a model on a board.
  ///
  /// - Throws: what is wrong with the request or anything it names; that it does not fit is no failure.
  public func plan(_ request: Request) throws(RequestFailure) -> Report {
    let settings = try Settings(request, home: home)
    let plan = try makePlan(settings)
    return PlanReport(plan, advice: settings.advice(on: plan)).report
  }

  /// One value between the passes, as text.
  public func dump(_ stage: DumpStage, _ request: Request) throws(RequestFailure) -> String {
    let plan = try makePlan(Settings(request, home: home))
    return switch stage {
    case .graph: plan.program.graph.description
    case .schedule: plan.schedule.description
    case .program: plan.program.description
    case .placement: plan.placement.description
    }
  }

  /// One inference in simulated memory.
  public func simulate(_ request: Request) throws(RequestFailure) -> Report {
    let settings = try Settings(request, home: home)
    let plan = try makePlan(settings)
    return try answering { () throws(Diagnostics) in
      let report = try SimulationReport(plan, settings.cases[0], guarded: request.isGuarded)
      let shortages = PlanReport(plan, advice: settings.advice(on: plan)).shortages
      return Report(
        text: report.text, json: report.json, outcome: plan.fits ? .done : .notFulfilled, notices: shortages)
    }
  }

  /// The chain of proof that the plan computes what the reference computes.
  public func verify(_ request: Request) throws(RequestFailure) -> Report {
    let settings = try Settings(request, home: home)
    let plan = try makePlan(settings)
    let report = try verification(of: plan, settings)
    let shortages = PlanReport(plan, advice: settings.advice(on: plan)).shortages + report.shortages
    return Report(
      text: report.text, json: report.json,
      outcome: report.verification.isBitExact && shortages.isEmpty ? .done : .notFulfilled,
      notices: shortages)
  }

  /// Everything a recipe asks for: the plan, the check, the reports. A model is planned and checked.
  public func run(_ request: Request) throws(RequestFailure) -> Report {
    let settings = try Settings(request, home: home)
    let plan = try makePlan(settings)
    let isChecked = settings.recipe == nil || settings.recipe?.check != nil || settings.asksForCheck
    let verification = isChecked ? try verification(of: plan, settings) : nil
    let advice = settings.advice(on: plan)
    let report = RunReport(plan: plan, verification: verification, advice: advice)
    if let directory = settings.recipe?.outputDirectory {
      try answering { () throws(Diagnostics) in
        try Files.createDirectories(directory)
        try Files.write(
          PlanReport(plan, advice: advice).json.rendered(pretty: true), to: Files.join(directory, "plan.json")
        )
        if settings.recipe?.writesFirmware ?? false {
          let model = try plan.firmware(cases: settings.cases, toolVersion: Toolkit.version)
          try HostProject.write(model.files(), to: Files.join(directory, "firmware"))
        }
        if let verification {
          try Files.write(
            verification.json.rendered(pretty: true), to: Files.join(directory, "verify.json"))
        }
      }
    }
    return report.report
  }

  /// Writes the plan as a C project into a folder.
  ///
  /// - Parameter prefix: what every public name of the project begins with; the model's name where nil.
  public func compile(
    _ request: Request, into folder: String, prefix: String? = nil
  ) throws(RequestFailure) -> Report {
    let settings = try Settings(request, home: home)
    let plan = try makePlan(settings)
    return try answering { () throws(Diagnostics) in
      let model = try plan.firmware(cases: settings.cases, toolVersion: Toolkit.version, prefix: prefix)
      let files = try model.files()
      try HostProject.write(files, to: folder)
      var report = CompilationReport(plan: plan, folder: folder, files: files)
      report.advice = settings.advice(on: plan)
      if Toolchain.isInstalled(for: plan.job.board) {
        report.figures = try ObjectFigures(model, on: plan.job.board)
      } else {
        report.wasCrossChecked = try ObjectFigures.crossCheck(model, on: plan.job.board)
      }
      return report.report
    }
  }

  /// What a model holds.
  public func inspect(_ request: Request) throws(RequestFailure) -> Report {
    let settings = try Settings(request, home: home)
    let report = InspectionReport(settings.model)
    return Report(text: report.text, json: report.json)
  }

  /// A value that the pipeline makes and can print.
  public enum DumpStage: String, Sendable, CaseIterable { case graph, schedule, program, placement }

  func makePlan(_ settings: Settings) throws(RequestFailure) -> Plan {
    try answering { () throws(Diagnostics) in try settings.job.plan() }
  }

  /// The links of the chain that the settings name.
  private func verification(
    of plan: Plan, _ settings: Settings
  ) throws(RequestFailure) -> VerificationReport {
    try answering { () throws(Diagnostics) in
      VerificationReport(
        plan,
        try Verification(
          plan, cases: settings.cases, golden: settings.golden, flip: settings.flip, links: settings.links,
          toolVersion: Toolkit.version))
    }
  }
}

/// Turns the findings of inner modules into the one failure that users of the library see.
func answering<Answer>(_ body: () throws(Diagnostics) -> Answer) throws(RequestFailure) -> Answer {
  do throws(Diagnostics) {
    return try body()
  } catch {
    throw RequestFailure(error)
  }
}

extension PlanReport {
  var report: Report {
    Report(text: text, json: json, outcome: plan.fits ? .done : .notFulfilled, notices: shortages)
  }
}
