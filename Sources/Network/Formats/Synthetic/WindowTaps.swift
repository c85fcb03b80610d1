/// Which taps of a window fall inside an image, for every output row and column.
struct WindowTaps: Sendable {
  /// One axis of the window.
  struct Axis: Sendable {
    var count: Int
    var stride: Int
    var dilation: Int
    var before: Int
    var size: Int

    /// The taps of output position `output` that fall inside, and the input position of tap 0.
    @inline(__always)
    func inside(_ output: Int) -> (first: Int, end: Int, start: Int) {
      let start = output &* stride &- before
      let first = start >= 0 ? 0 : (dilation &- 1 &- start) / dilation
      let end = start >= size ? 0 : min(count, (size &- 1 &- start) / dilation &+ 1)
      return (first, max(first, end), start)
    }
  }

  let rows: Axis
  let columns: Axis
  let channels: Int
  let outputRows: Int
  let outputColumns: Int

  init(_ geometry: WindowGeometry, _ input: Shape, _ output: Shape) {
    let sides = geometry.sides(rows: input.rows, columns: input.columns)
    rows = Axis(
      count: geometry.kernel.rows, stride: geometry.stride.rows, dilation: geometry.dilation.rows,
      before: sides.top, size: input.rows)
    columns = Axis(
      count: geometry.kernel.columns, stride: geometry.stride.columns, dilation: geometry.dilation.columns,
      before: sides.left, size: input.columns)
    channels = input.channels
    (outputRows, outputColumns) = (output.rows, output.columns)
  }

  /// Whether the patches differ from the pixels in order.
  var needsGathering: Bool {
    rows.count * columns.count != 1 || rows.stride != 1 || columns.stride != 1 || outputRows != rows.size
      || outputColumns != columns.size
  }

  /// Calls `body` with every tap inside, by number, and the offset of its pixel's first element.
  @inline(__always)
  func forEachTap(_ y: Int, _ x: Int, _ body: (_ tap: Int, _ pixel: Int) -> Void) {
    let (vertical, horizontal) = (rows.inside(y), columns.inside(x))
    var row = vertical.first
    while row < vertical.end {
      let line = (vertical.start &+ row &* rows.dilation) &* columns.size
      var column = horizontal.first
      while column < horizontal.end {
        let pixel = line &+ horizontal.start &+ column &* columns.dilation
        body(row &* columns.count &+ column, pixel &* channels)
        column &+= 1
      }
      row &+= 1
    }
  }

  /// Copies the elements under the window to a patch, with zeros for taps outside.
  func gather(_ image: UnsafePointer<Int16>, _ y: Int, _ x: Int, into patch: UnsafeMutablePointer<Int16>) {
    patch.update(repeating: 0, count: rows.count &* columns.count &* channels)
    forEachTap(y, x) { tap, pixel in
      (patch + tap &* channels).update(from: image + pixel, count: channels)
    }
  }
}
