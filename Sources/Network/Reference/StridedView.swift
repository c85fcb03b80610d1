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
      var offsets = [start]
      for axis in axes {
        var longer: [Int] = []
        longer.reserveCapacity(offsets.count * axis.count)
        for offset in offsets {
          for step in 0..<axis.count { longer.append(offset + step * axis.stride) }
        }
        offsets = longer
      }
      return offsets
    }

    /// The same elements as runs of neighbours: where each run begins, and how long all of them are.
    var runs: (starts: [Int], length: Int) {
      guard let last = axes.last, last.stride == 1 else { return (offsets, 1) }
      return (StridedView(start: start, axes: axes.dropLast()).offsets, last.count)
    }

    /// The elements of the view, each of `size` bytes, one behind the other.
    func gather(_ bytes: [UInt8], size: Int) -> [UInt8] {
      let (starts, length) = runs
      var result: [UInt8] = []
      result.reserveCapacity(starts.count * length * size)
      for start in starts { result += bytes[start * size..<(start + length) * size] }
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
