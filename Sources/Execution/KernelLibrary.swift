import CKernels

/// The kernels that can run in this process, by the names their descriptors give.
package struct KernelLibrary: Sendable {
  package typealias Function = @convention(c) (UnsafeRawPointer?, UnsafePointer<sn_call>?) -> Void

  private var functions: [String: Function]

  package init(_ functions: [String: Function]) { self.functions = functions }

  package subscript(name: String) -> Function? { functions[name] }

  /// The same kernels with one replaced: how tests plant a faulty one.
  package func replacing(_ name: String, by function: @escaping Function) -> KernelLibrary {
    var library = self
    library.functions[name] = function
    return library
  }

  /// The portable kernels that ship with StreamNet.
  package static let portable = KernelLibrary([
    "sn_conv_s8": sn_conv_s8, "sn_pointwise_s8": sn_pointwise_s8, "sn_depthwise_s8": sn_depthwise_s8,
    "sn_add_s8": sn_add_s8, "sn_mul_s8": sn_mul_s8, "sn_pad_s8": sn_pad_s8,
    "sn_average_pool_s8": sn_average_pool_s8, "sn_max_pool_s8": sn_max_pool_s8, "sn_mean_s8": sn_mean_s8,
    "sn_pixel_sum_s8": sn_pixel_sum_s8, "sn_mean_of_sum": sn_mean_of_sum,
    "sn_average_of_sum": sn_average_of_sum,
    "sn_softmax_s8": sn_softmax_s8, "sn_logistic_s8": sn_logistic_s8, "sn_tanh_s8": sn_tanh_s8,
    "sn_relu_s8": sn_relu_s8, "sn_hard_swish_s8": sn_hard_swish_s8, "sn_leaky_relu_s8": sn_leaky_relu_s8,
    "sn_slice": sn_slice, "sn_reshape": sn_reshape, "sn_concat_s8": sn_concat_s8,
    "sn_transpose_s8": sn_transpose_s8, "sn_resize_nearest_s8": sn_resize_nearest_s8,
    "sn_quantize_f32_s8": sn_quantize_f32_s8, "sn_requantize": sn_requantize,
    "sn_dequantize_f32": sn_dequantize_f32,
  ])
}
