/// The generator of the input tensors named `noise:S`: its seed is S, its numbers are int8 in memory order.
///
/// state = state * 1664525 + 1013904223 (mod 2^32), from Press et al., "Numerical Recipes". The low bits are
/// poor, so an element is the highest byte.
package struct LinearCongruential32: Sendable {
  private var state: UInt32

  package init(seed: UInt32) { state = seed }

  /// The next element: (state >> 24) - 128.
  package mutating func nextInt8() -> Int8 {
    state = state &* 1_664_525 &+ 1_013_904_223
    return Int8(truncatingIfNeeded: Int32(state >> 24) - 128)
  }
}
