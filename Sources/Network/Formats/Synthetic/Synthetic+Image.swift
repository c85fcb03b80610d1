import Support

extension Synthetic {
  /// The bytes of an input: squares of 8x8 pixels, in turn smooth waves and noise, so that the ranges measured
  /// on it hold for both.
  static func image(for tensor: Tensor, _ random: SplitMix64) -> [UInt8] {
    var random = random
    let (columns, channels) = (tensor.shape.columns, tensor.shape.channels)
    let phase = random.int(in: 0...255)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(tensor.byteCount)
    for pixel in 0..<tensor.shape.count / channels {
      let (y, x) = (pixel / columns, pixel % columns)
      for channel in 0..<channels {
        let noise = Int(random.next() >> 56) - 128
        let t = (3 * y + 5 * x + 40 * channel + phase) & 255
        let wave = 2 * min(t, 255 - t) - 128
        append((y >> 3 + x >> 3 + channel >> 3) & 1 == 0 ? wave : noise, as: tensor.type, to: &bytes)
      }
    }
    return bytes
  }

  /// Appends a number from -128 to 127 as an element that stands for a 128th of it.
  private static func append(_ value: Int, as type: ElementType, to bytes: inout [UInt8]) {
    switch type {
    case .int16:
      bytes.append(0)
      bytes.append(UInt8(truncatingIfNeeded: value))
    case .uint8: bytes.append(UInt8(truncatingIfNeeded: value + 128))
    case .float32:
      let bits = (Float(value) / 128).bitPattern
      for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    case .int8, .int32, .int64, .bool: bytes.append(UInt8(truncatingIfNeeded: value))
    }
  }
}
