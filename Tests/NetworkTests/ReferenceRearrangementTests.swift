import Network
import Support
import Testing

/// Operators that only move elements, and those at a model's border.
@Suite struct ReferenceRearrangementTests {
  private let values: [Int8] = [1, 2, 3, 4, 5, 6]

  @Test func padding() throws {
    let result = try run(
      Pad(paddings: [0, 0, 1, 0, 0, 1]), [int8("x", [1, 1, 2])], [1, 2],
      output: int8("y", [1, 2, 3], zero: -9))
    #expect(result == [-9, -9, -9, 1, 2, -9])
  }

  @Test func transposition() throws {
    let result = try run(
      Transpose(permutation: [0, 2, 1]), [int8("x", [1, 2, 3])], values, output: int8("y", [1, 3, 2]))
    #expect(result == [1, 4, 2, 5, 3, 6])
  }

  @Test func concatenation() throws {
    let result = try run(
      Concatenation(axis: -1), [int8("a", [2, 2]), int8("b", [2, 1])], [1, 2, 3, 4], [5, 6],
      output: int8("y", [2, 3]))
    #expect(result == [1, 2, 5, 3, 4, 6])
  }

  @Test func splitting() throws {
    let graph = graph(
      Split(axis: 1, count: 3), [int8("x", [2, 3])], outputs: ["a", "b", "c"].map { int8($0, [2, 1]) })
    let results = try Reference.run(graph, inputs: [bytes(values)])
    #expect(results == [[1, 4], [2, 5], [3, 6]])
  }

  @Test func slices() throws {
    let input = int8("x", [2, 3])
    func slice(_ kind: StridedSlice, _ shape: [Int]) throws -> [Int8] {
      let reading = try run(kind, [input], values, output: int8("y", shape))
      let operands = Operands(inputs: [input], outputs: [int8("y", shape)])
      let canonical = try run(
        kind.canonical(operands), [int8("x", [1, 2, 3])], values,
        output: int8("y", Shape([1, 2, 3]).extents.count == shape.count ? shape : [1] + full(kind, shape)))
      #expect(canonical == reading)
      return reading
    }
    // A shrunk axis stays in the canonical form, with one element.
    func full(_ kind: StridedSlice, _ shape: [Int]) -> [Int] { kind.shrinkMask == 1 ? [1] + shape : shape }
    #expect(try slice(StridedSlice(begin: [0, 1], end: [2, 3], strides: [1, 1]), [2, 2]) == [2, 3, 5, 6])
    #expect(
      try slice(StridedSlice(begin: [0, -1], end: [2, -4], strides: [1, -2]), [2, 2]) == [3, 1, 6, 4])
    #expect(
      try slice(StridedSlice(begin: [1, 9], end: [0, 0], strides: [1, -1], endMask: 2, shrinkMask: 1), [3])
        == [6, 5, 4])
    #expect(
      try slice(
        StridedSlice(begin: [5, 1], end: [2, 3], strides: [-1, 1], beginMask: 1, endMask: 1), [2, 2])
        == [5, 6, 2, 3])
  }

  @Test func resizing() throws {
    let kind = ResizeNearestNeighbor(size: Extent(rows: 1, columns: 4))
    let row: [Int8] = [10, 20]
    #expect(try run(kind, [int8("x", [1, 2, 1])], row, output: int8("y", [1, 4, 1])) == [10, 10, 20, 20])
    let corners = ResizeNearestNeighbor(size: Extent(rows: 1, columns: 3), alignCorners: true)
    // Positions 0, 0.5, 1: the tie goes up.
    #expect(try run(corners, [int8("x", [1, 2, 1])], row, output: int8("y", [1, 3, 1])) == [10, 20, 20])
  }

  @Test func shapeArithmetic() throws {
    var attributes = AttributeReader(NoAttributes())
    let shape = Tensor(name: "s", shape: Shape([3]), type: .int32)
    let taken = Tensor(name: "t", shape: Shape([]), type: .int32)
    let packed = Tensor(name: "p", shape: Shape([2]), type: .int32)
    let slice = StridedSlice(begin: [2], end: [3], strides: [1], shrinkMask: 1)
    let graph = Graph(
      name: "g", tensors: [int8("x", [7, 300, 2]), shape, taken, packed],
      operators: [
        node("s", ShapeOf(&attributes), [0], [1]), node("t", slice, [1], [2]),
        node("p", Pack(&attributes), [2, 2], [3]),
      ], inputs: [0], outputs: [1, 3])
    let results = try Reference.run(graph, inputs: [Array(repeating: 0, count: 4200)])
    #expect(results == [[7, 0, 0, 0, 44, 1, 0, 0, 2, 0, 0, 0], [2, 0, 0, 0, 2, 0, 0, 0]])
  }

  @Test func quantisingReals() throws {
    let input = Tensor(name: "x", shape: Shape([6]), type: .float32)
    let reals: [Float] = [0.25, -0.25, .nan, .infinity, -.infinity, 3e38]
    let data = reals.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
    let graph = graph(Quantize(), [input], outputs: [int8("y", [6], scale: 0.5, zero: 10)])
    #expect(try Reference.run(graph, inputs: [data]) == [bytes([11, 9, 10, 127, -128, 127])])
  }

  @Test func requantisingIntegers() throws {
    var wide = int8("y", [3], scale: 0.5, zero: -100)
    wide.type = .int16
    let graph = graph(Quantize(), [int8("x", [3])], outputs: [wide])
    // (x - 0) * 2 - 100
    #expect(try Reference.run(graph, inputs: [bytes([0, 127, -128])]) == [[156, 255, 154, 0, 156, 254]])
  }

  @Test func dequantising() throws {
    let output = Tensor(name: "y", shape: Shape([2]), type: .float32)
    let graph = graph(Dequantize(), [int8("x", [2], scale: 0.5, zero: 1)], outputs: [output])
    // -1.0 and 0.5
    #expect(try Reference.run(graph, inputs: [bytes([-1, 2])]) == [[0, 0, 0x80, 0xBF, 0, 0, 0, 0x3F]])
  }

  private struct NoAttributes: AttributeSource {
    func value(_ name: String) throws(Problem) -> AttributeValue? { nil }
  }
}
