extension Reference {
  /// Elements of a tensor in another order: `start` plus any step along each axis, the last axis fastest.
  struct StridedView {
    struct Axis {
      var count: Int
      var stride: Int
    }

    var start = 0
    var axes: [Axis]

    /// Where each element lies, counted in elements.
    var offsets: [Int] {
      axes.reduce([start]) { offsets, axis in
        offsets.flatMap { offset in (0..<axis.count).map { offset + $0 * axis.stride } }
      }
    }

    /// The elements of the view, each of `size` bytes, one behind the other.
    func gather(_ bytes: [UInt8], size: Int) -> [UInt8] {
      var result: [UInt8] = []
      for offset in offsets { result += bytes[offset * size..<(offset + 1) * size] }
      return result
    }
  }
}

extension Shape {
  /// For each axis the distance of neighbours, in elements.
  var strides: [Int] {
    extents.indices.map { extents[($0 + 1)...].reduce(1, *) }
  }
}
