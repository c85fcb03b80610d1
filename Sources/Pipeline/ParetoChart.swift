import Planning
import Support

/// A front as a picture: peak memory against work, and against estimated instructions, in SVG.
///
/// The same front gives the same text. Colours follow what the reader's system prefers, light or dark.
package struct ParetoChart {
  private let front: ParetoFront
  private let layerwiseMACs: Double

  package init(_ front: ParetoFront) {
    self.front = front
    layerwiseMACs = Double(max(front.job.model.macs.nominal, 1))
  }

  private static let (width, height) = (1000, 500)
  private static let (top, bottom) = (64.0, 420.0)

  package var svg: String {
    let job = front.job
    let title = "\(job.model.name) on \(job.board.name), input \(job.input.rawValue)"
    let peaks = figures.map { Double($0.peak) / 1024 }
    let rows = ChartAxis(peaks, from: ParetoChart.bottom, to: ParetoChart.top)
    let work = Panel(left: 70, right: 480, caption: "MACs / MACs layer by layer (x)") {
      Double($0.macs) / layerwiseMACs
    }
    let cost = Panel(left: 570, right: 980, caption: "estimated instructions (millions)") {
      Double($0.instructions) / 1e6
    }
    let (width, height) = (ParetoChart.width, ParetoChart.height)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" role="img">
      <title>\(escaped(title))</title>
      <style>
      \(ParetoChart.style)
      </style>
      <rect class="page" width="\(width)" height="\(height)"/>
      <text class="title" x="70" y="28">\(escaped(title)): peak SRAM of the schedules that no other is better than</text>
      <circle class="point" cx="76" cy="484" r="3"/>
      <text x="86" y="488">the front</text>
      <rect class="policy" x="152" y="480" width="8" height="8"/>
      <text x="168" y="488">a policy</text>
      \((drawn(work, rows) + drawn(cost, rows)).joined(separator: "\n"))
      </svg>
      """
  }

  private static let style = """
    text { font: 12px sans-serif; fill: #24292f; }
    .title { font-size: 14px; font-weight: bold; }
    .page { fill: #ffffff; }
    .grid { stroke: #d8dee4; stroke-width: 1; }
    .front { fill: none; stroke: #0969da; stroke-width: 2; }
    .point { fill: #0969da; }
    .policy { fill: none; stroke: #bc4c00; stroke-width: 2; }
    .name { fill: #bc4c00; }
    @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .page { fill: #0d1117; }
    .grid { stroke: #30363d; }
    .front { stroke: #58a6ff; }
    .point { fill: #58a6ff; }
    .policy { stroke: #f0883e; }
    .name { fill: #f0883e; }
    }
    """

  /// One of the two drawings side by side, and what it shows along x.
  private struct Panel {
    var left: Double
    var right: Double
    var caption: String
    var value: (ParetoFigures) -> Double
  }

  private var figures: [ParetoFigures] {
    front.points.map(\.figures) + front.policies.compactMap { $0.run.plan.map(ParetoFigures.init) }
  }

  private func drawn(_ panel: Panel, _ rows: ChartAxis) -> [String] {
    let columns = ChartAxis(figures.map(panel.value), from: panel.left, to: panel.right)
    func place(_ figures: ParetoFigures) -> (x: Double, y: Double) {
      (columns.position(panel.value(figures)), rows.position(Double(figures.peak) / 1024))
    }
    var lines = grid(panel, columns, rows)
    let points = front.points.map(\.figures)
    if let path = step(points.map(place), panel) { lines.append("<path class=\"front\" d=\"\(path)\"/>") }
    var taken: [Box] = []
    for (position, figures) in points.enumerated() {
      let (x, y) = place(figures)
      taken.append(Box(x: x - 4, y: y - 4, width: 8, height: 8))
      lines.append(
        "<circle class=\"point\" cx=\"\(tenths(x))\" cy=\"\(tenths(y))\" r=\"3\">"
          + "<title>point \(position + 1): \(describe(figures))</title></circle>")
    }
    let marks = front.policies.compactMap { mark in
      mark.run.plan.map { (name: mark.run.policy, figures: ParetoFigures($0)) }
    }
    for mark in marks {
      let (x, y) = place(mark.figures)
      taken.append(Box(x: x - 5, y: y - 5, width: 10, height: 10))
      lines.append(
        "<rect class=\"policy\" x=\"\(tenths(x - 4))\" y=\"\(tenths(y - 4))\" width=\"8\" height=\"8\">"
          + "<title>\(escaped(mark.name)): \(describe(mark.figures))</title></rect>")
    }
    for mark in marks {
      let box = label(mark.name, at: place(mark.figures), panel, &taken)
      lines.append(
        "<text class=\"name\" x=\"\(tenths(box.x))\" y=\"\(tenths(box.y + 11))\">\(escaped(mark.name))</text>"
      )
    }
    return lines
  }

  private func grid(_ panel: Panel, _ columns: ChartAxis, _ rows: ChartAxis) -> [String] {
    let (top, bottom) = (ParetoChart.top, ParetoChart.bottom)
    var lines: [String] = []
    for tick in rows.ticks {
      let y = tenths(rows.position(tick))
      lines.append(
        "<line class=\"grid\" x1=\"\(tenths(panel.left))\" y1=\"\(y)\" x2=\"\(tenths(panel.right))\" y2=\"\(y)\"/>"
      )
      lines.append(
        "<text x=\"\(tenths(panel.left - 8))\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">\(ChartAxis.label(tick))</text>"
      )
    }
    for tick in columns.ticks {
      let x = tenths(columns.position(tick))
      lines.append(
        "<line class=\"grid\" x1=\"\(x)\" y1=\"\(tenths(top))\" x2=\"\(x)\" y2=\"\(tenths(bottom))\"/>")
      lines.append(
        "<text x=\"\(x)\" y=\"\(tenths(bottom + 18))\" text-anchor=\"middle\">\(ChartAxis.label(tick))</text>"
      )
    }
    let middle = tenths((panel.left + panel.right) / 2)
    lines.append(
      "<text x=\"\(middle)\" y=\"\(tenths(bottom + 40))\" text-anchor=\"middle\">\(panel.caption)</text>")
    lines.append(
      "<text x=\"\(tenths(panel.left - 8))\" y=\"\(tenths(top - 12))\" text-anchor=\"end\">KiB</text>")
    return lines
  }

  /// The edge of what can be had, which goes down only where a point lies; nil without points.
  private func step(_ places: [(x: Double, y: Double)], _ panel: Panel) -> String? {
    guard !places.isEmpty else { return nil }
    var path = ""
    var lowest = ParetoChart.top
    for place in places.sorted(by: { ($0.x, -$0.y) < ($1.x, -$1.y) }) where place.y > lowest || path.isEmpty {
      path += path.isEmpty ? "M\(tenths(place.x)) \(tenths(lowest))" : " H\(tenths(place.x))"
      path += " V\(tenths(place.y))"
      lowest = place.y
    }
    return "\(path) H\(tenths(panel.right))"
  }

  /// Where a name goes beside its place: the nearest of some spots that nothing else is on.
  private func label(
    _ name: String, at place: (x: Double, y: Double), _ panel: Panel, _ taken: inout [Box]
  ) -> Box {
    let size = (width: Double(name.count) * 6.6 + 2, height: 14.0)
    var spots: [Box] = []
    for shift in [0.0, -14, 14, -28, 28, -42, 42, -56, 56] {
      for x in [place.x + 9, place.x - 9 - size.width] {
        spots.append(Box(x: x, y: place.y - 7 + shift, width: size.width, height: size.height))
      }
    }
    let box =
      spots.first { spot in
        spot.x >= panel.left && spot.x + spot.width <= panel.right + 18 && spot.y >= ParetoChart.top - 14
          && spot.y + spot.height <= ParetoChart.bottom + 8 && !taken.contains(where: spot.meets)
      } ?? spots[0]
    taken.append(box)
    return box
  }

  private func describe(_ figures: ParetoFigures) -> String {
    "\(figures.peak) bytes, \(decimal(Double(figures.macs) / layerwiseMACs, places: 3))x MACs,"
      + " \(figures.instructions) instructions"
  }
}

private struct Box {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  func meets(_ other: Box) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }
}

/// A coordinate with one decimal.
private func tenths(_ number: Double) -> String {
  let count = Int((number * 10).rounded())
  return "\(count < 0 ? "-" : "")\(abs(count) / 10).\(abs(count) % 10)"
}

/// A text as XML has it.
private func escaped(_ text: String) -> String {
  text.onSingleLine.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    .replacing("\"", with: "&quot;")
}
