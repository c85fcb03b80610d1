extension TFLiteFile.FileTensor {
  /// The scales and zero points of a tensor of this file; nil where it has none.
  func readQuantization(_ file: inout TFLiteFile) throws(Problem) -> Quantization? {
    typealias Schema = TFLiteSchema.Quantization
    guard let table = quantization else { return nil }
    let details = try table.integer(Schema.detailsType, default: UInt8(0))
    guard details == 0 else {
      throw Problem("quantisation of type \(details)", expected: "scales and zero points")
    }
    let scales = try table.vector(Schema.scale, width: 4)
    guard scales.count > 0 else { return nil }
    let zeroPoints = try table.vector(Schema.zeroPoint, width: 8)
    guard zeroPoints.count == scales.count || zeroPoints.count == 1 else {
      throw Problem(
        "\(zeroPoints.count) zero points for \(scales.count) scales",
        expected: scales.count == 1 ? "1" : "1 or \(scales.count)")
    }
    // Published files give the scales of a bias the axis of the weights; a single axis leaves no choice.
    let named = Int(try table.integer(Schema.quantizedDimension, default: Int32(0)))
    let axis = scales.count == 1 || shape.rank == 1 ? 0 : named
    if scales.count > 1 { try check(axis: axis, scales: scales.count) }
    try file.spend(4 * scales.count + 8 * zeroPoints.count, table.name)
    let points = try zeroPoints.integers(as: Int64.self)
    if let point = points.first(where: { Int32(exactly: $0) == nil }) {
      throw Problem("a zero point of \(point)", expected: "a number of 32 bits")
    }
    return Quantization(
      scales: try scales.integers(as: UInt32.self).map(Float.init(bitPattern:)),
      zeroPoints: points.map(Int.init),
      axis: axis)
  }

  private func check(axis: Int, scales: Int) throws(Problem) {
    guard shape.extents.indices.contains(axis) else {
      throw Problem("\(scales) scales along axis \(axis)", expected: "an axis of \(shape)")
    }
    guard shape.extents[axis] == scales else {
      throw Problem(
        "\(scales) scales along axis \(axis) of \(shape)", expected: "1 or \(shape.extents[axis])")
    }
  }
}
