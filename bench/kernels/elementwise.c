/* The element-wise lines of the table. CMSIS-NN's part of the wheel has none of these kernels. */
#include "bench.h"
#include "pack.h"

#define COUNTED(name, kernel)                                                \
    __attribute__((noinline)) void ours_##name(const void *p, const sn_call *call); \
    __attribute__((noinline)) void ours_##name(const void *p, const sn_call *call) { kernel(p, call); }
COUNTED(add, sn_add_dsp_s8)
COUNTED(sub, sn_sub_dsp_s8)
COUNTED(mul, sn_mul_dsp_s8)
COUNTED(lookup, sn_lookup_s8)
COUNTED(add_portable, sn_add_s8)
#undef COUNTED

enum { channels = 16, columns = 1024, elements = channels * columns };

static void compare(
    const char *name, void (*ours)(const void *, const sn_call *), const void *params, sn_kernel portable,
    const void *portable_params)
{
    const void *rows[2] = {bench_in, bench_in2};
    sn_call call = {rows, bench_expected, bench_scratch, 0, 0, columns, 0};
    portable(portable_params, &call);
    call.out = bench_out;
    bench_clear();
    ours(params, &call);
    bench_print(name, elements, bench_differing(elements), 0);
}

void bench_elementwise(void)
{
    const sn_add_params sum = {channels, channels,   1, channels, 1,   4,          1 << 30, 0,    -7,
                               0x51234567, -1, 1, -3,       0x60000000, -18, -128,    127};
    sn_add_params difference = sum;
    difference.right_sign = -1;
    sn_sum_dsp_params quick_sum;
    (void)pack_sum(&sum, &quick_sum);
    const sn_mul_params product = {channels, channels, 1, channels, 1, 4, -7, -3, 0x60000000, -7, -128, 127};
    const sn_mul_dsp_params quick_product = {channels, channels, channels, 4, -7, -3, 0x60000000, 6,
                                              -128, 127};
    const sn_relu_params relu = {channels, -100, 0x60000000, 0, -128, -128, 127};
    static int8_t all[256], results[256];
    for (int32_t i = 0; i < 256; i++) all[i] = (int8_t)(i - 128);
    const void *rows[1] = {all};
    const sn_call table_call = {rows, results, bench_scratch, 0, 0, 256 / channels, 0};
    sn_relu_s8(&relu, &table_call);
    const sn_lookup_params lookup = {results, channels};
    bench_random(bench_in, elements);
    bench_random(bench_in2, elements);
    compare("add", ours_add, &quick_sum, sn_add_s8, &sum);
    compare("sub", ours_sub, &quick_sum, sn_add_s8, &difference);
    compare("mul", ours_mul, &quick_product, sn_mul_s8, &product);
    compare("lookup", ours_lookup, &lookup, sn_relu_s8, &relu);
    compare("add_portable", ours_add_portable, &sum, sn_add_s8, &sum);
}
