import Planning

/// What a run did, in a few numbers: equal on every back end that runs the same program.
package struct ExecutionTrace: Sendable, Hashable {
  /// FNV-1a (64 bits) over operator, y, x, c, rows and columns of every step, as 32-bit numbers, low byte
  /// first. A fetched row counts as operator `operators + position of the input`, what a window keeps or saves as
  /// `operators + inputs + operator`.
  package private(set) var steps = FNV.start
  /// Of each operator FNV-1a (64 bits) over the bytes it wrote, in the order of its steps.
  package private(set) var results: [UInt64]

  init(operators: Int) { results = Array(repeating: FNV.start, count: operators) }

  mutating func add(_ step: Step, operator number: Int) {
    for value in [
      number, step.rows.lowerBound, step.columns.lowerBound, step.channels.lowerBound, step.rows.count,
      step.columns.count,
    ] {
      for byte in 0..<4 { steps = FNV.add(UInt8(truncatingIfNeeded: value >> (8 * byte)), to: steps) }
    }
  }

  mutating func add(_ bytes: UnsafeMutableRawBufferPointer, writtenBy number: Int) {
    var hash = results[number]
    for byte in bytes { hash = FNV.add(byte, to: hash) }
    results[number] = hash
  }
}

/// The hash function FNV-1a with 64 bits (Fowler, Noll, Vo).
enum FNV {
  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
