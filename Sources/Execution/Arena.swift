import Planning

/// The memories of a simulated board: one byte array a region, as large as the placement says and no larger.
final class Arena {
  private var regions: [String: UnsafeMutableRawBufferPointer] = [:]

  /// - Parameter fill: what every byte holds at first.
  init(_ placement: Placement, fill: UInt8) {
    for placed in placement.buffers {
      let end = placed.offset + placed.buffer.bytes
      if end > regions[placed.region]?.count ?? 0 {
        regions[placed.region]?.deallocate()
        regions[placed.region] = .allocate(byteCount: end, alignment: 64)
      }
    }
    for memory in regions.values { memory.initializeMemory(as: UInt8.self, repeating: fill) }
  }

  deinit { regions.values.forEach { $0.deallocate() } }

  /// The bytes of a region from an offset on.
  func bytes(_ region: String, _ offset: Int, _ count: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: regions[region]![offset..<offset + count])
  }

  /// Names and sizes, in alphabetical order.
  var sizes: [(region: String, bytes: Int)] {
    regions.keys.sorted().map { ($0, regions[$0]!.count) }
  }
}
