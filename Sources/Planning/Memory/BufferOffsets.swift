/// An offset for every buffer, and how far from the least peak they are.
package struct BufferOffsets: Sendable, Hashable {
  package var method: PlacementMethod
  /// Of every buffer, in bytes.
  package var offsets: [Int]
  /// The end of the highest buffer, rounded up to whole words.
  package var peak: Int
  /// No offsets have a lower peak: the bytes that live at one moment, or what searching proved; whole words.
  package var bound: Int
  /// The narrowings that searching took; 0 where nothing was searched.
  package var nodes: Int

  /// Whether no offsets have a lower peak.
  package var isProved: Bool { peak <= bound }
}

/// How offsets are found.
package enum PlacementMethod: String, Sendable, Hashable, CaseIterable {
  /// In a few orders, each buffer as low as those before it allow.
  case greedy
  /// The lowest peak with a proof, or the best found and a bound.
  case exact
}

/// What no offsets are below before anything is searched: the bytes that live at one moment; whole words.
///
/// - Complexity: O(rows + moments).
package func placementBound(_ buffers: [Buffer], inPlace: Set<InPlacePair>) -> Int {
  max(liveBytes(buffers, inPlace: inPlace).max() ?? 0, buffers.map(\.bytes).max() ?? 0).roundedUp(to: 4)
}

/// Offsets such that no byte holds two live rows; the same in every run.
///
/// - Parameter nodeLimit: the most narrowings that ``PlacementMethod/exact`` takes.
/// - Complexity: that of ``Conflicts``, then that of the method.
package func place(
  _ buffers: [Buffer], inPlace: Set<InPlacePair>, by method: PlacementMethod,
  nodeLimit: Int = exactPlacementNodes
) -> BufferOffsets {
  let conflicts = Conflicts(buffers, inPlace: inPlace)
  let bound = placementBound(buffers, inPlace: inPlace)
  let greedy = placeGreedily(buffers, conflicts, bound: bound)
  let start = BufferOffsets(
    method: method, offsets: greedy.offsets, peak: greedy.peak.roundedUp(to: 4), bound: bound, nodes: 0)
  return switch method {
  case .greedy: start
  case .exact: lowered(start, buffers, conflicts, inPlace: inPlace, nodeLimit: nodeLimit)
  }
}
