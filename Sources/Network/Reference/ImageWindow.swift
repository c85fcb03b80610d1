extension Reference {
  /// The taps of a window over one axis that fall inside the input, for every output position.
  struct TapAxis {
    struct Tap {
      var index: Int
      var position: Int
    }

    let taps: [[Tap]]

    /// - Parameter before: the padding before the input; nil for TensorFlow's SAME, whose smaller half it is.
    init(input: Int, output: Int, kernel: Int, stride: Int, dilation: Int, before: Int?) {
      let extent = (kernel - 1) * dilation + 1
      let start = before ?? max(0, (output - 1) * stride + extent - input) / 2
      taps = (0..<output).map { y in
        (0..<kernel).compactMap { tap in
          let position = y * stride - start + tap * dilation
          return (0..<input).contains(position) ? Tap(index: tap, position: position) : nil
        }
      }
    }
  }

  /// A window over the rows and columns of each image of a tensor.
  struct ImageWindow {
    let rows: TapAxis
    let columns: TapAxis
    let images: Int

    init(_ geometry: WindowGeometry, input: Shape, output: Shape) {
      let before: (top: Int?, left: Int?) =
        switch geometry.padding {
        case .same: (nil, nil)
        case .valid: (0, 0)
        case .explicit(let top, _, let left, _): (top, left)
        }
      rows = TapAxis(
        input: input.rows, output: output.rows, kernel: geometry.kernel.rows, stride: geometry.stride.rows,
        dilation: geometry.dilation.rows, before: before.top)
      columns = TapAxis(
        input: input.columns, output: output.columns, kernel: geometry.kernel.columns,
        stride: geometry.stride.columns, dilation: geometry.dilation.columns, before: before.left)
      images = input.batch
    }

    /// Calls `body` for every output pixel in memory order, with the image it belongs to and its taps.
    func forEachPixel(_ body: (_ image: Int, _ rows: [TapAxis.Tap], _ columns: [TapAxis.Tap]) -> Void) {
      for image in 0..<images {
        for row in rows.taps {
          for column in columns.taps { body(image, row, column) }
        }
      }
    }
  }
}
