/* The depthwise lines of the table: whole rows and tiles. */
#include "bench.h"
#include "pack_depthwise.h"
#include "pack_mve.h"
#include "text.h"

#ifdef BENCH_CMSIS
#include "arm_nnfunctions.h"
#endif

typedef struct depthwise_case {
    int32_t kernel, stride, channels, size, tile;
} depthwise_case;

static int8_t weights[64 * most_channels];
static uint32_t table[32 * most_channels];

static int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }

static void run_tiles(const depthwise_case *c, sn_kernel kernel, const void *params, int8_t *out)
{
    const int32_t pad = c->kernel / 2, out_size = (c->size + 2 * pad - c->kernel) / c->stride + 1;
    const int32_t tile = c->tile ? c->tile : out_size;
    for (int32_t y = 0; y < out_size; y++) {
        const int8_t *first[7];
        for (int32_t r = 0; r < c->kernel; r++) {
            const int32_t row = y * c->stride - pad + r;
            first[r] = row >= 0 && row < c->size ? bench_in + row * c->size * c->channels : (void *)0;
        }
        for (int32_t x = 0; x < out_size; x += tile) {
            const void *rows[7];
            const int32_t origin = x * c->stride - pad, left = origin < 0 ? 0 : origin;
            for (int32_t r = 0; r < c->kernel; r++) rows[r] = first[r] ? first[r] + left * c->channels : (void *)0;
            const sn_call call = {
                rows, out + (y * out_size + x) * c->channels, bench_scratch, y, x, smaller(tile, out_size - x), left};
            kernel(params, &call);
        }
    }
}

#ifdef BENCH_CMSIS
static void run_cmsis(const depthwise_case *c)
{
    const int32_t pad = c->kernel / 2, size = (c->size + 2 * pad - c->kernel) / c->stride + 1;
    const cmsis_nn_context context = {bench_scratch, sizeof bench_scratch};
    const cmsis_nn_dw_conv_params params = {
        -bench_in_zero, bench_out_zero, 1, {c->stride, c->stride}, {pad, pad}, {1, 1}, {-128, 127}};
    const cmsis_nn_per_channel_quant_params quant = {bench_multiplier, bench_wide_shift};
    const cmsis_nn_dims in = {1, c->size, c->size, c->channels};
    const cmsis_nn_dims filter = {1, c->kernel, c->kernel, c->channels};
    const cmsis_nn_dims bias = {1, 1, 1, c->channels};
    const cmsis_nn_dims out = {1, size, size, c->channels};
    (void)arm_depthwise_conv_wrapper_s8(
        &context, &params, &quant, &in, bench_in, &filter, weights, &bias, bench_bias, &out, bench_out);
}
#else
static void run_cmsis(const depthwise_case *c) { (void)c; }
#endif

#define DEPTHWISE(name, form, k, s, channels, n, tile, function)                      \
    __attribute__((noinline)) void ours_##name(const depthwise_case *c, const void *p); \
    __attribute__((noinline)) void ours_##name(const depthwise_case *c, const void *p)  \
    {                                                                               \
        run_tiles(c, function, p, bench_out);                                       \
    }                                                                               \
    __attribute__((noinline)) void cmsis_##name(const depthwise_case *c);             \
    __attribute__((noinline)) void cmsis_##name(const depthwise_case *c) { run_cmsis(c); }
#include BENCH_DEPTHWISE_CASES
#undef DEPTHWISE

static void run_case(
    const char *name, const depthwise_case *c, enum pack_form form,
    void (*ours)(const depthwise_case *, const void *), void (*cmsis)(const depthwise_case *))
{
    const int32_t pad = c->kernel / 2, size = (c->size + 2 * pad - c->kernel) / c->stride + 1;
    const int32_t results = size * size * c->channels, taps = c->kernel * c->kernel;
    bench_random(bench_in, c->size * c->size * c->channels);
    bench_random(weights, taps * c->channels);
    for (int32_t i = 0; i < taps * c->channels; i++) {
        if (weights[i] == -128) weights[i] = 127;
    }
    for (int32_t i = 0; i < c->channels; i++) {
        bench_bias[i] = 100 * i - 2000;
        bench_multiplier[i] = (1 << 30) + 1234567 * i;
        bench_wide_shift[i] = bench_shift[i] = -9;
    }
    const sn_depthwise_params portable = {
        weights, bench_bias, bench_multiplier, bench_shift, c->size, c->channels, 1, c->kernel, c->kernel,
        c->stride, 1, pad, bench_in_zero, bench_out_zero, -128, 127};
    if (!(form == pack_vectors ? pack_mve_depthwise(&portable, (int32_t *)table)
                               : pack_depthwise(&portable, form, table))) {
        text_put("cannot pack\n");
        return;
    }
    const sn_depthwise_dsp_params quick = {(const int32_t *)table, c->size, c->channels, c->kernel, c->kernel, c->stride, 1, pad,
                                           bench_in_zero, bench_out_zero, -128, 127};
    run_tiles(c, sn_depthwise_s8, &portable, bench_expected);
    bench_clear();
    ours(c, &quick);
    const uint32_t wrong = bench_differing(results);
    bench_clear();
    cmsis(c);
    bench_print(name, (uint32_t)(results * taps), wrong, bench_differing(results));
}

void bench_depthwise(void)
{
#define DEPTHWISE(name, form, k, s, channels, n, tile, function)          \
    {                                                                   \
        static const depthwise_case c = {k, s, channels, n, tile};        \
        run_case(#name, &c, form, ours_##name, cmsis_##name);             \
    }
#include BENCH_DEPTHWISE_CASES
#undef DEPTHWISE
}
