/* StreamNet's int8 kernels: portable C99, freestanding, no heap, no state, no recursion.
 *
 * Every kernel has one signature: its constants and one call. A call computes a run of output pixels:
 *   row kernels   `columns` pixels of output row `y`, from column `x`;
 *   run kernels   `columns` pixels that lie one behind the other in memory, in and out, over row ends too.
 *
 * `rows` holds, operand after operand, a pointer for each tap of the operand's window over rows (one for
 * operands that are read element by element, all rows for operands that are read whole). A pointer is NULL
 * where the row lies in the padding. It stands at the first column that the call reads of that operand, or
 * at column 0 where that column lies in the padding; for the first operand `left` is that column.
 *
 * A parameter structure holds its pointers first, then 32-bit fields only, so that its layout has no gaps.
 * Accumulators wrap modulo 2^32. Requantisation is gemmlowp's: saturating rounding doubling high multiply,
 * then a rounding shift with ties away from zero. */
#ifndef STREAMNET_KERNELS_H
#define STREAMNET_KERNELS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sn_call {
    const void *const *rows;
    void *out;
    void *scratch;
    int32_t y;
    int32_t x;
    int32_t columns;
    int32_t left;
} sn_call;

typedef void (*sn_kernel)(const void *params, const sn_call *call);

/* CONV_2D, row kernel. Weights: out_channels x kernel_rows x kernel_columns x in_channels. */
typedef struct sn_conv_params {
    const int8_t *weights;
    const int32_t *bias;
    const int32_t *multiplier;
    const int8_t *shift;
    int32_t in_columns, in_channels, out_channels;
    int32_t kernel_rows, kernel_columns, stride, dilation, pad_left;
    int32_t in_zero, out_zero, out_min, out_max;
} sn_conv_params;
void sn_conv_s8(const void *params, const sn_call *call);

/* CONV_2D of one pixel, run kernel. The input's zero point is folded into the bias (modulo 2^32).
 * Weights: out_channels x in_channels. */
typedef struct sn_pointwise_params {
    const int8_t *weights;
    const int32_t *bias;
    const int32_t *multiplier;
    const int8_t *shift;
    int32_t in_channels, out_channels;
    int32_t out_zero, out_min, out_max;
} sn_pointwise_params;
void sn_pointwise_s8(const void *params, const sn_call *call);

/* As sn_pointwise_s8, for cores with DSP instructions. `table` is described in sn_dsp_products.h. Scratch,
 * aligned to 4 bytes:
 *   sn_pointwise_dsp_s8         SN_WIDENED_BYTES(in_channels, 2), or of 1 pixel where `columns` is 1
 *   sn_pointwise_direct_dsp_s8  none; in_channels are a multiple of 4
 *   sn_pointwise_quads_dsp_s8   SN_QUAD_BYTES(in_channels); also, out_channels are even */
typedef struct sn_pointwise_dsp_params {
    const int32_t *table;
    int32_t in_channels, out_channels;
    int32_t out_zero, out_min, out_max;
} sn_pointwise_dsp_params;
void sn_pointwise_dsp_s8(const void *params, const sn_call *call);
void sn_pointwise_direct_dsp_s8(const void *params, const sn_call *call);
void sn_pointwise_quads_dsp_s8(const void *params, const sn_call *call);

/* The same for cores with Helium, without scratch; `table` is described in sn_mve_products.h. */
void sn_pointwise_mve_s8(const void *params, const sn_call *call);

/* As sn_conv_s8, for cores with DSP instructions; the last two for windows of 3 x 3 x 3 with dilation 1. Their
 * `table` is that of a pointwise convolution of all inputs of a window. Scratch, aligned to 4 bytes:
 *   sn_conv_dsp_s8              SN_WIDENED_BYTES(inputs, 2), and inputs rounded up to 4 more where in_channels is
 *                               no multiple of 4
 *   sn_conv_dsp_single_s8       the same with SN_WIDENED_BYTES(inputs, 1)
 *   sn_conv_dsp_3x3x3_s8        4 * 28 + SN_QUAD_BYTES(28); out_channels are even
 *   sn_conv_dsp_3x3x3_pairs_s8  2 * 28 */
typedef struct sn_conv_dsp_params {
    const int32_t *table;
    int32_t in_columns, in_channels, out_channels;
    int32_t kernel_rows, kernel_columns, stride, dilation, pad_left;
    int32_t in_zero, out_zero, out_min, out_max;
} sn_conv_dsp_params;
void sn_conv_dsp_s8(const void *params, const sn_call *call);
void sn_conv_dsp_single_s8(const void *params, const sn_call *call);
void sn_conv_dsp_3x3x3_s8(const void *params, const sn_call *call);
void sn_conv_dsp_3x3x3_pairs_s8(const void *params, const sn_call *call);

/* The same without scratch: no padding, dilation 1, kernel_columns * in_channels a multiple of 4. */
void sn_conv_direct_dsp_s8(const void *params, const sn_call *call);

/* The same for cores with Helium; `table` is described in sn_mve_products.h. Scratch: two windows of inputs. */
void sn_conv_mve_s8(const void *params, const sn_call *call);

/* DEPTHWISE_CONV_2D, row kernel. Weights: kernel_rows x kernel_columns x (in_channels * depth_multiplier). */
typedef struct sn_depthwise_params {
    const int8_t *weights;
    const int32_t *bias;
    const int32_t *multiplier;
    const int8_t *shift;
    int32_t in_columns, in_channels, depth_multiplier;
    int32_t kernel_rows, kernel_columns, stride, dilation, pad_left;
    int32_t in_zero, out_zero, out_min, out_max;
} sn_depthwise_params;
void sn_depthwise_s8(const void *params, const sn_call *call);

/* Words of a row of 16-bit elements in the scratch of the planar depthwise kernels, and their bytes
 * for a window of so many rows. */
enum { SN_DEPTHWISE_ROW_WORDS = 12 };
#define SN_DEPTHWISE_SCRATCH(kernel_rows) (16 * (kernel_rows) * SN_DEPTHWISE_ROW_WORDS + 16)

/* DEPTHWISE_CONV_2D for cores with DSP instructions: row kernels for at least 4 channels, each of them an
 * output channel, where every window has a tap inside the input.
 *
 * sn_depthwise_KxK_sS need scratch and are best for whole rows and tiles of 4 columns and more;
 * sn_depthwise_direct_KxK, of any stride, are best for narrow tiles; sn_depthwise_direct is for any window and
 * dilation. `records` are described in sn_depthwise_planar.h and sn_depthwise_direct.h. Every channel has
 * 0 <= multiplier, 0 <= places = -shift - 1 <= 22, and sums below 2^30. Channels come in groups of four; where
 * their number is no multiple of four, the last group is of the last four, some of them for the second time. */
typedef struct sn_depthwise_dsp_params {
    const int32_t *records;
    int32_t in_columns, in_channels;
    int32_t kernel_rows, kernel_columns, stride, dilation, pad_left;
    int32_t in_zero, out_zero, out_min, out_max;
} sn_depthwise_dsp_params;
void sn_depthwise_direct(const void *params, const sn_call *call);
void sn_depthwise_direct_3x3(const void *params, const sn_call *call);
void sn_depthwise_direct_5x5(const void *params, const sn_call *call);
void sn_depthwise_direct_7x7(const void *params, const sn_call *call);
void sn_depthwise_3x3_s1(const void *params, const sn_call *call);
void sn_depthwise_5x5_s1(const void *params, const sn_call *call);
void sn_depthwise_5x5_s2(const void *params, const sn_call *call);
void sn_depthwise_7x7_s1(const void *params, const sn_call *call);
void sn_depthwise_7x7_s2(const void *params, const sn_call *call);

/* DEPTHWISE_CONV_2D of any window for cores with Helium: row kernel, each channel an output channel. `records`
 * are described in depthwise_mve.c. */
void sn_depthwise_mve_s8(const void *params, const sn_call *call);

/* ADD, SUB (right_sign -1): row kernel; run kernel where neither side broadcasts.
 * Element (x, c) of a side lies at x * column_step + c * channel_step. Both sides are scaled by 2^20. */
typedef struct sn_add_params {
    int32_t channels;
    int32_t left_column_step, left_channel_step, right_column_step, right_channel_step;
    int32_t left_zero, left_multiplier, left_shift;
    int32_t right_zero, right_multiplier, right_shift, right_sign;
    int32_t out_zero, out_multiplier, out_shift, out_min, out_max;
} sn_add_params;
void sn_add_s8(const void *params, const sn_call *call);

/* As sn_add_s8, run kernels for cores with DSP instructions: operands of one shape.
 * `greater_side` is the side of the greater scale, whose factor is 1/2. The lesser side's shift is a right
 * shift of 1 to 31; where its factor is 1/2 too, the multiplier is 2^31 - 1 and the shift 1; where it is 0,
 * the multiplier is 0 and the shift 1. The output's is a right shift less 1, from 0 to 22. */
typedef struct sn_sum_dsp_params {
    int32_t channels, greater_side, greater_zero;
    int32_t lesser_zero, lesser_multiplier, lesser_shift;
    int32_t out_zero, out_multiplier, out_shift, out_min, out_max;
} sn_sum_dsp_params;
void sn_add_dsp_s8(const void *params, const sn_call *call);
void sn_sub_dsp_s8(const void *params, const sn_call *call);

/* MUL: as ADD. */
typedef struct sn_mul_params {
    int32_t channels;
    int32_t left_column_step, left_channel_step, right_column_step, right_channel_step;
    int32_t left_zero, right_zero;
    int32_t out_zero, out_multiplier, out_shift, out_min, out_max;
} sn_mul_params;
void sn_mul_s8(const void *params, const sn_call *call);

/* As sn_mul_s8, for cores with DSP instructions: channel steps are 1, `out_shift` is a right shift less 1,
 * from 0 to 22. */
typedef struct sn_mul_dsp_params {
    int32_t channels;
    int32_t left_column_step, right_column_step;
    int32_t left_zero, right_zero;
    int32_t out_zero, out_multiplier, out_shift, out_min, out_max;
} sn_mul_dsp_params;
void sn_mul_dsp_s8(const void *params, const sn_call *call);

/* PAD, row kernel: `value` wherever the output lies outside the input. */
typedef struct sn_pad_params {
    int32_t in_columns, in_channels, out_channels, pad_left, pad_front, value;
} sn_pad_params;
void sn_pad_s8(const void *params, const sn_call *call);

/* AVERAGE_POOL_2D, MAX_POOL_2D, row kernels: padding does not count. */
typedef struct sn_pool_params {
    int32_t in_columns, channels;
    int32_t kernel_rows, kernel_columns, stride, pad_left;
    int32_t out_min, out_max;
} sn_pool_params;
void sn_average_pool_s8(const void *params, const sn_call *call);
void sn_max_pool_s8(const void *params, const sn_call *call);

/* MEAN over kernel_rows rows (all, or 1) and kernel_columns columns (all, or 1), row kernel. The sum of
 * (element - in_zero) over `count` elements is requantised by multiplier and shift, which hold the division
 * too. */
typedef struct sn_mean_params {
    int32_t channels;
    int32_t kernel_rows, kernel_columns, count;
    int32_t in_zero, out_zero, multiplier, shift;
} sn_mean_params;
void sn_mean_s8(const void *params, const sn_call *call);

/* The same for cores with DSP instructions, for at least 4 channels and at most 256 elements a channel. */
void sn_average_pool_dsp_s8(const void *params, const sn_call *call);
void sn_max_pool_dsp_s8(const void *params, const sn_call *call);
void sn_mean_dsp_s8(const void *params, const sn_call *call);

/* The sum of all pixels, run kernel: adds `columns` pixels to the int32 sums at `out`, which the caller has
 * set to zero before the first call. */
typedef struct sn_pixel_sum_params {
    int32_t channels;
} sn_pixel_sum_params;
void sn_pixel_sum_s8(const void *params, const sn_call *call);
void sn_pixel_sum_dsp_s8(const void *params, const sn_call *call);

/* MEAN of int32 sums of `count` pixels, channel by channel. */
typedef struct sn_mean_of_sum_params {
    int32_t channels, count, in_zero, out_zero, multiplier, shift;
} sn_mean_of_sum_params;
void sn_mean_of_sum(const void *params, const sn_call *call);

/* AVERAGE_POOL_2D of int32 sums of `count` pixels, channel by channel. */
typedef struct sn_average_of_sum_params {
    int32_t channels, count, out_min, out_max;
} sn_average_of_sum_params;
void sn_average_of_sum(const void *params, const sn_call *call);

/* SOFTMAX over the channels of each pixel, run kernel. */
typedef struct sn_softmax_params {
    int32_t channels;
    int32_t multiplier, left_shift, diff_min;
} sn_softmax_params;
void sn_softmax_s8(const void *params, const sn_call *call);

/* LOGISTIC, TANH, run kernels. */
typedef struct sn_sigmoid_params {
    int32_t channels;
    int32_t in_zero, in_range_radius, multiplier, left_shift;
} sn_sigmoid_params;
void sn_logistic_s8(const void *params, const sn_call *call);
void sn_tanh_s8(const void *params, const sn_call *call);

/* RELU, RELU6, run kernel: requantise, then clamp. */
typedef struct sn_relu_params {
    int32_t channels;
    int32_t in_zero, multiplier, shift, out_zero, out_min, out_max;
} sn_relu_params;
void sn_relu_s8(const void *params, const sn_call *call);

/* HARD_SWISH, run kernel. */
typedef struct sn_hard_swish_params {
    int32_t channels;
    int32_t in_zero, out_zero;
    int32_t reluish_multiplier, reluish_shift, out_multiplier, out_shift;
} sn_hard_swish_params;
void sn_hard_swish_s8(const void *params, const sn_call *call);

/* LEAKY_RELU, run kernel. */
typedef struct sn_leaky_relu_params {
    int32_t channels;
    int32_t in_zero, out_zero;
    int32_t identity_multiplier, identity_shift, alpha_multiplier, alpha_shift;
} sn_leaky_relu_params;
void sn_leaky_relu_s8(const void *params, const sn_call *call);

/* Any operator that makes each int8 element from the int8 element at its place, run kernel: results[128 + x]
 * is what x becomes. */
typedef struct sn_lookup_params {
    const int8_t *results;
    int32_t channels;
} sn_lookup_params;
void sn_lookup_s8(const void *params, const sn_call *call);

/* SPLIT, STRIDED_SLICE, row kernel: output channel c is input channel first_channel + c * channel_step; the
 * next output column is column_step input columns further (either sign; the row pointer stands at the lowest
 * column read). `element_bytes` is the size of an element. */
typedef struct sn_slice_params {
    int32_t in_channels, out_channels, first_channel, channel_step, column_step, element_bytes;
} sn_slice_params;
void sn_slice(const void *params, const sn_call *call);

/* RESHAPE, row kernel: output row y holds the bytes from y * out_row_bytes on of the input's rows. Bytes are
 * copied in ascending order, so that the output may begin at or below the input. */
typedef struct sn_reshape_params {
    int32_t in_row_bytes, out_row_bytes, pixel_bytes;
} sn_reshape_params;
void sn_reshape(const void *params, const sn_call *call);

/* CONCATENATION along axis 0 rows, 1 columns, 2 channels, row kernel. extents[i]: operand i along that axis. */
typedef struct sn_concat_params {
    const int32_t *extents;
    int32_t operands, axis, channels;
} sn_concat_params;
void sn_concat_s8(const void *params, const sn_call *call);

/* TRANSPOSE, row kernel: output axis i is input axis axis_i. Axes in their own place are read element by
 * element, the others whole. */
typedef struct sn_transpose_params {
    int32_t axis0, axis1, axis2;
    int32_t in_channels, out_channels;
} sn_transpose_params;
void sn_transpose_s8(const void *params, const sn_call *call);

/* RESIZE_NEAREST_NEIGHBOR, row kernel: row_tap[y] is the tap to copy, column_source[x] the input column. */
typedef struct sn_resize_params {
    const int32_t *row_tap;
    const int32_t *column_source;
    int32_t channels;
} sn_resize_params;
void sn_resize_nearest_s8(const void *params, const sn_call *call);

/* QUANTIZE from float32 to int8, run kernel: round half away from zero, add the zero point, saturate; what is
 * not a number becomes the zero point. */
typedef struct sn_quantize_params {
    int32_t channels;
    float scale;
    int32_t out_zero;
} sn_quantize_params;
void sn_quantize_f32_s8(const void *params, const sn_call *call);

enum sn_type { SN_INT8 = 0, SN_UINT8 = 1, SN_INT16 = 2 };

/* QUANTIZE between integer types, run kernel. Types are enum sn_type. */
typedef struct sn_requantize_params {
    int32_t channels;
    int32_t in_type, out_type;
    int32_t in_zero, out_zero, multiplier, shift;
} sn_requantize_params;
void sn_requantize(const void *params, const sn_call *call);

/* DEQUANTIZE to float32, run kernel. */
typedef struct sn_dequantize_params {
    int32_t channels;
    int32_t in_type, in_zero;
    float scale;
} sn_dequantize_params;
void sn_dequantize_f32(const void *params, const sn_call *call);

#ifdef __cplusplus
}
#endif

#endif
