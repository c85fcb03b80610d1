import Support

/// What kernels cost beside those of others, for people and for programs.
struct KernelBenchReport {
  var core: String
  /// Why there is nothing of CMSIS-NN in this run.
  var reason: String?
  var rows: [Row]

  /// A line of the table with what was counted.
  struct Row {
    var line: KernelBenchLine
    /// Nominal multiply-accumulates, or elements.
    var work: Int
    var instructions: Int
    var instructionsOfCMSIS: Int?
    /// Bytes in which the result is not the portable kernel's.
    var differing: Int

    var ours: Double { Double(instructions) / Double(max(work, 1)) }
    var cmsis: Double? { instructionsOfCMSIS.map { Double($0) / Double(max(work, 1)) } }
  }

  /// Targets are for this core, and so are the recorded figures.
  private var hasTargets: Bool { core == "cortex-m7" }

  /// Reads what `bench/kernels/run CORE lines` prints.
  init(core: String, output: [UInt8], errors: [UInt8]) throws(Diagnostics) {
    self.core = core
    var counts: [String: [Int]] = [:]
    for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if let name = words.first { counts[String(name)] = words.dropFirst().compactMap { Int($0) } }
    }
    let hasCMSIS = counts["cmsis"] == [1]
    if !hasCMSIS {
      reason =
        String(decoding: errors, as: UTF8.self).split(separator: "\n").first { $0.contains("CMSIS-NN") }
        .map(String.init) ?? "no CMSIS-NN beside ours"
    }
    rows = []
    for line in KernelBenchLine.all {
      let name = core == "cortex-m55" ? line.nameOfVectors : line.name
      guard let count = counts[name], count.count == 5 else {
        throw Diagnostics(Diagnostic("the benchmark of kernels has no case \(name)"))
      }
      rows.append(
        Row(
          line: line, work: count[0], instructions: count[3],
          instructionsOfCMSIS: hasCMSIS && count[4] > 0 ? count[4] : nil, differing: count[1]))
    }
  }

  var report: Report {
    let isGood = rows.allSatisfy { row in
      row.differing == 0 && !(hasTargets && row.ours > row.line.target) && row.ours <= row.cmsis ?? .infinity
    }
    return Report(text: text, json: json, csv: csv, outcome: isGood ? .done : .notFulfilled)
  }

  private var json: JSON {
    .object([
      ("report", "bench-kernels"), ("version", 1), ("core", .string(core)),
      ("cmsis_nn", reason.map(JSON.string) ?? "4.0.0"),
      ("rows", .array(rows.map(json))),
    ])
  }

  private func json(_ row: Row) -> JSON {
    .object([
      ("case", .string(row.line.title)), ("work", .integer(row.work)),
      ("instructions", .integer(row.instructions)), ("instructions_per_unit", .number(row.ours)),
      ("cmsis_nn_per_unit", row.cmsis.map(JSON.number) ?? .null),
      ("recorded_cmsis_nn_per_unit", row.line.recordedCMSIS.map(JSON.number) ?? .null),
      ("recorded_tinyengine_per_unit", .number(row.line.tinyEngine)),
      ("recorded_tinyengine_float_per_unit", .number(row.line.tinyEngineFloat)),
      ("target_per_unit", hasTargets ? .number(row.line.target) : .null),
      ("differing_bytes", .integer(row.differing)),
    ])
  }

  private var csv: String {
    let lines = rows.map { row in
      [
        row.line.title, String(row.work), String(row.instructions),
        row.instructionsOfCMSIS.map { String($0) } ?? "", String(row.line.tinyEngine),
        String(row.line.tinyEngineFloat), hasTargets ? String(row.line.target) : "", String(row.differing),
      ]
    }
    let header = [
      "case", "work", "instructions", "cmsis_nn_instructions", "recorded_tinyengine_per_unit",
      "recorded_tinyengine_float_per_unit", "target_per_unit", "differing_bytes",
    ]
    return CSV.rendered([header] + lines)
  }

  private var text: String {
    var table = Table([
      .left("instructions a MAC"), .right("ours"), .right("CMSIS-NN"), .right("TinyEngine"),
      .right("with floats"), .right("target"),
    ])
    for row in rows {
      let cmsis = row.cmsis.map(hundredths) ?? row.line.recordedCMSIS.map { "\(hundredths($0))*" } ?? "-"
      table.append([
        row.line.title, hundredths(row.ours), cmsis, "\(hundredths(row.line.tinyEngine))*",
        "\(hundredths(row.line.tinyEngineFloat))*", hasTargets ? hundredths(row.line.target) : "-",
      ])
    }
    var lines = [
      table.rendered(),
      "* recorded on a Cortex-M7; TinyEngine with floats does not give the reference's bytes",
    ]
    if let reason { lines.append(reason) }
    lines += rows.filter { $0.differing > 0 }.map { "\($0.line.title): \($0.differing) bytes DIFFER" }
    return lines.joined(separator: "\n")
  }
}
