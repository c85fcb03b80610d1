import Planning
import Support

/// A front and the policies beside it, for people and for programs.
package struct ParetoReport {
  package var front: ParetoFront
  /// The files that points were written to, one each; empty where they were not.
  package var files: [String]
  /// The command that plans the first file's schedule; for people.
  package var replay: String

  package init(_ front: ParetoFront, files: [String] = [], replay: String) {
    self.front = front
    self.files = files
    self.replay = replay
  }

  /// Whether every point that was checked is bit-exact.
  package var isBitExact: Bool { front.points.allSatisfy { $0.isBitExact ?? true } }

  /// Whether there is anything to compare.
  package var hasPlan: Bool { !front.points.isEmpty || front.policies.contains { $0.run.plan != nil } }

  private var layerwise: Int? {
    (front.points.first?.plan ?? front.policies.lazy.compactMap(\.run.plan).first)?.program.layerwisePeak
  }

  private var isChecked: Bool { front.points.contains { $0.isBitExact != nil } }

  private var isMeasured: Bool { front.points.contains { $0.instructions != nil } }

  package var json: JSON {
    let job = front.job
    return .object([
      ("report", "pareto"), ("version", 1), ("model", .string(job.model.name)),
      ("board", .string(job.board.name)), ("input", .string(job.input.rawValue)),
      ("placement", .string(job.placementMethod.rawValue)),
      ("layerwise_sram_bytes", layerwise.map(JSON.integer) ?? .null),
      ("layerwise_macs", .integer(job.model.macs.nominal)),
      ("points", .array(front.points.indices.map(point))), ("policies", .array(front.policies.map(mark))),
    ])
  }

  private func point(_ position: Int) -> JSON {
    let point = front.points[position]
    return .object(
      [("point", .integer(position + 1))] + members(point.plan) + [
        ("file", files.isEmpty ? .null : .string(files[position])),
        ("bit_exact", point.isBitExact.map(JSON.bool) ?? .null),
        ("instructions", point.instructions.map(JSON.integer) ?? .null),
      ])
  }

  private func mark(_ mark: ParetoFront.Mark) -> JSON {
    .object(
      [
        ("policy", .string(mark.run.policy)),
        ("options", .object(mark.run.options.map { ($0.name, $0.value.json) })),
      ] + members(mark.run.plan) + [
        ("standing", mark.standing.map { .string($0.word) } ?? .null),
        ("by_point", mark.standing?.position.map { .integer($0 + 1) } ?? .null),
        ("reason", mark.run.reason.map(JSON.string) ?? .null),
      ])
  }

  private func members(_ plan: Plan?) -> [(key: String, value: JSON)] {
    func integer(_ figure: (Plan) -> Int) -> JSON { plan.map { .integer(figure($0)) } ?? .null }
    return [
      ("peak_sram_bytes", integer { $0.placement.peak }),
      ("lower_bound_bytes", integer { $0.placement.lowerBound }), ("macs", integer { $0.macs.nominal }),
      ("valid_macs", integer { $0.macs.valid }), ("mac_factor", plan.map { .number($0.macFactor) } ?? .null),
      ("estimated_instructions", integer { $0.estimatedInstructions }), ("steps", integer { $0.stepCount }),
      ("fits", plan.map { .bool($0.fits) } ?? .null),
    ]
  }

  /// A row a point, from the least memory up, then a row a policy.
  package var csv: String {
    let job = front.job
    let header = [
      "model", "board", "input", "kind", "name", "options", "peak_sram_bytes", "lower_bound_bytes",
      "layerwise_sram_bytes", "macs", "valid_macs", "mac_factor", "estimated_instructions", "steps", "fits",
      "standing", "by_point", "file", "bit_exact", "instructions", "reason",
    ]
    func figures(_ plan: Plan?) -> [String] {
      guard let plan else { return Array(repeating: "", count: 9) }
      return [
        String(plan.placement.peak), String(plan.placement.lowerBound), String(plan.program.layerwisePeak),
        String(plan.macs.nominal), String(plan.macs.valid), String(plan.macFactor),
        String(plan.estimatedInstructions), String(plan.stepCount), String(plan.fits),
      ]
    }
    let begin = [job.model.name, job.board.name, job.input.rawValue]
    let points = front.points.enumerated().map { position, point in
      begin + ["front", String(position + 1), ""] + figures(point.plan) + [
        "", "", files.isEmpty ? "" : files[position], point.isBitExact.map { String($0) } ?? "",
        point.instructions.map { String($0) } ?? "", "",
      ]
    }
    let marks = front.policies.map { mark in
      begin + ["policy", mark.run.policy, mark.run.optionText] + figures(mark.run.plan) + [
        mark.standing?.word ?? "", mark.standing?.position.map { String($0 + 1) } ?? "", "", "", "",
        mark.run.reason ?? "",
      ]
    }
    return CSV.rendered([header] + points + marks)
  }

  /// The front, the policies, then how to have a point planned.
  package var text: String {
    var parts: [String] = []
    if !front.points.isEmpty { parts += [pointTable, ""] }
    if !front.policies.isEmpty { parts += [policyTable, ""] }
    let job = front.job
    let base = layerwise.map { ": layer by layer \(size($0)), \(job.model.macs.nominal) MACs" } ?? ""
    parts.append("\(job.model.name) on \(job.board.name), input \(job.input.rawValue)\(base)")
    var reasons: [String] = []
    for case let (policy, reason?) in front.policies.map({ ($0.run.policy, $0.run.reason) }) {
      let line = "\(policy): \(reason)"
      if !reasons.contains(line) { reasons.append(line) }
    }
    parts += reasons
    if front.points.isEmpty { parts.append("the search finds no schedule of this model") }
    if !front.points.isEmpty {
      parts.append(
        files.isEmpty
          ? "--save DIR writes every point as a policy, which plans it again, the first by: \(replay)"
          : "every point is a policy now, which plans it again, the first by: \(replay)")
    }
    return parts.joined(separator: "\n")
  }

  private var pointTable: String {
    var columns: [Table.Column] = [
      .right("point"), .right("peak SRAM"), .right("bound"), .right("saved"), .right("MACs"), .right("work"),
      .right("estimate"), .right("steps"), .left("fits"),
    ]
    if isChecked { columns.append(.left("bit-exact")) }
    if isMeasured { columns.append(.right("instructions")) }
    var table = Table(columns)
    for (position, point) in front.points.enumerated() {
      let plan = point.plan
      var cells = [
        String(position + 1), String(plan.placement.peak), String(plan.placement.lowerBound),
        saved(plan.placement.peak, plan.program.layerwisePeak), String(plan.macs.nominal), work(plan),
        String(plan.estimatedInstructions), String(plan.stepCount), plan.fits ? "yes" : "no",
      ]
      if isChecked { cells.append(point.isBitExact.map { $0 ? "yes" : "no" } ?? "-") }
      if isMeasured { cells.append(point.instructions.map { String($0) } ?? "-") }
      table.append(cells)
    }
    return table.rendered()
  }

  private var policyTable: String {
    var table = Table([
      .left("policy"), .left("options"), .right("peak SRAM"), .right("saved"), .right("MACs"), .right("work"),
      .right("estimate"), .left("beside the front"),
    ])
    for mark in front.policies {
      guard let plan = mark.run.plan else {
        table.append([mark.run.policy, mark.run.optionText] + Array(repeating: "-", count: 6))
        continue
      }
      table.append([
        mark.run.policy, mark.run.optionText, String(plan.placement.peak),
        saved(plan.placement.peak, plan.program.layerwisePeak), String(plan.macs.nominal), work(plan),
        String(plan.estimatedInstructions), mark.standing?.text ?? "-",
      ])
    }
    return table.rendered()
  }

  /// With three decimals: points of a front may differ by a hundredth.
  private func work(_ plan: Plan) -> String { "\(decimal(plan.macFactor, places: 3))x" }
}

extension ParetoFront.Standing {
  /// The position of the point that says so.
  var position: Int? {
    switch self {
    case .equal(let position), .dominated(let position), .dominatedInMACs(let position): position
    case .notDominated: nil
    }
  }

  var word: String {
    switch self {
    case .equal: "equal"
    case .dominated: "dominated"
    case .dominatedInMACs: "dominated-in-macs"
    case .notDominated: "not-dominated"
    }
  }

  var text: String {
    switch self {
    case .equal(let position): "is point \(position + 1)"
    case .dominated(let position): "dominated by point \(position + 1)"
    case .dominatedInMACs(let position): "dominated by point \(position + 1), but for instructions"
    case .notDominated: "not dominated"
    }
  }
}
