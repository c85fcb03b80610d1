/* #embed is C23; everything else here is C99. */
#pragma clang diagnostic ignored "-Wc23-extensions"

#include "CFirmware.h"

static const unsigned char text_add_c[] = {
#embed "../CKernels/add.c"
};
static const unsigned char text_concat_c[] = {
#embed "../CKernels/concat.c"
};
static const unsigned char text_conv_c[] = {
#embed "../CKernels/conv.c"
};
static const unsigned char text_depthwise_c[] = {
#embed "../CKernels/depthwise.c"
};
static const unsigned char text_hard_swish_c[] = {
#embed "../CKernels/hard_swish.c"
};
static const unsigned char text_leaky_relu_c[] = {
#embed "../CKernels/leaky_relu.c"
};
static const unsigned char text_mean_c[] = {
#embed "../CKernels/mean.c"
};
static const unsigned char text_pixel_sum_c[] = {
#embed "../CKernels/pixel_sum.c"
};
static const unsigned char text_mul_c[] = {
#embed "../CKernels/mul.c"
};
static const unsigned char text_pad_c[] = {
#embed "../CKernels/pad.c"
};
static const unsigned char text_pointwise_c[] = {
#embed "../CKernels/pointwise.c"
};
static const unsigned char text_pool_c[] = {
#embed "../CKernels/pool.c"
};
static const unsigned char text_quantize_c[] = {
#embed "../CKernels/quantize.c"
};
static const unsigned char text_relu_c[] = {
#embed "../CKernels/relu.c"
};
static const unsigned char text_reshape_c[] = {
#embed "../CKernels/reshape.c"
};
static const unsigned char text_resize_c[] = {
#embed "../CKernels/resize.c"
};
static const unsigned char text_sigmoid_c[] = {
#embed "../CKernels/sigmoid.c"
};
static const unsigned char text_slice_c[] = {
#embed "../CKernels/slice.c"
};
static const unsigned char text_sn_arithmetic_h[] = {
#embed "../CKernels/sn_arithmetic.h"
};
static const unsigned char text_sn_copy_h[] = {
#embed "../CKernels/sn_copy.h"
};
static const unsigned char text_sn_dot_h[] = {
#embed "../CKernels/sn_dot.h"
};
static const unsigned char text_sn_fixed_point_h[] = {
#embed "../CKernels/sn_fixed_point.h"
};
static const unsigned char text_sn_window_h[] = {
#embed "../CKernels/sn_window.h"
};
static const unsigned char text_softmax_c[] = {
#embed "../CKernels/softmax.c"
};
static const unsigned char text_transpose_c[] = {
#embed "../CKernels/transpose.c"
};
static const unsigned char text_add_dsp_c[] = {
#embed "../CKernels/add_dsp.c"
};
static const unsigned char text_pointwise_mve_c[] = {
#embed "../CKernels/pointwise_mve.c"
};
static const unsigned char text_conv_mve_c[] = {
#embed "../CKernels/conv_mve.c"
};
static const unsigned char text_sn_mve_products_h[] = {
#embed "../CKernels/sn_mve_products.h"
};
static const unsigned char text_depthwise_mve_c[] = {
#embed "../CKernels/depthwise_mve.c"
};
static const unsigned char text_sn_mve_h[] = {
#embed "../CKernels/sn_mve.h"
};
static const unsigned char text_sn_mve_arm_h[] = {
#embed "../CKernels/sn_mve_arm.h"
};
static const unsigned char text_sn_mve_model_h[] = {
#embed "../CKernels/sn_mve_model.h"
};
static const unsigned char text_bounds_dsp_c[] = {
#embed "../CKernels/bounds_dsp.c"
};
static const unsigned char text_sn_dsp_window3_h[] = {
#embed "../CKernels/sn_dsp_window3.h"
};
static const unsigned char text_conv_3x3x3_pairs_dsp_c[] = {
#embed "../CKernels/conv_3x3x3_pairs_dsp.c"
};
static const unsigned char text_conv_3x3x3_dsp_c[] = {
#embed "../CKernels/conv_3x3x3_dsp.c"
};
static const unsigned char text_conv_direct_dsp_c[] = {
#embed "../CKernels/conv_direct_dsp.c"
};
static const unsigned char text_conv_dsp_c[] = {
#embed "../CKernels/conv_dsp.c"
};
static const unsigned char text_depthwise_3x3_s1_c[] = {
#embed "../CKernels/depthwise_3x3_s1.c"
};
static const unsigned char text_depthwise_5x5_s1_c[] = {
#embed "../CKernels/depthwise_5x5_s1.c"
};
static const unsigned char text_depthwise_5x5_s2_c[] = {
#embed "../CKernels/depthwise_5x5_s2.c"
};
static const unsigned char text_depthwise_7x7_s1_c[] = {
#embed "../CKernels/depthwise_7x7_s1.c"
};
static const unsigned char text_depthwise_7x7_s2_c[] = {
#embed "../CKernels/depthwise_7x7_s2.c"
};
static const unsigned char text_depthwise_direct_c[] = {
#embed "../CKernels/depthwise_direct.c"
};
static const unsigned char text_depthwise_direct_3x3_c[] = {
#embed "../CKernels/depthwise_direct_3x3.c"
};
static const unsigned char text_depthwise_direct_5x5_c[] = {
#embed "../CKernels/depthwise_direct_5x5.c"
};
static const unsigned char text_depthwise_direct_7x7_c[] = {
#embed "../CKernels/depthwise_direct_7x7.c"
};
static const unsigned char text_lookup_c[] = {
#embed "../CKernels/lookup.c"
};
static const unsigned char text_mean_dsp_c[] = {
#embed "../CKernels/mean_dsp.c"
};
static const unsigned char text_mul_dsp_c[] = {
#embed "../CKernels/mul_dsp.c"
};
static const unsigned char text_pixel_sum_dsp_c[] = {
#embed "../CKernels/pixel_sum_dsp.c"
};
static const unsigned char text_planes_c[] = {
#embed "../CKernels/planes.c"
};
static const unsigned char text_pointwise_direct_dsp_c[] = {
#embed "../CKernels/pointwise_direct_dsp.c"
};
static const unsigned char text_pointwise_dsp_c[] = {
#embed "../CKernels/pointwise_dsp.c"
};
static const unsigned char text_pointwise_quads_dsp_c[] = {
#embed "../CKernels/pointwise_quads_dsp.c"
};
static const unsigned char text_pool_dsp_c[] = {
#embed "../CKernels/pool_dsp.c"
};
static const unsigned char text_sn_depthwise_direct_h[] = {
#embed "../CKernels/sn_depthwise_direct.h"
};
static const unsigned char text_sn_depthwise_planar_h[] = {
#embed "../CKernels/sn_depthwise_planar.h"
};
static const unsigned char text_sn_dsp_h[] = {
#embed "../CKernels/sn_dsp.h"
};
static const unsigned char text_sn_dsp_arm_h[] = {
#embed "../CKernels/sn_dsp_arm.h"
};
static const unsigned char text_sn_dsp_halves_h[] = {
#embed "../CKernels/sn_dsp_halves.h"
};
static const unsigned char text_sn_dsp_model_h[] = {
#embed "../CKernels/sn_dsp_model.h"
};
static const unsigned char text_sn_dsp_pixels_h[] = {
#embed "../CKernels/sn_dsp_pixels.h"
};
static const unsigned char text_sn_dsp_pointwise_h[] = {
#embed "../CKernels/sn_dsp_pointwise.h"
};
static const unsigned char text_sn_dsp_products_h[] = {
#embed "../CKernels/sn_dsp_products.h"
};
static const unsigned char text_sn_dsp_quads_h[] = {
#embed "../CKernels/sn_dsp_quads.h"
};
static const unsigned char text_sn_dsp_requantise_h[] = {
#embed "../CKernels/sn_dsp_requantise.h"
};
static const unsigned char text_sn_dsp_sum_h[] = {
#embed "../CKernels/sn_dsp_sum.h"
};
static const unsigned char text_sn_dsp_sums_h[] = {
#embed "../CKernels/sn_dsp_sums.h"
};
static const unsigned char text_sn_dsp_widen_h[] = {
#embed "../CKernels/sn_dsp_widen.h"
};
static const unsigned char text_sn_dsp_window_h[] = {
#embed "../CKernels/sn_dsp_window.h"
};
static const unsigned char text_sn_planes_h[] = {
#embed "../CKernels/sn_planes.h"
};
static const unsigned char text_sn_rounded_mean_h[] = {
#embed "../CKernels/sn_rounded_mean.h"
};
static const unsigned char text_sub_dsp_c[] = {
#embed "../CKernels/sub_dsp.c"
};
static const unsigned char text_streamnet_kernels_h[] = {
#embed "../CKernels/include/streamnet_kernels.h"
};
static const unsigned char text_port_dwt_c[] = {
#embed "firmware/port_dwt.c"
};
static const unsigned char text_port_host_c[] = {
#embed "firmware/port_host.c"
};
static const unsigned char text_selftest_c[] = {
#embed "firmware/selftest.c"
};
static const unsigned char text_selftest_h[] = {
#embed "firmware/selftest.h"
};
static const unsigned char text_sn_hooks_h[] = {
#embed "firmware/sn_hooks.h"
};
static const unsigned char text_sn_moves_h[] = {
#embed "firmware/sn_moves.h"
};
static const unsigned char text_sn_plan_h[] = {
#embed "firmware/sn_plan.h"
};
static const unsigned char text_sn_repeat_h[] = {
#embed "firmware/sn_repeat.h"
};
static const unsigned char text_sn_steps_h[] = {
#embed "firmware/sn_steps.h"
};
static const unsigned char text_sn_walk_h[] = {
#embed "firmware/sn_walk.h"
};
static const unsigned char text_streamnet_run_c[] = {
#embed "firmware/streamnet_run.c"
};
static const unsigned char text_streamnet_run_h[] = {
#embed "firmware/streamnet_run.h"
};
static const unsigned char text_streamnet_tiles_c[] = {
#embed "firmware/streamnet_tiles.c"
};
static const unsigned char text_emulator_cortex_m_ld[] = {
#embed "emulator/cortex_m.ld"
};
static const unsigned char text_emulator_fault_c[] = {
#embed "emulator/fault.c"
};
static const unsigned char text_emulator_guard_mpu_v7_c[] = {
#embed "emulator/guard_mpu_v7.c"
};
static const unsigned char text_emulator_guard_mpu_v8_c[] = {
#embed "emulator/guard_mpu_v8.c"
};
static const unsigned char text_emulator_guard_pmp_c[] = {
#embed "emulator/guard_pmp.c"
};
static const unsigned char text_emulator_machine_h[] = {
#embed "emulator/machine.h"
};
static const unsigned char text_emulator_machine_end_c[] = {
#embed "emulator/machine_end.c"
};
static const unsigned char text_emulator_main_c[] = {
#embed "emulator/main.c"
};
static const unsigned char text_emulator_memory_c[] = {
#embed "emulator/memory.c"
};
static const unsigned char text_emulator_rv32_ld[] = {
#embed "emulator/rv32.ld"
};
static const unsigned char text_emulator_stack_h[] = {
#embed "emulator/stack.h"
};
static const unsigned char text_emulator_start_cortex_m_c[] = {
#embed "emulator/start_cortex_m.c"
};
static const unsigned char text_emulator_start_rv32_c[] = {
#embed "emulator/start_rv32.c"
};
static const unsigned char text_emulator_text_c[] = {
#embed "emulator/text.c"
};
static const unsigned char text_emulator_text_h[] = {
#embed "emulator/text.h"
};
static const unsigned char text_emulator_uart_cmsdk_c[] = {
#embed "emulator/uart_cmsdk.c"
};
static const unsigned char text_emulator_uart_ns16550_c[] = {
#embed "emulator/uart_ns16550.c"
};
static const unsigned char text_plugin_count_c[] = {
#embed "emulator/plugin/count.c"
};
static const unsigned char text_plugin_qemu_plugin_abi_h[] = {
#embed "emulator/plugin/qemu_plugin_abi.h"
};
static const unsigned char text_plugin_ranges_c[] = {
#embed "emulator/plugin/ranges.c"
};
static const unsigned char text_plugin_ranges_h[] = {
#embed "emulator/plugin/ranges.h"
};

static const cfirmware_text texts[] = {
    {"add.c", text_add_c, sizeof text_add_c},
    {"concat.c", text_concat_c, sizeof text_concat_c},
    {"conv.c", text_conv_c, sizeof text_conv_c},
    {"depthwise.c", text_depthwise_c, sizeof text_depthwise_c},
    {"hard_swish.c", text_hard_swish_c, sizeof text_hard_swish_c},
    {"leaky_relu.c", text_leaky_relu_c, sizeof text_leaky_relu_c},
    {"mean.c", text_mean_c, sizeof text_mean_c},
    {"pixel_sum.c", text_pixel_sum_c, sizeof text_pixel_sum_c},
    {"mul.c", text_mul_c, sizeof text_mul_c},
    {"pad.c", text_pad_c, sizeof text_pad_c},
    {"pointwise.c", text_pointwise_c, sizeof text_pointwise_c},
    {"pool.c", text_pool_c, sizeof text_pool_c},
    {"quantize.c", text_quantize_c, sizeof text_quantize_c},
    {"relu.c", text_relu_c, sizeof text_relu_c},
    {"reshape.c", text_reshape_c, sizeof text_reshape_c},
    {"resize.c", text_resize_c, sizeof text_resize_c},
    {"sigmoid.c", text_sigmoid_c, sizeof text_sigmoid_c},
    {"slice.c", text_slice_c, sizeof text_slice_c},
    {"sn_arithmetic.h", text_sn_arithmetic_h, sizeof text_sn_arithmetic_h},
    {"sn_copy.h", text_sn_copy_h, sizeof text_sn_copy_h},
    {"sn_dot.h", text_sn_dot_h, sizeof text_sn_dot_h},
    {"sn_fixed_point.h", text_sn_fixed_point_h, sizeof text_sn_fixed_point_h},
    {"sn_window.h", text_sn_window_h, sizeof text_sn_window_h},
    {"softmax.c", text_softmax_c, sizeof text_softmax_c},
    {"transpose.c", text_transpose_c, sizeof text_transpose_c},
    {"add_dsp.c", text_add_dsp_c, sizeof text_add_dsp_c},
    {"pointwise_mve.c", text_pointwise_mve_c, sizeof text_pointwise_mve_c},
    {"conv_mve.c", text_conv_mve_c, sizeof text_conv_mve_c},
    {"sn_mve_products.h", text_sn_mve_products_h, sizeof text_sn_mve_products_h},
    {"depthwise_mve.c", text_depthwise_mve_c, sizeof text_depthwise_mve_c},
    {"sn_mve.h", text_sn_mve_h, sizeof text_sn_mve_h},
    {"sn_mve_arm.h", text_sn_mve_arm_h, sizeof text_sn_mve_arm_h},
    {"sn_mve_model.h", text_sn_mve_model_h, sizeof text_sn_mve_model_h},
    {"bounds_dsp.c", text_bounds_dsp_c, sizeof text_bounds_dsp_c},
    {"sn_dsp_window3.h", text_sn_dsp_window3_h, sizeof text_sn_dsp_window3_h},
    {"conv_3x3x3_pairs_dsp.c", text_conv_3x3x3_pairs_dsp_c, sizeof text_conv_3x3x3_pairs_dsp_c},
    {"conv_3x3x3_dsp.c", text_conv_3x3x3_dsp_c, sizeof text_conv_3x3x3_dsp_c},
    {"conv_direct_dsp.c", text_conv_direct_dsp_c, sizeof text_conv_direct_dsp_c},
    {"conv_dsp.c", text_conv_dsp_c, sizeof text_conv_dsp_c},
    {"depthwise_3x3_s1.c", text_depthwise_3x3_s1_c, sizeof text_depthwise_3x3_s1_c},
    {"depthwise_5x5_s1.c", text_depthwise_5x5_s1_c, sizeof text_depthwise_5x5_s1_c},
    {"depthwise_5x5_s2.c", text_depthwise_5x5_s2_c, sizeof text_depthwise_5x5_s2_c},
    {"depthwise_7x7_s1.c", text_depthwise_7x7_s1_c, sizeof text_depthwise_7x7_s1_c},
    {"depthwise_7x7_s2.c", text_depthwise_7x7_s2_c, sizeof text_depthwise_7x7_s2_c},
    {"depthwise_direct.c", text_depthwise_direct_c, sizeof text_depthwise_direct_c},
    {"depthwise_direct_3x3.c", text_depthwise_direct_3x3_c, sizeof text_depthwise_direct_3x3_c},
    {"depthwise_direct_5x5.c", text_depthwise_direct_5x5_c, sizeof text_depthwise_direct_5x5_c},
    {"depthwise_direct_7x7.c", text_depthwise_direct_7x7_c, sizeof text_depthwise_direct_7x7_c},
    {"lookup.c", text_lookup_c, sizeof text_lookup_c},
    {"mean_dsp.c", text_mean_dsp_c, sizeof text_mean_dsp_c},
    {"mul_dsp.c", text_mul_dsp_c, sizeof text_mul_dsp_c},
    {"pixel_sum_dsp.c", text_pixel_sum_dsp_c, sizeof text_pixel_sum_dsp_c},
    {"planes.c", text_planes_c, sizeof text_planes_c},
    {"pointwise_direct_dsp.c", text_pointwise_direct_dsp_c, sizeof text_pointwise_direct_dsp_c},
    {"pointwise_dsp.c", text_pointwise_dsp_c, sizeof text_pointwise_dsp_c},
    {"pointwise_quads_dsp.c", text_pointwise_quads_dsp_c, sizeof text_pointwise_quads_dsp_c},
    {"pool_dsp.c", text_pool_dsp_c, sizeof text_pool_dsp_c},
    {"sn_depthwise_direct.h", text_sn_depthwise_direct_h, sizeof text_sn_depthwise_direct_h},
    {"sn_depthwise_planar.h", text_sn_depthwise_planar_h, sizeof text_sn_depthwise_planar_h},
    {"sn_dsp.h", text_sn_dsp_h, sizeof text_sn_dsp_h},
    {"sn_dsp_arm.h", text_sn_dsp_arm_h, sizeof text_sn_dsp_arm_h},
    {"sn_dsp_halves.h", text_sn_dsp_halves_h, sizeof text_sn_dsp_halves_h},
    {"sn_dsp_model.h", text_sn_dsp_model_h, sizeof text_sn_dsp_model_h},
    {"sn_dsp_pixels.h", text_sn_dsp_pixels_h, sizeof text_sn_dsp_pixels_h},
    {"sn_dsp_pointwise.h", text_sn_dsp_pointwise_h, sizeof text_sn_dsp_pointwise_h},
    {"sn_dsp_products.h", text_sn_dsp_products_h, sizeof text_sn_dsp_products_h},
    {"sn_dsp_quads.h", text_sn_dsp_quads_h, sizeof text_sn_dsp_quads_h},
    {"sn_dsp_requantise.h", text_sn_dsp_requantise_h, sizeof text_sn_dsp_requantise_h},
    {"sn_dsp_sum.h", text_sn_dsp_sum_h, sizeof text_sn_dsp_sum_h},
    {"sn_dsp_sums.h", text_sn_dsp_sums_h, sizeof text_sn_dsp_sums_h},
    {"sn_dsp_widen.h", text_sn_dsp_widen_h, sizeof text_sn_dsp_widen_h},
    {"sn_dsp_window.h", text_sn_dsp_window_h, sizeof text_sn_dsp_window_h},
    {"sn_planes.h", text_sn_planes_h, sizeof text_sn_planes_h},
    {"sn_rounded_mean.h", text_sn_rounded_mean_h, sizeof text_sn_rounded_mean_h},
    {"sub_dsp.c", text_sub_dsp_c, sizeof text_sub_dsp_c},
    {"streamnet_kernels.h", text_streamnet_kernels_h, sizeof text_streamnet_kernels_h},
    {"port_dwt.c", text_port_dwt_c, sizeof text_port_dwt_c},
    {"port_host.c", text_port_host_c, sizeof text_port_host_c},
    {"selftest.c", text_selftest_c, sizeof text_selftest_c},
    {"selftest.h", text_selftest_h, sizeof text_selftest_h},
    {"sn_hooks.h", text_sn_hooks_h, sizeof text_sn_hooks_h},
    {"sn_moves.h", text_sn_moves_h, sizeof text_sn_moves_h},
    {"sn_plan.h", text_sn_plan_h, sizeof text_sn_plan_h},
    {"sn_repeat.h", text_sn_repeat_h, sizeof text_sn_repeat_h},
    {"sn_steps.h", text_sn_steps_h, sizeof text_sn_steps_h},
    {"sn_walk.h", text_sn_walk_h, sizeof text_sn_walk_h},
    {"streamnet_run.c", text_streamnet_run_c, sizeof text_streamnet_run_c},
    {"streamnet_run.h", text_streamnet_run_h, sizeof text_streamnet_run_h},
    {"streamnet_tiles.c", text_streamnet_tiles_c, sizeof text_streamnet_tiles_c},
    {"emulator/cortex_m.ld", text_emulator_cortex_m_ld, sizeof text_emulator_cortex_m_ld},
    {"emulator/fault.c", text_emulator_fault_c, sizeof text_emulator_fault_c},
    {"emulator/guard_mpu_v7.c", text_emulator_guard_mpu_v7_c, sizeof text_emulator_guard_mpu_v7_c},
    {"emulator/guard_mpu_v8.c", text_emulator_guard_mpu_v8_c, sizeof text_emulator_guard_mpu_v8_c},
    {"emulator/guard_pmp.c", text_emulator_guard_pmp_c, sizeof text_emulator_guard_pmp_c},
    {"emulator/machine.h", text_emulator_machine_h, sizeof text_emulator_machine_h},
    {"emulator/machine_end.c", text_emulator_machine_end_c, sizeof text_emulator_machine_end_c},
    {"emulator/main.c", text_emulator_main_c, sizeof text_emulator_main_c},
    {"emulator/memory.c", text_emulator_memory_c, sizeof text_emulator_memory_c},
    {"emulator/rv32.ld", text_emulator_rv32_ld, sizeof text_emulator_rv32_ld},
    {"emulator/stack.h", text_emulator_stack_h, sizeof text_emulator_stack_h},
    {"emulator/start_cortex_m.c", text_emulator_start_cortex_m_c, sizeof text_emulator_start_cortex_m_c},
    {"emulator/start_rv32.c", text_emulator_start_rv32_c, sizeof text_emulator_start_rv32_c},
    {"emulator/text.c", text_emulator_text_c, sizeof text_emulator_text_c},
    {"emulator/text.h", text_emulator_text_h, sizeof text_emulator_text_h},
    {"emulator/uart_cmsdk.c", text_emulator_uart_cmsdk_c, sizeof text_emulator_uart_cmsdk_c},
    {"emulator/uart_ns16550.c", text_emulator_uart_ns16550_c, sizeof text_emulator_uart_ns16550_c},
    {"plugin/count.c", text_plugin_count_c, sizeof text_plugin_count_c},
    {"plugin/qemu_plugin_abi.h", text_plugin_qemu_plugin_abi_h, sizeof text_plugin_qemu_plugin_abi_h},
    {"plugin/ranges.c", text_plugin_ranges_c, sizeof text_plugin_ranges_c},
    {"plugin/ranges.h", text_plugin_ranges_h, sizeof text_plugin_ranges_h},
    {0, 0, 0},
};

const cfirmware_text *cfirmware_texts(void) { return texts; }
