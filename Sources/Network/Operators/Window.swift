/// What part of one input axis an interval of an output axis needs: an affine map.
///
/// Output position y reads input positions `floor((y * numerator + phase) / denominator) + offset +
/// i * dilation` for i in 0..<taps. Positions outside the input are padding. An axis that is needed whole has
/// numerator 0; one that is read backwards a negative one. Source: receptive field arithmetic of Araujo, Norris and Sim (Distill, 2019).
package struct AxisWindow: Sendable, Hashable {
  package var numerator: Int
  package var denominator: Int
  package var phase: Int
  package var offset: Int
  package var taps: Int
  package var dilation: Int

  package init(
    numerator: Int = 1, denominator: Int = 1, phase: Int = 0, offset: Int = 0, taps: Int = 1,
    dilation: Int = 1
  ) {
    self.numerator = numerator
    self.denominator = denominator
    self.phase = phase
    self.offset = offset
    self.taps = taps
    self.dilation = dilation
  }

  /// Output position y reads input position y.
  package static let identity = AxisWindow()

  /// Every output position reads all `extent` input positions.
  package static func whole(_ extent: Int) -> AxisWindow { AxisWindow(numerator: 0, taps: extent) }

  /// The distance from the first to behind the last position read for one output position.
  package var extent: Int { (taps - 1) * dilation + 1 }

  /// The first position read for output position y; negative in the padding.
  package func first(_ y: Int) -> Int {
    let scaled = y * numerator + phase
    let quotient = scaled / denominator
    return (scaled % denominator < 0 ? quotient - 1 : quotient) + offset
  }

  /// The positions that an interval of output positions reads, padding included.
  package func needed(_ output: Range<Int>) -> Range<Int> {
    guard let last = output.last else { return 0..<0 }
    let ends = (first(output.lowerBound), first(last))
    return min(ends.0, ends.1)..<max(ends.0, ends.1) + extent
  }

  /// The positions that an interval of output positions reads of an input of `size` positions.
  package func needed(_ output: Range<Int>, of size: Int) -> Range<Int> {
    needed(output).clamped(to: 0..<size)
  }

  /// The same reads where input and output are both counted from their ends.
  package func mirrored(output: Int, input: Int) -> AxisWindow {
    let last = (output - 1) * numerator + phase
    return AxisWindow(
      numerator: numerator, denominator: denominator, phase: denominator - 1 - last,
      offset: input - extent - offset, taps: taps, dilation: dilation)
  }

  /// How many of the taps of an interval of output positions fall inside an input of `size` positions.
  /// O(output * taps).
  package func validTaps(_ output: Range<Int>, of size: Int) -> Int {
    output.reduce(0) { sum, y in
      let first = first(y)
      return sum + (0..<taps).count { (0..<size).contains(first + $0 * dilation) }
    }
  }
}

/// What part of an input tensor a part of an output needs, axis by axis.
package struct Window: Sendable, Hashable {
  package var rows: AxisWindow
  package var columns: AxisWindow
  package var channels: AxisWindow

  package init(rows: AxisWindow, columns: AxisWindow, channels: AxisWindow) {
    self.rows = rows
    self.columns = columns
    self.channels = channels
  }

  /// Element by element.
  package static let identity = Window(rows: .identity, columns: .identity, channels: .identity)

  /// All of a tensor of this shape.
  package static func whole(_ shape: Shape) -> Window {
    Window(rows: .whole(shape.rows), columns: .whole(shape.columns), channels: .whole(shape.channels))
  }
}

extension AxisWindow: CustomStringConvertible {
  /// `2*y-1..+3`: from 2y - 1 on 3 taps; `/n` and `by d` where there are fractions and dilation.
  package var description: String {
    if numerator == 0 { return "all \(taps)" }
    let scale =
      denominator == 1 ? "\(numerator)*y" : "(\(numerator)*y\(phase == 0 ? "" : "+\(phase)"))/\(denominator)"
    let start = offset == 0 ? scale : "\(scale)\(offset < 0 ? "" : "+")\(offset)"
    return "\(start)..+\(taps)\(dilation == 1 ? "" : " by \(dilation)")"
  }
}
