import CKernels
import Network
import Planning

/// One operator ready to run: its kernel, its constants, and where its operands and result lie.
struct Invocation {
  private let work: Work
  private let parameters: ParameterBlock
  private let shape: CallShape
  private let operands: [Operand]
  private let output: Place
  /// The columns of the result, or of what is added up.
  private let outputColumns: Int
  private let addsUp: Bool
  /// Where its kernel's scratch lies, if it needs any.
  private let scratch: PlacedBuffer?

  /// Where a result comes from.
  enum Work {
    case kernel(KernelLibrary.Function)
    /// All bytes of it, which steps take over as they come to them.
    case replay([UInt8])
  }

  /// Where the rows of an image lie: in a buffer of the arena, or in constant memory.
  private enum Rows {
    /// The second says whether the buffer holds all rows, one behind the other.
    case buffer(TensorIndex, Bool)
    case constant(ConstantImage)
  }

  private struct Place {
    var rows: Rows
    var extent: Shape
    var pixelBytes: Int

    /// Whether row y + 1 lies right behind row y, for all of them.
    var isContiguous: Bool {
      if case .buffer(_, let isWhole) = rows { return isWhole }
      return true
    }

    func address(ofRow row: Int, columns: Range<Int>, in arena: Arena) -> UnsafeMutableRawPointer {
      switch rows {
      case .buffer(let tensor, _):
        return arena.bytes(of: tensor, row: row, columns: columns).baseAddress!
      case .constant(let image):
        return image.memory.baseAddress! + (row * extent.columns + columns.lowerBound) * pixelBytes
      }
    }
  }

  private struct Operand {
    var place: Place
    var window: Window
  }

  init(
    _ index: OperatorIndex, of program: Program, _ placement: Placement,
    _ work: Work
  ) {
    let node = program.graph.operators[index]
    let tensors = program.graph.operands(of: node)
    let kernel = program.kernels[index]
    func place(_ tensor: TensorIndex) -> Place {
      let value = program.graph.tensors[tensor]
      let rows: Rows =
        value.data.map { .constant(ConstantImage($0)) }
        ?? .buffer(tensor, placement.holdsAll(tensor, value))
      return Place(rows: rows, extent: value.shape, pixelBytes: value.shape.channels * value.type.byteCount)
    }
    self.work = work
    parameters = ParameterBlock(kernel.parameters(node, tensors))
    shape = kernel.call
    operands = node.images.enumerated().compactMap { operand, tensor in
      tensor.map { tensor in
        let window = node.kind.addsUp ? .identity : node.kind.window(of: operand, tensors)
        return Operand(place: place(tensor), window: window)
      }
    }
    addsUp = node.kind.addsUp
    scratch = placement.scratchOfOperator[index].map { placement.buffers[$0] }
    output = place(node.outputs[0])
    outputColumns = addsUp ? operands[0].place.extent.columns : tensors.output.shape.columns
  }

  /// Computes a rectangle of the result: as one call where rows lie one behind the other in and out, else row
  /// by row.
  func run(rows: Range<Int>, columns: Range<Int>, in arena: Arena) {
    if case .replay(let bytes) = work {
      replay(bytes, rows, columns, in: arena)
      return
    }
    let isRun =
      shape == .run && columns.count == outputColumns && (addsUp || output.isContiguous)
      && operands.allSatisfy { $0.place.isContiguous }
    if isRun {
      call(row: rows.lowerBound, columns: columns, pixels: rows.count * columns.count, in: arena)
    } else {
      for row in rows { call(row: row, columns: columns, pixels: columns.count, in: arena) }
    }
  }

  private func replay(_ bytes: [UInt8], _ rows: Range<Int>, _ columns: Range<Int>, in arena: Arena) {
    for row in rows {
      let start = (row * outputColumns + columns.lowerBound) * output.pixelBytes
      let count = columns.count * output.pixelBytes
      let target = UnsafeMutableRawBufferPointer(
        start: output.address(ofRow: row, columns: columns, in: arena), count: count)
      target.copyBytes(from: bytes[start..<start + count])
    }
  }

  private func call(row: Int, columns: Range<Int>, pixels: Int, in arena: Arena) {
    var pointers: [UnsafeRawPointer?] = []
    var left = 0
    for (index, operand) in operands.enumerated() {
      let (window, extent) = (operand.window, operand.place.extent)
      let needed = window.columns.needed(columns, of: extent.columns)
      if index == 0 { left = needed.isEmpty ? 0 : needed.lowerBound }
      let first = window.rows.first(row)
      for tap in 0..<window.rows.taps {
        let source = first + tap * window.rows.dilation
        let isInside = (0..<extent.rows).contains(source) && !needed.isEmpty
        pointers.append(
          isInside ? UnsafeRawPointer(operand.place.address(ofRow: source, columns: needed, in: arena)) : nil)
      }
    }
    pointers.withUnsafeBufferPointer { rows in
      var call = sn_call(
        rows: rows.baseAddress,
        out: output.address(
          ofRow: addsUp ? 0 : row, columns: addsUp ? 0..<1 : columns, in: arena),
        scratch: scratch.map { arena.bytes($0.region, $0.offset, $0.buffer.bytes).baseAddress! },
        y: Int32(row), x: Int32(columns.lowerBound), columns: Int32(pixels), left: Int32(left))
      if case .kernel(let function) = work { function(parameters.pointer, &call) }
    }
  }
}

extension Placement {
  /// Whether the rows of a tensor lie in memory all of them, one behind the other.
  fileprivate func holdsAll(_ tensor: TensorIndex, _ value: Tensor) -> Bool {
    guard windowOfTensor[tensor] == nil, let index = bufferOfTensor[tensor] else { return false }
    let buffer = buffers[index].buffer
    return buffer.slots >= value.shape.rows
      && buffer.rowBytes == value.shape.columns * value.shape.channels * value.type.byteCount
  }
}

/// The bytes of a constant operand at an address that does not move.
private final class ConstantImage {
  let memory: UnsafeMutableRawBufferPointer

  init(_ bytes: [UInt8]) {
    memory = .allocate(byteCount: bytes.count, alignment: 16)
    memory.copyBytes(from: bytes)
  }

  deinit { memory.deallocate() }
}
