import Network
import Support

extension FirmwareModel {
  /// Findings for numbers that do not fit the 16-bit fields of the firmware's tables.
  func tableFindings() -> [Diagnostic] {
    let graph = program.graph
    let arenas: [Diagnostic] = placement.regions.enumerated().compactMap { position, region in
      guard position > 15 || region.peak > 1 << 28 else { return nil }
      return Diagnostic(
        at: .graph(model: graph.name),
        "\(region.peak) bytes in \(region.name), memory \(position + 1) of \(placement.regions.count)",
        expected: "at most 16 memories, and 256 MiB of each, for firmware")
    }
    return arenas
      + graph.operators.indices.compactMap { index in
        let node = graph.operators[index]
        let operands = operands(of: index)
        guard operands.count <= 255 else {
          return Diagnostic(
            at: graph.location(of: node), "\(operands.count) operands", expected: "at most 255, for firmware")
        }
        var numbers: [Int] = []
        for (tensor, window) in operands {
          let shape = graph.tensors[tensor].shape
          numbers += [shape.rows, shape.columns, shape.channels * graph.tensors[tensor].type.byteCount / 2]
          for axis in [window.rows, window.columns] {
            numbers += [axis.numerator, axis.denominator, axis.phase, axis.offset, axis.taps, axis.dilation]
          }
        }
        let output = graph.tensors[node.outputs[0]]
        numbers += [
          output.shape.rows, output.shape.columns, output.shape.channels * output.type.byteCount / 2,
        ]
        guard let least = numbers.min(), let greatest = numbers.max(), least < -32768 || greatest > 32767
        else {
          return nil
        }
        return Diagnostic(
          at: graph.location(of: node),
          "the number \(greatest > 32767 ? greatest : least) in its shape or window",
          expected: "at most 32767 rows and columns, and 65535 bytes a pixel, for firmware")
      }
  }
}
