/// What a buffer holds at one moment.
struct MomentLoad: Hashable {
  var buffer: Int
  /// Bytes of its live rows; they share none with another load of the moment.
  var bytes: Int
  /// Where its lowest live row begins and its highest ends, from the start of the buffer.
  var lowest: Int
  var highest: Int
}

/// The loads of the fullest moments, at most so many that differ; the fullest first.
///
/// Moments are passed over when more lives just before or just after.
/// - Complexity: O(moments * log(moments) + rows * moments looked at).
func fullestMoments(_ buffers: [Buffer], inPlace: Set<InPlacePair>, count: Int) -> [[MomentLoad]] {
  let apart = livesApart(buffers, inPlace: inPlace)
  let live = liveBytes(ofLivesApart: apart)
  let peaks = live.indices.filter { index in
    live[index] > 0 && (index == 0 || live[index - 1] <= live[index])
      && (index + 1 == live.count || live[index + 1] <= live[index])
  }
  var moments: [[MomentLoad]] = []
  for index in peaks.sorted(by: { (-live[$0], $0) < (-live[$1], $1) }) where moments.count < count {
    let loads = apart.indices.compactMap { apart[$0].load($0, at: index - 1) }
    if !moments.contains(loads) { moments.append(loads) }
  }
  return moments
}

extension Buffer {
  fileprivate func load(_ index: Int, at moment: Int) -> MomentLoad? {
    var load = MomentLoad(buffer: index, bytes: 0, lowest: .max, highest: 0)
    for part in parts where part.life.start <= moment && moment <= part.life.end {
      load.bytes += part.bytes
      load.lowest = min(load.lowest, part.offset)
      load.highest = max(load.highest, part.offset + part.bytes)
    }
    return load.bytes == 0 ? nil : load
  }
}
