import Support

extension Synthetic {
  /// Fills the int8 constants of an operator; biases are made when the sums are known.
  static func fillConstants(of node: Operator, in graph: inout Graph, seed: Int) {
    for case let index? in node.inputs where graph.tensors[index].isConstant {
      let tensor = graph.tensors[index]
      guard tensor.type == .int8 else { continue }
      let isLast = tensor.quantization?.axis == tensor.shape.rank - 1
      let channels = tensor.quantization.map { $0.isPerTensor ? 1 : $0.scales.count } ?? 1
      graph.tensors[index].data = weights(
        count: tensor.shape.count, channels: channels, areInnermost: isLast,
        random(seed, graph.name, tensor.name))
    }
  }

  /// Symmetric int8 weights of a bell-shaped distribution, of which each channel uses the full range.
  ///
  /// A weight is the sum of four bytes, less their mean, and then scaled so that the greatest of its channel
  /// is 127: what quantising real weights per channel gives.
  /// - Parameter areInnermost: whether channels lie next to each other in memory, not one after the other.
  static func weights(count: Int, channels: Int, areInnermost: Bool, _ random: SplitMix64) -> [UInt8] {
    var random = random
    let inner = areInnermost ? 1 : count / channels
    var sums = [Int32](repeating: 0, count: count)
    var greatest = [Int32](repeating: 0, count: channels)
    var bytes = [UInt8](repeating: 0, count: count)
    sums.withUnsafeMutableBufferPointer { sums in
      greatest.withUnsafeMutableBufferPointer { greatest in
        var channel = 0
        var left = inner
        var index = 0
        while index < count {
          let bits = random.next()
          let sum = byte(bits, 0) &+ byte(bits, 8) &+ byte(bits, 16) &+ byte(bits, 24) &- 510
          sums[index] = sum
          if sum > greatest[channel] { greatest[channel] = sum }
          if 0 &- sum > greatest[channel] { greatest[channel] = 0 &- sum }
          left &-= 1
          if left == 0 {
            channel = channel &+ 1 == channels ? 0 : channel &+ 1
            left = inner
          }
          index &+= 1
        }
        bytes.withUnsafeMutableBufferPointer { bytes in
          (channel, left, index) = (0, inner, 0)
          while index < count {
            let limit = greatest[channel]
            let half = sums[index] < 0 ? 0 &- limit : limit
            // A channel of zeros would be dead.
            let weight = limit == 0 ? 127 : (254 &* sums[index] &+ half) / (2 &* limit)
            bytes[index] = UInt8(truncatingIfNeeded: weight)
            left &-= 1
            if left == 0 {
              channel = channel &+ 1 == channels ? 0 : channel &+ 1
              left = inner
            }
            index &+= 1
          }
        }
      }
    }
    return bytes
  }

  private static func byte(_ bits: UInt64, _ shift: UInt64) -> Int32 {
    Int32(truncatingIfNeeded: (bits &>> shift) & 255)
  }
}
