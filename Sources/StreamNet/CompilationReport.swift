import Firmware
import Pipeline
import Support

/// What a compilation wrote.
struct CompilationReport {
  var plan: Plan
  var folder: String
  var files: [FirmwareFile]

  var report: Report {
    var table = Table([.left("file"), .right("bytes")])
    for file in files { table.append([file.path, String(file.bytes.count)]) }
    return Report(
      text:
        "\(table.rendered())\n\(plan.job.model.name): arena of \(plan.placement.peak) bytes, in \(folder)",
      json: .object([
        ("report", "compile"), ("version", 1), ("model", .string(plan.job.model.name)),
        ("board", .string(plan.job.board.name)), ("policy", .string(plan.job.policy.name)),
        ("arena_bytes", .integer(plan.placement.peak)),
        (
          "files",
          .array(
            files.map { file in
              .object([
                ("path", .string(file.path)), ("bytes", .integer(file.bytes.count)),
                ("sha256", .string(SHA256.hash(file.bytes).hex)),
              ])
            })
        ),
      ]), outcome: plan.fits ? .done : .notFulfilled, notices: PlanReport(plan).shortages)
  }
}
