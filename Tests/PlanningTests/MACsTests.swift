import Network
import Support
import TestSupport
import Testing

/// Multiply-accumulates against a count of every tap of every output pixel.
@Suite struct MACsTests {
  @Test(arguments: [Convolution2D.name, DepthwiseConvolution2D.name, FullyConnected.name])
  func validTapsAreThoseInsideTheImage(kind: String) throws {
    for number in 0..<100 {
      var random = RunSeed.generator("MACs \(kind)", number)
      let graph = try RandomGraph.make(only: kind, seed: random.next()).normalised().graph
      for node in graph.operators where node.kind.macsPerTap(graph.operands(of: node)) > 0 {
        let operands = graph.operands(of: node)
        let (input, output) = (operands.input(0).shape, operands.output.shape)
        let geometry: WindowGeometry
        let perTap: Int
        switch node.kind {
        case let kind as Convolution2D:
          geometry = kind.geometry(weights: operands.input(1).shape)
          perTap = input.channels * output.channels
        case let kind as DepthwiseConvolution2D:
          geometry = kind.geometry(weights: operands.input(1).shape)
          perTap = output.channels
        default: continue
        }
        let sides = geometry.sides(rows: input.rows, columns: input.columns)
        var expected = MACs()
        for y in 0..<output.rows {
          for x in 0..<output.columns {
            for tapRow in 0..<geometry.kernel.rows {
              for tapColumn in 0..<geometry.kernel.columns {
                let row = y * geometry.stride.rows - sides.top + tapRow * geometry.dilation.rows
                let column = x * geometry.stride.columns - sides.left + tapColumn * geometry.dilation.columns
                let isInside = (0..<input.rows).contains(row) && (0..<input.columns).contains(column)
                expected += MACs(nominal: perTap, valid: isInside ? perTap : 0)
              }
            }
          }
        }
        #expect(graph.macs(of: node) == expected, "\(RunSeed.reproduction("MACsTests")): \(graph)")
      }
    }
  }

  @Test func partsAddUpToTheWhole() throws {
    for number in 0..<50 {
      var random = RunSeed.generator("MACs of parts", number)
      let graph = try RandomGraph.make(only: Convolution2D.name, seed: random.next()).normalised().graph
      let node = graph.operators[0]
      let shape = graph.tensors[node.outputs[0]].shape
      let (row, column) = (random.int(in: 0...shape.rows), random.int(in: 0...shape.columns))
      var sum = MACs()
      for rows in [0..<row, row..<shape.rows] {
        for columns in [0..<column, column..<shape.columns] {
          sum += graph.macs(of: node, rows: rows, columns: columns)
        }
      }
      #expect(sum == graph.macs(of: node), "\(RunSeed.reproduction("MACsTests"))")
    }
  }
}
