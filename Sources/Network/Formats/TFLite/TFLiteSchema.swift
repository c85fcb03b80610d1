/// The fields of the TensorFlow Lite format that are read, by table, with their slots and default values.
///
/// Source: `schema.fbs` of TensorFlow Lite, version 3 of the format.
enum TFLiteSchema {
  static let identifier = Array("TFL3".utf8)
  static let version: UInt32 = 3

  enum Model {
    static let version = FlatField(0, "version")
    static let operatorCodes = FlatField(1, "operator_codes")
    static let subgraphs = FlatField(2, "subgraphs")
    static let buffers = FlatField(4, "buffers")
  }

  enum OperatorCode {
    static let deprecatedBuiltinCode = FlatField(0, "deprecated_builtin_code")
    static let customCode = FlatField(1, "custom_code")
    static let builtinCode = FlatField(3, "builtin_code")
  }

  enum Subgraph {
    static let tensors = FlatField(0, "tensors")
    static let inputs = FlatField(1, "inputs")
    static let outputs = FlatField(2, "outputs")
    static let operators = FlatField(3, "operators")
  }

  enum Tensor {
    static let shape = FlatField(0, "shape")
    static let type = FlatField(1, "type")
    static let buffer = FlatField(2, "buffer")
    static let name = FlatField(3, "name")
    static let quantization = FlatField(4, "quantization")
    static let isVariable = FlatField(5, "is_variable")
    static let sparsity = FlatField(6, "sparsity")
  }

  enum Quantization {
    static let scale = FlatField(2, "scale")
    static let zeroPoint = FlatField(3, "zero_point")
    static let detailsType = FlatField(4, "details_type")
    static let quantizedDimension = FlatField(6, "quantized_dimension")
  }

  enum Buffer {
    static let data = FlatField(0, "data")
    /// Where data stands behind the FlatBuffer; 0 and 1 mean that it does not.
    static let offset = FlatField(1, "offset")
  }

  enum Operator {
    static let codeIndex = FlatField(0, "opcode_index")
    static let inputs = FlatField(1, "inputs")
    static let outputs = FlatField(2, "outputs")
    static let optionsType = FlatField(3, "builtin_options_type")
    static let options = FlatField(4, "builtin_options")
    static let customOptions = FlatField(5, "custom_options")
  }

  enum Convolution2DOptions {
    static let padding = FlatField(0, "padding")
    static let strideWidth = FlatField(1, "stride_w")
    static let strideHeight = FlatField(2, "stride_h")
    static let activation = FlatField(3, "fused_activation_function")
    static let dilationWidth = FlatField(4, "dilation_w_factor")
    static let dilationHeight = FlatField(5, "dilation_h_factor")
  }

  /// The depth multiplier in slot 3 is not read: the shape of the weights says it.
  enum DepthwiseConvolution2DOptions {
    static let padding = FlatField(0, "padding")
    static let strideWidth = FlatField(1, "stride_w")
    static let strideHeight = FlatField(2, "stride_h")
    static let activation = FlatField(4, "fused_activation_function")
    static let dilationWidth = FlatField(5, "dilation_w_factor")
    static let dilationHeight = FlatField(6, "dilation_h_factor")
  }

  enum Pool2DOptions {
    static let padding = FlatField(0, "padding")
    static let strideWidth = FlatField(1, "stride_w")
    static let strideHeight = FlatField(2, "stride_h")
    static let filterWidth = FlatField(3, "filter_width")
    static let filterHeight = FlatField(4, "filter_height")
    static let activation = FlatField(5, "fused_activation_function")
  }

  enum FullyConnectedOptions {
    static let activation = FlatField(0, "fused_activation_function")
    static let weightsFormat = FlatField(1, "weights_format")
    static let keepDimensions = FlatField(2, "keep_num_dims")
  }

  /// ADD, SUB and MUL.
  enum ArithmeticOptions {
    static let activation = FlatField(0, "fused_activation_function")
  }

  enum ConcatenationOptions {
    static let axis = FlatField(0, "axis")
    static let activation = FlatField(1, "fused_activation_function")
  }

  enum PackOptions {
    static let axis = FlatField(1, "axis")
  }

  enum ReducerOptions {
    static let keepDimensions = FlatField(0, "keep_dims")
  }

  enum SoftmaxOptions {
    static let beta = FlatField(0, "beta")
  }

  enum LeakyReluOptions {
    static let alpha = FlatField(0, "alpha")
  }

  enum SqueezeOptions {
    static let axes = FlatField(0, "squeeze_dims")
  }

  enum SplitOptions {
    static let count = FlatField(0, "num_splits")
  }

  enum StridedSliceOptions {
    static let beginMask = FlatField(0, "begin_mask")
    static let endMask = FlatField(1, "end_mask")
    static let ellipsisMask = FlatField(2, "ellipsis_mask")
    static let newAxisMask = FlatField(3, "new_axis_mask")
    static let shrinkAxisMask = FlatField(4, "shrink_axis_mask")
    static let offset = FlatField(5, "offset")
  }

  enum ResizeNearestNeighborOptions {
    static let alignCorners = FlatField(0, "align_corners")
    static let halfPixelCenters = FlatField(1, "half_pixel_centers")
  }
}
