import Support

extension SplitMix64 {
  /// True in one of `times` cases.
  package mutating func oneIn(_ times: Int) -> Bool { int(in: 1...times) == 1 }

  /// One of several values, each equally likely.
  package mutating func choice<T>(_ values: [T]) -> T { values[int(in: 0...values.count - 1)] }

  /// A power of two with an exponent between the bounds, times a number from 1 to 2: a random scale.
  package mutating func scale(_ least: Int, _ greatest: Int) -> Float {
    Float(
      sign: .plus, exponent: int(in: least...greatest), significand: 1 + Float(int(in: 0...65535)) / 65536)
  }

  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }
}
