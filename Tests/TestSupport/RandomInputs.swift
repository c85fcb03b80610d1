import Network
import Support

extension Graph {
  /// Random bytes for every input. Real numbers lie around the range of what reads them, some exactly between
  /// two integers, some infinite or not a number.
  package func randomInputs(_ random: inout SplitMix64) -> [[UInt8]] {
    inputs.map { input in
      let tensor = tensors[input]
      guard tensor.type == .float32 else { return random.bytes(tensor.byteCount) }
      let reader = operators.first { $0.inputs.contains(input) }
      let scale = reader.flatMap { tensors[$0.outputs[0]].quantization?.scale } ?? 1
      return (0..<tensor.shape.count).flatMap { _ -> [UInt8] in
        let special: [Float] = [
          .nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
        ]
        let steps = Float(random.int(in: -600...600)) / 2
        let value = random.oneIn(40) ? random.choice(special) : steps * scale
        return (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
      }
    }
  }
}
