import Network
import Planning
import Support

/// What a plan needs and does, for people and for programs.
package struct PlanReport {
  package var plan: Plan
  /// What would fit, where the plan does not and this was asked for.
  package var advice: FitAdvice?

  package init(_ plan: Plan, advice: FitAdvice? = nil) {
    self.plan = plan
    self.advice = advice
  }

  /// What the peak counts.
  package static let counted = [
    "network input", "network output", "activations", "rings of rows", "scratch of kernels", "alignment",
  ]

  /// Keys are stable; sizes are bytes.
  package var json: JSON {
    let (job, placement) = (plan.job, plan.placement)
    var members: [(key: String, value: JSON)] = [
      ("report", "plan"), ("version", 1), ("model", .string(job.model.name)),
      ("board", .string(job.board.name)), ("policy", .string(job.policy.name)),
      ("input", .string(job.input.rawValue)), ("peak_sram_bytes", .integer(placement.peak)),
      ("lower_bound_bytes", .integer(placement.lowerBound)),
      ("layerwise_sram_bytes", .integer(plan.program.layerwisePeak)),
      ("flash_bytes", .integer(plan.flashBytes)), ("macs", .integer(plan.macs.nominal)),
      ("valid_macs", .integer(plan.macs.valid)), ("layerwise_macs", .integer(job.model.macs.nominal)),
      ("mac_factor", .number(plan.macFactor)),
      ("estimated_instructions", .integer(plan.estimatedInstructions)), ("fits", .bool(plan.fits)),
    ]
    if let shortage = plan.shortages.first {
      members += [
        ("required", .integer(shortage.required)), ("available", .integer(shortage.available)),
        ("excess", .integer(shortage.excess)), ("region", .string(shortage.region)),
      ]
      if let advice {
        members.append(("peak_operator", .string(plan.peakOperator.name)))
        members += advice.json
      }
    }
    members += [
      ("counted", .array(PlanReport.counted.map(JSON.string))), ("steps", .integer(plan.stepCount)),
      ("stages", .array(stages)), ("buffers", .array(buffers)),
      ("placement", placement.json),
    ]
    if job.board.workingMemories.count > 1 { members.append(("regions", .array(regions.map(\.json)))) }
    return .object(members)
  }

  /// What the plan takes of each memory that may hold buffers.
  private var regions: [RegionUse] {
    plan.job.board.workingMemories.map { memory in
      RegionUse(
        name: memory.name, limit: plan.job.budget.limit(of: memory),
        placed: plan.placement.regions.first { $0.name == memory.name })
    }
  }

  private var stages: [JSON] {
    let graph = plan.program.graph
    return zip(plan.program.stages, plan.schedule.stages).map { loop, stage in
      .object([
        ("last", .string(stage.last)),
        ("operators", .array(loop.operators.map { .string(graph.operators[$0].name) })),
        ("tile", .array([.integer(loop.grid.tileRows), .integer(loop.grid.tileColumns)])),
        ("grid", .array([.integer(loop.grid.count / loop.grid.across), .integer(loop.grid.across)])),
        ("tiles", .integer(loop.grid.count)),
        (
          "window_operators",
          .integer(loop.operators.count { graph.readsNeighbours(graph.operators[$0]) })
        ),
      ])
    }
  }

  private var buffers: [JSON] {
    plan.placement.buffers.map { placed in
      .object([
        ("name", .string(placed.buffer.name)), ("kind", .string(placed.buffer.kind.rawValue)),
        ("layout", .string(placed.buffer.layout.rawValue)), ("bytes", .integer(placed.buffer.bytes)),
        ("offset", .integer(placed.offset)), ("region", .string(placed.region)),
        ("first_step", .integer(placed.firstStep)), ("last_step", .integer(placed.lastStep)),
      ])
    }
  }

  /// The plan as a table.
  package var text: String {
    let job = plan.job
    let layerwise = plan.program.layerwisePeak
    var table = Table([.left(""), .left("")])
    table.append(["model", "\(job.model.name) (\(job.model.format.rawValue))"])
    table.append(["board", "\(job.board.name): \(job.board.description)"])
    table.append(["policy", job.policy.name])
    table.append(["input", job.input.rawValue])
    table.append([
      "peak SRAM",
      "\(size(plan.placement.peak)), \(saved(plan.placement.peak, layerwise)) below layer by layer (\(size(layerwise)))",
    ])
    for region in regions where regions.count > 1 { table.append(["  in \(region.name)", region.text]) }
    table.append(["lower bound", size(plan.placement.lowerBound)])
    table.append(["placement", placement])
    table.append(["flash", "\(size(plan.flashBytes)) of constants"])
    table.append(["MACs", "\(plan.macs.nominal), \(plan.macs.valid) of them inside the tensors"])
    table.append(["work", "\(factor) of layer by layer"])
    table.append(["estimate", "\(plan.estimatedInstructions) instructions"])
    table.append(["stages", "\(plan.program.stages.count), \(plan.stepCount) steps"])
    table.append(["counted", PlanReport.counted.joined(separator: ", ")])
    table.append(["fits", plan.fits ? "yes" : "no"])
    return table.rendered()
  }

  /// The method, and how good what it found is.
  private var placement: String {
    let placement = plan.placement
    let gap = placement.peak - placement.lowerBound
    let quality = placement.isProved ? "proved to be the lowest" : "at most \(gap) bytes above the lowest"
    return "\(placement.method.rawValue), \(quality)"
      + (placement.nodes > 0 ? ", \(placement.nodes) nodes" : "")
  }

  /// The work against layer by layer, such as `1.00x`.
  package var factor: String { "\(decimal(plan.macFactor, places: 2))x" }

  /// One line for each memory that is too small, then what would fit.
  package var shortages: [String] { lines(plan.shortages) }

  /// One line for each of some memories that are too small, then what would fit.
  package func lines(_ shortages: [Plan.Shortage]) -> [String] {
    shortages.map { shortage in
      guard shortage.region == plan.placement.fullestRegion.name else { return shortage.description }
      return "\(shortage); the peak is at \(plan.program.graph.location(of: plan.peakOperator))"
    } + (advice?.lines ?? [])
  }
}

/// What a plan takes of one memory.
private struct RegionUse {
  var name: String
  var limit: Int
  /// nil where no buffer lies in it.
  var placed: PlacedRegion?

  var json: JSON {
    .object([
      ("name", .string(name)), ("peak_bytes", .integer(placed?.peak ?? 0)),
      ("lower_bound_bytes", .integer(placed?.lowerBound ?? 0)), ("available_bytes", .integer(limit)),
    ])
  }

  var text: String { "\(size(placed?.peak ?? 0)) of \(size(limit))" }
}

extension Graph {
  /// Whether an operator reads several pixels of an operand, but not always all of them, for one of its result:
  /// what makes tiles of a stage share pixels.
  fileprivate func readsNeighbours(_ node: Operator) -> Bool {
    let operands = operands(of: node)
    guard operands.output.shape.rows * operands.output.shape.columns > 1 else { return false }
    return activations(of: node).contains { operand, _ in
      let window = node.kind.window(of: operand, operands)
      return [window.rows, window.columns].contains { $0.taps > 1 && $0.numerator != 0 }
    }
  }
}

extension Placement {
  /// How it was found and whether there is none lower; what may be missing is peak less lower bound.
  package var json: JSON {
    .object([("method", .string(method.rawValue)), ("proved", .bool(isProved)), ("nodes", .integer(nodes))])
  }
}

/// Bytes as people read them, with the exact number.
func size(_ bytes: Int) -> String { "\(ByteSize.formatted(bytes)) (\(bytes))" }

/// A number that is not negative with so many decimals, at least one, such as `1.05`.
package func decimal(_ number: Double, places: Int) -> String {
  let factor = (0..<places).reduce(1.0) { product, _ in product * 10 }
  let digits = String(Int((number * factor).rounded()))
  let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
  return "\(padded.dropLast(places)).\(padded.suffix(places))"
}

/// How far one number lies below another, in percent with one decimal; integer arithmetic.
func saved(_ part: Int, _ whole: Int) -> String {
  guard whole > 0 else { return "0.0 %" }
  let tenths = (1000 * (whole - part) + (part <= whole ? whole / 2 : -whole / 2)) / whole
  return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10) %"
}
