import Glibc

/// A logarithmic axis of a chart: where values lie, and which are marked.
///
/// Logarithms, because peaks and work of one network differ by factors.
struct ChartAxis: Sendable {
  /// The ends, both more than 0.
  let low: Double
  let high: Double
  /// Where the ends lie, in units of the drawing.
  let start: Double
  let end: Double

  /// An axis that leaves some room on both sides of the values.
  init(_ values: [Double], from start: Double, to end: Double) {
    let (least, most) = (max(values.min() ?? 1, 1e-9), max(values.max() ?? 1, 1e-9))
    let room = max(pow(most / least, 0.06), 1.02)
    (low, high) = (least / room, most * room)
    (self.start, self.end) = (start, end)
  }

  func position(_ value: Double) -> Double {
    start + (end - start) * log(max(value, 1e-9) / low) / log(high / low)
  }

  /// The marked values: 1, 2 and 5 of every power of ten where they are enough, else equal steps.
  var ticks: [Double] {
    let decades = (Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))).flatMap { power in
      [1.0, 2, 5].map { $0 * pow(10, Double(power)) }
    }.filter { $0 >= low && $0 <= high }
    guard decades.count < 3 else { return decades }
    let rough = (high - low) / 4
    let power = pow(10, log10(rough).rounded(.down))
    let step = [1.0, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
    let first = Int((low / step).rounded(.up))
    let last = Int((high / step).rounded(.down))
    return first > last ? [] : (first...last).map { Double($0) * step }
  }

  /// A marked value as text, without needless zeros.
  static func label(_ value: Double) -> String {
    var text = decimal(value, places: value < 1 ? 4 : value < 100 ? 3 : 1)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
