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

  /// All kernels that ship with StreamNet; those for cores with certain instructions run on a model of them.
  package static let shipped = KernelLibrary(portable.functions.merging(dsp) { $1 })

  private static let dsp: [String: Function] = [
    "sn_pointwise_dsp_s8": sn_pointwise_dsp_s8, "sn_pointwise_direct_dsp_s8": sn_pointwise_direct_dsp_s8,
    "sn_pointwise_quads_dsp_s8": sn_pointwise_quads_dsp_s8, "sn_conv_dsp_s8": sn_conv_dsp_s8,
    "sn_conv_dsp_single_s8": sn_conv_dsp_single_s8,
    "sn_conv_dsp_3x3x3_s8": sn_conv_dsp_3x3x3_s8,
    "sn_conv_dsp_3x3x3_pairs_s8": sn_conv_dsp_3x3x3_pairs_s8, "sn_conv_direct_dsp_s8": sn_conv_direct_dsp_s8,
    "sn_depthwise_direct": sn_depthwise_direct, "sn_depthwise_direct_3x3": sn_depthwise_direct_3x3,
    "sn_depthwise_direct_5x5": sn_depthwise_direct_5x5, "sn_depthwise_direct_7x7": sn_depthwise_direct_7x7,
    "sn_depthwise_3x3_s1": sn_depthwise_3x3_s1, "sn_depthwise_5x5_s1": sn_depthwise_5x5_s1,
    "sn_depthwise_5x5_s2": sn_depthwise_5x5_s2, "sn_depthwise_7x7_s1": sn_depthwise_7x7_s1,
    "sn_depthwise_7x7_s2": sn_depthwise_7x7_s2, "sn_add_dsp_s8": sn_add_dsp_s8,
    "sn_sub_dsp_s8": sn_sub_dsp_s8, "sn_mul_dsp_s8": sn_mul_dsp_s8,
    "sn_average_pool_dsp_s8": sn_average_pool_dsp_s8, "sn_max_pool_dsp_s8": sn_max_pool_dsp_s8,
    "sn_mean_dsp_s8": sn_mean_dsp_s8, "sn_pixel_sum_dsp_s8": sn_pixel_sum_dsp_s8,
    "sn_lookup_s8": sn_lookup_s8, "sn_pointwise_mve_s8": sn_pointwise_mve_s8,
    "sn_conv_mve_s8": sn_conv_mve_s8,
    "sn_depthwise_mve_s8": sn_depthwise_mve_s8,
  ]

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
