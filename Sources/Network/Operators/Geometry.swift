/// Rows and columns of a kernel, stride or dilation.
package struct Extent: Sendable, Hashable {
  package var rows: Int
  package var columns: Int

  package init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  package init(_ both: Int) { self.init(rows: both, columns: both) }

  /// As an attribute: `[rows, columns]`.
  package var value: AttributeValue { .integers([rows, columns]) }
}

/// How far a window may stand out over the edges of its input.
package enum Padding: Sendable, Hashable {
  /// TensorFlow's SAME: as many outputs as inputs divided by the stride, the smaller half before.
  case same
  case valid
  case explicit(top: Int, bottom: Int, left: Int, right: Int)

  /// The greatest padding of a side that a graph may have.
  package static let maximum = 4096

  package var value: AttributeValue {
    switch self {
    case .same: .text("same")
    case .valid: .text("valid")
    case .explicit(let top, let bottom, let left, let right): .integers([top, bottom, left, right])
    }
  }
}

/// The window of a convolution or pooling: kernel, stride, dilation and padding.
package struct WindowGeometry: Sendable, Hashable {
  package var kernel: Extent
  package var stride: Extent
  package var dilation: Extent
  package var padding: Padding

  package init(kernel: Extent, stride: Extent, dilation: Extent = Extent(1), padding: Padding) {
    self.kernel = kernel
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
  }

  /// The padding in numbers for an input of this size.
  package func sides(rows: Int, columns: Int) -> (top: Int, bottom: Int, left: Int, right: Int) {
    switch padding {
    case .valid: return (0, 0, 0, 0)
    case .explicit(let top, let bottom, let left, let right): return (top, bottom, left, right)
    case .same:
      let vertical = WindowGeometry.same(rows, kernel.rows, stride.rows, dilation.rows)
      let horizontal = WindowGeometry.same(columns, kernel.columns, stride.columns, dilation.columns)
      return (vertical / 2, vertical - vertical / 2, horizontal / 2, horizontal - horizontal / 2)
    }
  }

  private static func same(_ size: Int, _ kernel: Int, _ stride: Int, _ dilation: Int) -> Int {
    max(0, ((size + stride - 1) / stride - 1) * stride + (kernel - 1) * dilation + 1 - size)
  }

  /// The rows and columns of the output for an input of this size.
  package func output(rows: Int, columns: Int) throws(Problem) -> (rows: Int, columns: Int) {
    let sides = sides(rows: rows, columns: columns)
    let height = rows + sides.top + sides.bottom - (kernel.rows - 1) * dilation.rows - 1
    let width = columns + sides.left + sides.right - (kernel.columns - 1) * dilation.columns - 1
    guard height >= 0, width >= 0 else {
      throw Problem(
        "a window of \(kernel.rows)x\(kernel.columns) does not fit an input of \(rows)x\(columns)",
        hint: "use a smaller kernel or more padding")
    }
    return (height / stride.rows + 1, width / stride.columns + 1)
  }

  /// The rows and columns this window reads of an input of this size; all channels stay the caller's.
  package func axes(rows: Int, columns: Int) -> (rows: AxisWindow, columns: AxisWindow) {
    let sides = sides(rows: rows, columns: columns)
    return (
      AxisWindow(
        numerator: stride.rows, offset: -sides.top, taps: kernel.rows, dilation: dilation.rows),
      AxisWindow(
        numerator: stride.columns, offset: -sides.left, taps: kernel.columns, dilation: dilation.columns)
    )
  }
}

/// The activation function fused into an operator.
package enum Activation: String, Sendable, Hashable, CaseIterable {
  case none, relu, reluN1To1 = "relu_n1_to_1", relu6

  package var value: AttributeValue { .text(rawValue) }
}
