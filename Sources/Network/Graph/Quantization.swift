/// The affine mapping of a tensor's integers to real numbers: real = scale * (integer - zero point).
///
/// One scale and zero point for the whole tensor, or one a slice along ``axis`` (weights, per output channel).
/// Scales may be zero, infinite or not a number in published files; whoever divides by one checks.
package struct Quantization: Sendable, Hashable {
  package var scales: [Float]
  package var zeroPoints: [Int]
  package var axis: Int

  package init(scales: [Float], zeroPoints: [Int], axis: Int = 0) {
    self.scales = scales
    self.zeroPoints = zeroPoints
    self.axis = axis
  }

  package init(scale: Float, zeroPoint: Int) { self.init(scales: [scale], zeroPoints: [zeroPoint]) }

  package var isPerTensor: Bool { scales.count == 1 }

  /// The scale and zero point of a tensor that has one of each; of the first slice otherwise.
  package var scale: Float { scales[0] }
  package var zeroPoint: Int { zeroPoints[0] }

  /// The scale of slice `index` along ``axis``.
  package func scale(_ index: Int) -> Float { isPerTensor ? scales[0] : scales[index] }
}
