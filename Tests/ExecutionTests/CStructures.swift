import CKernels
import Support

/// The structures of streamnet_kernels.h: as its text declares them and as the compiler lays them out.
enum CStructures {
  static let sizes: [String: Int] = [
    "sn_conv_params": MemoryLayout<sn_conv_params>.size,
    "sn_pointwise_dsp_params": MemoryLayout<sn_pointwise_dsp_params>.size,
    "sn_conv_dsp_params": MemoryLayout<sn_conv_dsp_params>.size,
    "sn_depthwise_dsp_params": MemoryLayout<sn_depthwise_dsp_params>.size,
    "sn_sum_dsp_params": MemoryLayout<sn_sum_dsp_params>.size,
    "sn_mul_dsp_params": MemoryLayout<sn_mul_dsp_params>.size,
    "sn_lookup_params": MemoryLayout<sn_lookup_params>.size,
    "sn_pointwise_params": MemoryLayout<sn_pointwise_params>.size,
    "sn_depthwise_params": MemoryLayout<sn_depthwise_params>.size,
    "sn_add_params": MemoryLayout<sn_add_params>.size,
    "sn_mul_params": MemoryLayout<sn_mul_params>.size,
    "sn_pad_params": MemoryLayout<sn_pad_params>.size,
    "sn_pool_params": MemoryLayout<sn_pool_params>.size,
    "sn_mean_params": MemoryLayout<sn_mean_params>.size,
    "sn_pixel_sum_params": MemoryLayout<sn_pixel_sum_params>.size,
    "sn_mean_of_sum_params": MemoryLayout<sn_mean_of_sum_params>.size,
    "sn_average_of_sum_params": MemoryLayout<sn_average_of_sum_params>.size,
    "sn_softmax_params": MemoryLayout<sn_softmax_params>.size,
    "sn_sigmoid_params": MemoryLayout<sn_sigmoid_params>.size,
    "sn_relu_params": MemoryLayout<sn_relu_params>.size,
    "sn_hard_swish_params": MemoryLayout<sn_hard_swish_params>.size,
    "sn_leaky_relu_params": MemoryLayout<sn_leaky_relu_params>.size,
    "sn_slice_params": MemoryLayout<sn_slice_params>.size,
    "sn_reshape_params": MemoryLayout<sn_reshape_params>.size,
    "sn_concat_params": MemoryLayout<sn_concat_params>.size,
    "sn_transpose_params": MemoryLayout<sn_transpose_params>.size,
    "sn_resize_params": MemoryLayout<sn_resize_params>.size,
    "sn_quantize_params": MemoryLayout<sn_quantize_params>.size,
    "sn_requantize_params": MemoryLayout<sn_requantize_params>.size,
    "sn_dequantize_params": MemoryLayout<sn_dequantize_params>.size,
  ]

  /// The fields of each parameter structure in order, such as `int8_t *weights` and `int32_t channels`.
  static func ofKernels() throws(Diagnostics) -> [String: [String]] {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/")
    let path = "\(root)/Sources/CKernels/include/streamnet_kernels.h"
    let text = String(decoding: try Files.read(path, limit: 1 << 20), as: UTF8.self)
    var structures: [String: [String]] = [:]
    for part in text.split(separator: "typedef struct ").dropFirst() {
      let name = String(part.prefix { $0 != " " })
      let body = part.drop { $0 != "{" }.dropFirst().prefix { $0 != "}" }
      structures[name] = body.split(separator: ";").flatMap { fields(of: String($0)) }
    }
    return structures
  }

  /// `int32_t a, b` as two fields.
  private static func fields(of declaration: String) -> [String] {
    var words = declaration.split { " \n,".contains($0) }.map(String.init)
    words.removeAll { $0 == "const" }
    guard let type = words.first else { return [] }
    return words.dropFirst().map { "\(type) \($0)" }
  }
}
