/* Runs every case in turn: random data, the portable kernel's result, ours, CMSIS-NN's. Prints a line a case,
 * `CASE name macs differing differing-of-CMSIS-NN`; the emulator's plug-in counts the functions that run
 * ours and CMSIS-NN's. */
#include "bench.h"
#include "machine.h"
#include "pack_mve.h"
#include "special.h"
#include "streamnet_kernels.h"
#include "text.h"

#ifdef BENCH_CMSIS
#include "arm_nnfunctions.h"
#endif

int main(void);

int8_t bench_in[most_input], bench_in2[most_input];
int8_t bench_expected[most_output], bench_out[most_output];
int8_t bench_weights[most_weights];
int32_t bench_bias[most_channels], bench_multiplier[most_channels], bench_wide_shift[most_channels];
int8_t bench_shift[most_channels];
int32_t bench_table[most_weights / 2];
uint32_t bench_scratch[most_scratch / 4];

static uint32_t random_state = 1;
static int8_t random_byte(void)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (int8_t)(random_state >> 24);
}

void bench_random(int8_t *bytes, int32_t count)
{
    for (int32_t i = 0; i < count; i++) bytes[i] = random_byte();
}

static void make_data(int32_t in, int32_t weights, int32_t channels)
{
    bench_random(bench_in, in);
    for (int32_t i = 0; i < weights; i++) {
        const int8_t weight = random_byte();
        bench_weights[i] = weight == -128 ? 127 : weight;
    }
    for (int32_t i = 0; i < channels; i++) {
        bench_bias[i] = random_byte() * 16;
        bench_multiplier[i] = 0x40000000 + ((uint8_t)random_byte() << 20);
        bench_wide_shift[i] = bench_shift[i] = -9;
    }
}

uint32_t bench_differing(int32_t count)
{
    uint32_t result = 0;
    for (int32_t i = 0; i < count; i++) result += bench_out[i] != bench_expected[i];
    return result;
}

void bench_print(const char *name, uint32_t work, uint32_t ours, uint32_t cmsis)
{
    text_put("CASE ");
    text_put(name);
    uart_put(' ');
    text_decimal(work);
    uart_put(' ');
    text_decimal(ours);
    uart_put(' ');
    text_decimal(cmsis);
    uart_put('\n');
}

void bench_clear(void)
{
    for (int32_t i = 0; i < most_output; i++) bench_out[i] = 0x55;
}

static void run_rows(const bench_conv *c, sn_kernel kernel, const void *params, int8_t *out)
{
    const int32_t out_size = (c->size + 2 * c->pad - c->kernel) / c->stride + 1;
    for (int32_t y = 0; y < out_size; y++) {
        const void *rows[8];
        for (int32_t r = 0; r < c->kernel; r++) {
            const int32_t row = y * c->stride - c->pad + r;
            rows[r] = row >= 0 && row < c->size ? bench_in + row * c->size * c->in_channels : (void *)0;
        }
        const sn_call call = {rows, out + y * out_size * c->out_channels, bench_scratch, y, 0, out_size, 0};
        kernel(params, &call);
    }
}

static void run_pixels(const bench_conv *c, sn_kernel kernel, const void *params, int32_t run, int8_t *to)
{
    const int32_t columns = c->size * c->size, in = c->in_channels, out = c->out_channels;
    for (int32_t first = 0; first < columns; first += run) {
        const void *rows[1] = {bench_in + first * in};
        const int32_t count = columns - first < run ? columns - first : run;
        const sn_call call = {rows, to + first * out, bench_scratch, 0, 0, count, 0};
        kernel(params, &call);
    }
}

#ifdef BENCH_CMSIS
static void run_cmsis(const bench_conv *c)
{
    const int32_t size = (c->size + 2 * c->pad - c->kernel) / c->stride + 1;
    const cmsis_nn_context context = {bench_scratch, sizeof bench_scratch};
    const cmsis_nn_conv_params params = {
        -bench_in_zero, bench_out_zero, {c->stride, c->stride}, {c->pad, c->pad}, {1, 1}, {-128, 127}};
    const cmsis_nn_per_channel_quant_params quant = {bench_multiplier, bench_wide_shift};
    const cmsis_nn_dims in = {1, c->size, c->size, c->in_channels};
    const cmsis_nn_dims filter = {c->out_channels, c->kernel, c->kernel, c->in_channels};
    const cmsis_nn_dims bias = {1, 1, 1, c->out_channels};
    const cmsis_nn_dims out = {1, size, size, c->out_channels};
    (void)arm_convolve_wrapper_s8(
        &context, &params, &quant, &in, bench_in, &filter, bench_weights, &bias, bench_bias, &out, bench_out);
}

static void run_cmsis_fc(const bench_conv *c)
{
    const cmsis_nn_context context = {bench_scratch, sizeof bench_scratch};
    const cmsis_nn_fc_params params = {-bench_in_zero, 0, bench_out_zero, {-128, 127}};
    const cmsis_nn_per_tensor_quant_params quant = {bench_multiplier[0], -9};
    const int32_t inputs = c->size * c->size * c->in_channels;
    const cmsis_nn_dims in = {1, 1, 1, inputs};
    const cmsis_nn_dims filter = {inputs, 1, 1, c->out_channels};
    const cmsis_nn_dims bias = {1, 1, 1, c->out_channels};
    const cmsis_nn_dims out = {1, 1, 1, c->out_channels};
    (void)arm_fully_connected_s8(
        &context, &params, &quant, &in, bench_in, &filter, bench_weights, &bias, bench_bias, &out, bench_out);
}
#else
static void run_cmsis(const bench_conv *c) { (void)c; }
static void run_cmsis_fc(const bench_conv *c) { (void)c; }
#endif

typedef struct run {
    sn_kernel kernel;
    const void *params;
    int32_t at_once;
} run;

/* Functions whose instructions are counted: one for ours, one for CMSIS-NN's, of each case. */
#define CONV(name, n, in, out, k, s, function)                                          \
    __attribute__((noinline)) void ours_##name(const bench_conv *c, const run *r);    \
    __attribute__((noinline)) void ours_##name(const bench_conv *c, const run *r)     \
    {                                                                                 \
        run_rows(c, r->kernel, r->params, bench_out);                                 \
    }                                                                                 \
    __attribute__((noinline)) void cmsis_##name(const bench_conv *c);                 \
    __attribute__((noinline)) void cmsis_##name(const bench_conv *c) { run_cmsis(c); }
#define POINTWISE(name, n, in, out, function, run_)                                     \
    __attribute__((noinline)) void ours_##name(const bench_conv *c, const run *r);    \
    __attribute__((noinline)) void ours_##name(const bench_conv *c, const run *r)     \
    {                                                                                 \
        run_pixels(c, r->kernel, r->params, r->at_once, bench_out);                   \
    }                                                                                 \
    __attribute__((noinline)) void cmsis_##name(const bench_conv *c);                 \
    __attribute__((noinline)) void cmsis_##name(const bench_conv *c)                  \
    {                                                                                 \
        if ((n) == 1) {                                                               \
            run_cmsis_fc(c);                                                          \
        } else {                                                                      \
            run_cmsis(c);                                                             \
        }                                                                             \
    }
#define WINDOW(name, n, in, out, function)                                            \
    __attribute__((noinline)) void ours_##name(const bench_conv *c, const run *r);    \
    __attribute__((noinline)) void ours_##name(const bench_conv *c, const run *r)     \
    {                                                                                 \
        run_rows(c, r->kernel, r->params, bench_out);                                 \
    }                                                                                 \
    __attribute__((noinline)) void cmsis_##name(const bench_conv *c);                 \
    __attribute__((noinline)) void cmsis_##name(const bench_conv *c) { run_cmsis_fc(c); }
#include BENCH_CASES
#undef CONV
#undef POINTWISE
#undef WINDOW

static void run_case(
    const bench_conv *c, sn_kernel kernel, int32_t at_once,
    void (*ours)(const bench_conv *, const run *), void (*cmsis)(const bench_conv *))
{
    const int32_t size = (c->size + 2 * c->pad - c->kernel) / c->stride + 1;
    const int32_t inputs = c->kernel * c->kernel * c->in_channels;
    const int32_t results = size * size * c->out_channels;
    make_data(c->size * c->size * c->in_channels, inputs * c->out_channels, c->out_channels);
    if (size == 1) {
        for (int32_t i = 0; i < c->out_channels; i++) bench_multiplier[i] = bench_multiplier[0];
    }
    const pack_source source = {bench_weights, bench_bias,     bench_multiplier, bench_shift, inputs,
                                c->out_channels, bench_in_zero, bench_out_zero,   -128,        127};
    const int is_mve = kernel == sn_pointwise_mve_s8 || kernel == sn_conv_mve_s8;
    int is_small = 1;
    if (is_mve ? !pack_mve_pairs_of_pixels(&source, bench_table) : !pack_pairs(&source, bench_table, &is_small) || (!is_small && kernel != sn_conv_direct_dsp_s8)) {
        text_put("cannot pack ");
        text_put(c->name);
        uart_put('\n');
        return;
    }
    const sn_conv_params portable = {
        bench_weights, bench_bias, bench_multiplier, bench_shift, c->size, c->in_channels, c->out_channels,
        c->kernel, c->kernel, c->stride, 1, c->pad, bench_in_zero, bench_out_zero, -128, 127};
    run_rows(c, sn_conv_s8, &portable, bench_expected);
    const sn_conv_dsp_params conv = {
        bench_table, c->size, c->in_channels, c->out_channels, c->kernel, c->kernel, c->stride, 1, c->pad,
        bench_in_zero, bench_out_zero, -128, 127};
    const sn_pointwise_dsp_params pointwise = {
        bench_table, c->in_channels, c->out_channels, bench_out_zero, -128, 127};
    const run r = {kernel, at_once ? (const void *)&pointwise : (const void *)&conv, at_once};
    bench_clear();
    ours(c, &r);
    const uint32_t wrong = bench_differing(results);
    bench_clear();
    cmsis(c);
    bench_print(c->name, (uint32_t)(results * inputs), wrong, bench_differing(results));
}


int main(void)
{
#define CONV(name, n, in, out, k, s, function)                               \
    {                                                                      \
        static const bench_conv c = {#name, n, in, out, k, s, k / 2};      \
        run_case(&c, function, 0, ours_##name, cmsis_##name);                \
    }
#define POINTWISE(name, n, in, out, function, run_)                          \
    {                                                                      \
        static const bench_conv c = {#name, n, in, out, 1, 1, 0};          \
        run_case(&c, function, run_, ours_##name, cmsis_##name);             \
    }
#define WINDOW(name, n, in, out, function)                                 \
    {                                                                      \
        static const bench_conv c = {#name, n, in, out, n, 1, 0};          \
        run_case(&c, function, 0, ours_##name, cmsis_##name);              \
    }
#include BENCH_CASES
    bench_elementwise();
    bench_depthwise();
    bench_pooling();
    text_put("END\n");
    return 0;
}
