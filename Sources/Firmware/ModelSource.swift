import Network
import Planning

extension FirmwareModel {
  /// `model.c`: a function an operator, and the tables that the loop walks.
  func source(_ names: FirmwareNames) -> String {
    let operands = OperandTable(self)
    return """
      \(banner)
      #include "model.h"
      #include "weights.h"
      \(foreignTexts.filter { $0.name.hasSuffix(".h") }.map { "#include \"\($0.name)\"\n" }.joined())
      #ifdef \(names.macro("STATIC_ARENA"))
      \(arenaDefinitions(names))
      #endif

      \(program.graph.operators.indices.map { function($0, names) }.joined(separator: "\n\n"))

      /* What an output pixel reads, rows and columns. */
      static const sn_reads reads[] = {
      \(operands.reads.map { "    \($0)," }.joined(separator: "\n"))
      };

      static const sn_operand operands[] = {
      \(operands.lines.joined(separator: "\n"))
      };

      static const sn_node nodes[] = {
      \(program.graph.operators.indices.map { node($0, names, operands.ofOperator[$0]) }.joined(separator: "\n"))
      };

      \(windowTable)

      static const sn_tensor tensors[] = {
      \(tensorTable(names))
      };

      /* Units: the last operator, rows a run, columns a tile. */
      static const sn_unit units[] = {
      \(program.stages.flatMap(units).joined(separator: "\n"))
      };

      static const sn_stage stages[] = {
      \(program.stages.indices.map(stage).joined(separator: "\n"))
      };

      \(streamTable)

      static const sn_model model = {
          tensors, \(windows.isEmpty ? "0" : "windows"), reads, operands, nodes, units, stages, \(streams.isEmpty ? "0" : "streams"), \(program.graph.operators.count), \(program.stages.count), \(streams.count), \(program.graph.inputs.count), \(program.hasNarrowTiles ? "sn_run_tiles" : "0"),
      };

      \(functions(names))

      """
  }

  /// The function of an operator: its constants, and the call of its kernel.
  private func function(_ index: OperatorIndex, _ names: FirmwareNames) -> String {
    let node = program.graph.operators[index]
    let kernel = program.kernels[index]
    let operands = program.graph.operands(of: node)
    let parameters = kernel.parameters(node, operands)
    let fields =
      parameters.tables.map { ".\($0.field) = \(names.table(index, $0.field))" }
      + parameters.scalars.map { ".\($0.field) = \($0.value.text)" }
    let place = node.provenance.first.map { ", \($0)" } ?? ""
    return """
      /* \(CText.comment("\(node.name)\(place)")): \(operands.input(0).shape) -> \(operands.output.shape). */
      static void \(names.functions[index])(const sn_call *call)
      {
          static const \(kernel.structure) params = {
      \(fields.map { "        \($0)," }.joined(separator: "\n"))
          };
          \(kernel.function)(&params, call);
      }
      """
  }

  private func node(_ index: OperatorIndex, _ names: FirmwareNames, _ operands: Range<Int>) -> String {
    let node = program.graph.operators[index]
    let name = names.functions[index]
    var flags = program.kernels[index].call == .run ? ["SN_RUN"] : []
    if node.kind.addsUp { flags.append("SN_SUM") }
    let loop = program.stages.first { $0.operators.contains(index) }!
    let position = index - loop.operators.lowerBound
    if position < loop.last {
      if loop.keep[position].rows { flags.append("SN_KEEP_ROWS") }
      if loop.keep[position].columns { flags.append("SN_KEEP_COLUMNS") }
    }
    let scratch = tableOffset(placement.scratchOfOperator[index].map { placement.buffers[$0] })
    return
      "    {\(name), \(scratch), \(operands.lowerBound), \(tensorNumber(node.outputs[0], operand: 0, of: index)), \(operands.count), \(flags.isEmpty ? "0" : flags.joined(separator: " | "))},"
  }

  private func units(_ loop: StageLoop) -> [String] {
    loop.units.map { unit in
      "    {\(loop.operators.lowerBound + unit.positions.upperBound), \(unit.rows), \(unit.columns)},"
    }
  }

  private func stage(_ index: Int) -> String {
    let loop = program.stages[index]
    let flags = (loop.work == .uniform ? ["SN_UNIFORM"] : []) + (loop.scan == .up ? ["SN_UP"] : [])
    let strip = loop.scan == .columns ? loop.grid.tileColumns : loop.grid.columns
    return
      "    {\(loop.units.count), \(loop.grid.tileRows), \(strip), \(flags.isEmpty ? "0" : flags.joined(separator: " | "))},"
  }

  /// The tensors of the firmware: activations that have a buffer, then constant operands.
  private var activations: [TensorIndex] {
    program.graph.tensors.indices.filter { !placement.buffers(of: $0).isEmpty }
  }

  private var constants: [(index: OperatorIndex, operand: Int, tensor: TensorIndex)] {
    program.graph.operators.enumerated().flatMap { index, node in
      node.images.enumerated().compactMap { operand, tensor in
        tensor.flatMap { program.graph.tensors[$0].isConstant ? (index, operand, $0) : nil }
      }
    }
  }

  func tensorNumber(_ tensor: TensorIndex, operand: Int, of index: OperatorIndex) -> Int {
    if let position = activations.firstIndex(of: tensor) { return position }
    return activations.count + constants.firstIndex { $0.index == index && $0.operand == operand }!
  }

  /// The activations whose newest rows lie in windows.
  private var windows: [TensorIndex] { activations.filter { placement.windowOfTensor[$0] != nil } }

  private var windowTable: String {
    guard !windows.isEmpty else { return "/* No rows lie in windows. */" }
    let lines = windows.map { tensor in
      let window = placement.buffers[placement.windowOfTensor[tensor]!]
      return
        "    {\(tableOffset(window)), \(window.buffer.rowBytes), \(window.buffer.slots)}, /* \(CText.comment(program.graph.tensors[tensor].name)) */"
    }
    return "static const sn_window windows[] = {\n\(lines.joined(separator: "\n"))\n};"
  }

  private func tensorTable(_ names: FirmwareNames) -> String {
    func row(
      _ tensor: Tensor, constant: String, rows: PlacedBuffer?, window: Int = -1, rowBytes: Int = 0,
      slots: Int = 0, producer: Int
    ) -> String {
      let shape = tensor.shape
      let pixel = shape.channels * tensor.type.byteCount
      let ring = rows?.buffer
      let fields = [
        constant, tableOffset(rows), "\(ring?.rowBytes ?? rowBytes)", "\(shape.rows)",
        "\(shape.columns)", "\(ring?.slots ?? slots)", "\(producer)", "\(window)", "\(pixel)",
      ]
      let place = rows.flatMap { $0.buffer.name == tensor.name ? nil : $0.buffer.name }
      let comment = place.map { "\(tensor.name), in the place of \($0)" } ?? tensor.name
      return "    {\(fields.joined(separator: ", "))}, /* \(CText.comment(comment)) */"
    }
    let graph = program.graph
    let (producers, windows) = (graph.producers(), windows)
    let placed = activations.map { index in
      row(
        graph.tensors[index], constant: "0",
        rows: placement.bufferOfTensor[index].map { placement.buffers[$0] },
        window: windows.firstIndex(of: index) ?? -1,
        producer: producers[index] ?? -1)
    }
    let fixed = constants.map { index, operand, tensor in
      row(
        graph.tensors[tensor], constant: "(const uint8_t *)\(names.constant(index, operand))", rows: nil,
        rowBytes: graph.tensors[tensor].byteCount / graph.tensors[tensor].shape.rows,
        slots: graph.tensors[tensor].shape.rows, producer: -1)
    }
    return (placed + fixed).joined(separator: "\n")
  }

  private var streams: [String] {
    guard program.input == .streamed else { return [] }
    return program.graph.inputs.enumerated().compactMap { position, tensor in
      let readers = program.graph.operators.indices.filter { index in
        program.graph.operators[index].images.contains(tensor)
      }
      guard let last = readers.last, let number = activations.firstIndex(of: tensor) else { return nil }
      return "    {\(number), \(position), \(last)},"
    }
  }

  private var streamTable: String {
    streams.isEmpty
      ? "/* No input is streamed. */"
      : "static const sn_stream streams[] = {\n\(streams.joined(separator: "\n"))\n};"
  }

  private func functions(_ names: FirmwareNames) -> String {
    func cases(_ tensors: [TensorIndex]) -> String {
      tensors.enumerated().map { position, tensor in
        let address =
          placement.bufferOfTensor[tensor] == nil ? "0" : address(placement.buffer(of: tensor))
        return "    case \(position): return \(address);"
      }.joined(separator: "\n")
    }
    let inputs =
      program.input == .streamed
      ? "    (void)\(hasOneArena ? "arena" : "arenas");\n    (void)input;\n    return 0;"
      : "    switch (input) {\n\(cases(program.graph.inputs))\n    default: return 0;\n    }"
    return """
      void *\(prefix)_input(\(arenaParameter), int input)
      {
      \(inputs)
      }

      const void *\(prefix)_output(\(hasOneArena ? "const " : "")\(arenaParameter), int output)
      {
          switch (output) {
      \(cases(program.graph.outputs))
          default: return 0;
          }
      }

      int \(prefix)_run(\(arenaParameter), const sn_io *io)
      {
          const void *pointers[\(max(pointerCount, 1))];
          sn_state states[\(program.stages.map(\.count).max() ?? 1)];
          int32_t arrived[\(max(streams.count, 1))];
          return sn_run(&model, \(hasOneArena ? "&arena" : "arenas"), io, pointers, states, arrived);
      }
      """
  }
}

extension KernelParameters.Scalar.Value {
  fileprivate var text: String {
    switch self {
    case .int32(let value): value == .min ? "(-2147483647 - 1)" : String(value)
    case .float32(let value): CText.float(value)
    }
  }
}
