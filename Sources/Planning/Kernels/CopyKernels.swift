import Network

extension KernelDescriptor {
  static let pad = copy(Pad.name, "pad_s8", "sn_pad_params", "pad.c") { node, operands in
    let paddings = (node.kind as! Pad).paddings
    let shape = operands.input(0).shape
    return KernelParameters(scalars: [
      .init("in_columns", shape.columns), .init("in_channels", shape.channels),
      .init("out_channels", operands.output.shape.channels), .init("pad_left", paddings[2]),
      .init("pad_front", paddings[4]), .init("value", operands.output.zeroPoint),
    ])
  }

  static let slice = copy(StridedSlice.name, "slice", "sn_slice_params", "slice.c") { node, operands in
    let kind = node.kind as! StridedSlice
    return operands.sliceParameters(
      firstChannel: kind.begin[2], channelStep: kind.strides[2], columnStep: kind.strides[1])
  }

  static let reshape = copy(Reshape.name, "reshape", "sn_reshape_params", "reshape.c") { _, operands in
    let (input, output) = (operands.input(0), operands.output)
    let size = input.type.byteCount
    return KernelParameters(scalars: [
      .init("in_row_bytes", input.shape.columns * input.shape.channels * size),
      .init("out_row_bytes", output.shape.columns * output.shape.channels * size),
      .init("pixel_bytes", output.shape.channels * size),
    ])
  }

  static let concatenation = copy(Concatenation.name, "concat_s8", "sn_concat_params", "concat.c") {
    node, operands in
    let axis = (node.kind as! Concatenation).axis
    let extents = operands.inputs.indices.map { operands.input($0).shape.canonicalExtent(axis) }
    return KernelParameters(
      tables: [.init("extents", .int32(extents.map { Int32($0) }))],
      scalars: [
        .init("operands", extents.count), .init("axis", axis),
        .init("channels", operands.output.shape.channels),
      ])
  }

  static let transpose = copy(Transpose.name, "transpose_s8", "sn_transpose_params", "transpose.c") {
    node, operands in
    let permutation = (node.kind as! Transpose).permutation
    return KernelParameters(scalars: [
      .init("axis0", permutation[0]), .init("axis1", permutation[1]), .init("axis2", permutation[2]),
      .init("in_channels", operands.input(0).shape.channels),
      .init("out_channels", operands.output.shape.channels),
    ])
  }

  static let resize = copy(ResizeNearestNeighbor.name, "resize_nearest_s8", "sn_resize_params", "resize.c") {
    node, operands in
    let kind = node.kind as! ResizeNearestNeighbor
    let (input, output) = (operands.input(0).shape, operands.output.shape)
    let window = kind.window(of: 0, operands)
    let taps = kind.sources(input: input.rows, output: output.rows).enumerated().map { y, source in
      Int32(source - window.rows.first(y))
    }
    let sources = kind.sources(input: input.columns, output: output.columns).map { Int32($0) }
    return KernelParameters(
      tables: [.init("row_tap", .int32(taps)), .init("column_source", .int32(sources))],
      scalars: [.init("channels", output.channels)])
  }

  /// A row kernel that moves elements and computes nothing.
  static func copy(
    _ operatorName: String, _ name: String, _ structure: String, _ source: String,
    parameters: @escaping @Sendable (Operator, Operands) -> KernelParameters
  ) -> KernelDescriptor {
    KernelDescriptor(
      name: name, operatorName: operatorName, function: "sn_\(name)", structure: structure,
      source: source, call: .row,
      alias: .rows, costClass: .copy, parameters: parameters)
  }
}

extension Operands {
  fileprivate func sliceParameters(firstChannel: Int, channelStep: Int, columnStep: Int) -> KernelParameters {
    KernelParameters(scalars: [
      .init("in_channels", input(0).shape.channels), .init("out_channels", output.shape.channels),
      .init("first_channel", firstChannel), .init("channel_step", channelStep),
      .init("column_step", columnStep), .init("element_bytes", output.type.byteCount),
    ])
  }
}
