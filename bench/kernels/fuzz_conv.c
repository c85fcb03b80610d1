/* Convolutions: any kernel, stride, dilation and padding, runs of columns, odd channels, widths from 1. */
#include "fuzz.h"
#include "fuzz_data.h"
#include "pack.h"
#include "special.h"
#include "sn_dsp_quads.h"
#include "sn_dsp_widen.h"
#include "streamnet_kernels.h"

enum {
    most_kernel = 10,
    most_columns = 12,
    most_channels = 64,
    most_inputs = 400,
    most_out = 26,
    guard_bytes = 8
};

typedef struct shape {
    int32_t rows, columns, in_channels, out_channels;
    int32_t kernel_rows, kernel_columns, stride, dilation, pad_left, out_columns;
} shape;

static int8_t inputs[most_kernel * most_columns * most_channels];
static int8_t weights[most_inputs * most_out];
static int32_t bias[most_out], multiplier[most_out];
static int8_t shift[most_out];
static int32_t tables[(most_inputs + 20) / 2 * most_out];
static uint32_t scratch[(SN_WIDENED_BYTES(most_inputs, 2) + most_inputs) / 4 + 4];
static int8_t expected[most_columns * 4 * most_out + guard_bytes];
static int8_t result[most_columns * 4 * most_out + guard_bytes];

static int make_shape(fuzz_random *random, shape *s)
{
    const int is_pixel = fuzz_one_in(random, 3);
    const int is_first = fuzz_one_in(random, 4);
    s->columns = fuzz_between(random, 1, most_columns);
    if (is_pixel && fuzz_one_in(random, 2)) {
        static const int32_t special[] = {8, 16, 24, 32, 48, 64};
        s->in_channels = special[fuzz_between(random, 0, 5)];
    } else {
        s->in_channels = is_first ? 3 : fuzz_between(random, 1, fuzz_one_in(random, 3) ? most_channels : 9);
        if (fuzz_one_in(random, 2)) s->in_channels = (s->in_channels + 3) / 4 * 4;
    }
    s->out_channels = fuzz_between(random, 1, most_out);
    s->kernel_rows = is_pixel ? 1 : is_first ? 3 : fuzz_between(random, 1, most_kernel);
    s->kernel_columns = is_pixel ? 1 : is_first ? 3 : fuzz_between(random, 1, 5);
    s->stride = fuzz_between(random, 1, 3);
    s->dilation = is_first || fuzz_one_in(random, 2) ? 1 : fuzz_between(random, 1, 3);
    s->pad_left = fuzz_between(random, 0, s->kernel_columns - 1);
    const int32_t span = (s->kernel_columns - 1) * s->dilation;
    const int32_t pad_right = fuzz_between(random, 0, span);
    s->out_columns = (s->columns + s->pad_left + pad_right - span - 1) / s->stride + 1;
    return s->columns + s->pad_left + pad_right > span
        && s->kernel_rows * s->kernel_columns * s->in_channels <= most_inputs;
}

static void make_constants(fuzz_random *random, const shape *s, int32_t count)
{
    const int32_t most = fuzz_one_in(random, 3) ? 127 : 20;
    for (int32_t i = 0; i < count * s->out_channels; i++) {
        weights[i] = (int8_t)fuzz_between(random, -most, most);
        if (fuzz_one_in(random, 20000)) weights[i] = -128;
    }
    for (int32_t c = 0; c < s->out_channels; c++) {
        int32_t wide;
        fuzz_factor(random, &multiplier[c], &wide);
        shift[c] = (int8_t)wide;
        if (fuzz_one_in(random, 20)) multiplier[c] = -multiplier[c];
        bias[c] = fuzz_between(random, -20000, 20000);
        if (fuzz_one_in(random, 30)) bias[c] = (int32_t)fuzz_bits(random);
        if (multiplier[c] == 0 && fuzz_one_in(random, 2)) {
            bias[c] = fuzz_one_in(random, 2) ? INT32_MIN + 5 : INT32_MAX - 5;
        }
    }
}

static uint32_t run(
    const shape *s, sn_kernel kernel, const void *params, const sn_call *call, int32_t out_bytes)
{
    for (int32_t i = 0; i < out_bytes + guard_bytes; i++) result[i] = 0x55;
    const int32_t count = s->kernel_rows * s->kernel_columns * s->in_channels;
    const int is_direct = kernel == sn_pointwise_direct_dsp_s8 || kernel == sn_conv_direct_dsp_s8;
    const int is_conv = kernel == sn_conv_dsp_s8 || kernel == sn_conv_dsp_single_s8;
    const int is_window3 = kernel == sn_conv_dsp_3x3x3_s8 || kernel == sn_conv_dsp_3x3x3_pairs_s8;
    const int is_special = !is_direct && !is_conv && kernel != sn_pointwise_dsp_s8;
    const int32_t scratch_bytes =
        is_direct ? 0
        : is_window3 ? (kernel == sn_conv_dsp_3x3x3_s8 ? 4 * 28 + SN_QUAD_BYTES(28) : 2 * 28)
        : is_special ? SN_QUAD_BYTES(count)
        : is_conv ? SN_WIDENED_BYTES(count, kernel == sn_conv_dsp_single_s8 ? 1 : 2) + (s->in_channels % 4 != 0 ? count + 3 : 0)
                  : SN_WIDENED_BYTES(count, call->columns == 1 ? 1 : 2);
    const int32_t scratch_words = scratch_bytes / 4;
    scratch[scratch_words] = 0x55555555u;
    sn_call mine = *call;
    mine.out = result;
    mine.scratch = scratch;
    kernel(params, &mine);
    uint32_t differing = scratch[scratch_words] != 0x55555555u;
    for (int32_t i = 0; i < out_bytes; i++) differing += result[i] != expected[i];
    for (int32_t i = 0; i < guard_bytes; i++) differing += result[out_bytes + i] != 0x55;
    return differing;
}

static int is_unpadded(const shape *s, const void *const *rows)
{
    for (int32_t r = 0; r < s->kernel_rows; r++) {
        if (!rows[r]) return 0;
    }
    return s->pad_left == 0
        && (s->out_columns - 1) * s->stride + (s->kernel_columns - 1) * s->dilation < s->columns;
}

/* Each output pixel lies over input pixels before its own, as far behind as may be. */
static uint32_t run_overlapping(const shape *s, sn_kernel kernel, const void *params, const sn_call *call)
{
    static int8_t shared[most_columns * (most_channels + most_out) + most_out];
    const int32_t in_bytes = call->columns * s->in_channels, out_bytes = call->columns * s->out_channels;
    const int32_t grows = s->out_channels - s->in_channels;
    const int32_t ahead = s->out_channels + (grows > 0 ? grows * (call->columns - 1) : 0);
    for (int32_t i = 0; i < in_bytes; i++) shared[ahead + i] = ((const int8_t *)call->rows[0])[i];
    const void *rows[1] = {shared + ahead};
    sn_call mine = *call;
    mine.rows = rows;
    mine.out = shared;
    mine.scratch = scratch;
    kernel(params, &mine);
    uint32_t differing = 0;
    for (int32_t i = 0; i < out_bytes; i++) differing += shared[i] != expected[i];
    return differing;
}

/* The kernels for the number of input channels, if there are any. */
static uint32_t run_special(
    const shape *s, const sn_pointwise_dsp_params *params, const sn_call *call, int32_t out_bytes)
{
    static const struct {
        int32_t channels;
        sn_kernel kernels[3];
    } kernels[] = {
#define ROW(n) {n, {quads_##n, pairs_##n, direct_##n}},
        SPECIAL_CHANNELS(ROW)
#undef ROW
    };
    uint32_t differing = 0;
    for (uint32_t i = 0; i < sizeof kernels / sizeof *kernels; i++) {
        if (kernels[i].channels != s->in_channels) continue;
        for (int32_t k = s->out_channels % 2; k < 3; k++) {
            differing += run(s, kernels[i].kernels[k], params, call, out_bytes);
            differing += run_overlapping(s, kernels[i].kernels[k], params, call);
        }
    }
    return differing;
}

static int one_case(fuzz_random *random, fuzz_result *total)
{
    shape s;
    if (!make_shape(random, &s)) return 0;
    const int32_t count = s.kernel_rows * s.kernel_columns * s.in_channels;
    const int32_t in_zero = fuzz_between(random, -128, 127), out_zero = fuzz_between(random, -128, 127);
    int32_t least, greatest;
    fuzz_bounds(random, &least, &greatest);
    make_constants(random, &s, count);
    const int32_t x = fuzz_between(random, 0, s.out_columns - 1);
    const int32_t columns = fuzz_between(random, 1, s.out_columns - x);
    const int32_t origin = x * s.stride - s.pad_left;
    const void *rows[most_kernel];
    for (int32_t r = 0; r < s.kernel_rows; r++) {
        int8_t *row = inputs + sizeof inputs - (uint32_t)((s.kernel_rows - r) * s.columns * s.in_channels);
        fuzz_bytes(random, row, s.columns * s.in_channels);
        rows[r] = row + (origin > 0 ? origin * s.in_channels : 0);
        if (fuzz_one_in(random, 6) && s.kernel_rows > 1) rows[r] = (void *)0;
    }
    const int32_t out_bytes = columns * s.out_channels;
    sn_call call = {rows, expected, scratch, 0, x, columns, origin > 0 ? origin : 0};
    const sn_conv_params portable = {
        weights, bias, multiplier, shift, s.columns, s.in_channels, s.out_channels, s.kernel_rows,
        s.kernel_columns, s.stride, s.dilation, s.pad_left, in_zero, out_zero, least, greatest};
    sn_conv_s8(&portable, &call);

    const pack_source source = {weights, bias, multiplier, shift, count, s.out_channels, in_zero, out_zero,
                                least, greatest};
    /* At the end, so that a sanitizer sees what is read behind it. */
    int32_t *table = tables + sizeof tables / sizeof *tables - (uint32_t)pack_words(count, s.out_channels);
    int is_small;
    if (!pack_pairs(&source, table, &is_small) || !is_small) {
        total->refused++;
        return 1;
    }
    uint32_t differing = 0;
    const sn_conv_dsp_params conv = {
        table, s.columns, s.in_channels, s.out_channels, s.kernel_rows, s.kernel_columns, s.stride,
        s.dilation, s.pad_left, in_zero, out_zero, least, greatest};
    differing += run(&s, sn_conv_dsp_s8, &conv, &call, out_bytes);
    differing += run(&s, sn_conv_dsp_single_s8, &conv, &call, out_bytes);
    if (s.kernel_rows == 3 && s.kernel_columns == 3 && s.in_channels == 3 && s.dilation == 1) {
        differing += run(&s, sn_conv_dsp_3x3x3_pairs_s8, &conv, &call, out_bytes);
        if (s.out_channels % 2 == 0) differing += run(&s, sn_conv_dsp_3x3x3_s8, &conv, &call, out_bytes);
    }
    if (is_unpadded(&s, rows) && s.kernel_columns * s.in_channels % 4 == 0 && s.dilation == 1) {
        differing += run(&s, sn_conv_direct_dsp_s8, &conv, &call, out_bytes);
    }
    if (count == s.in_channels && s.stride == 1 && s.columns == s.out_columns) {
        const sn_pointwise_dsp_params pointwise = {
            table, s.in_channels, s.out_channels, out_zero, least, greatest};
        differing += run(&s, sn_pointwise_dsp_s8, &pointwise, &call, out_bytes);
        differing += run_overlapping(&s, sn_pointwise_dsp_s8, &pointwise, &call);
        if (s.in_channels % 4 == 0) {
            differing += run(&s, sn_pointwise_direct_dsp_s8, &pointwise, &call, out_bytes);
            differing += run_overlapping(&s, sn_pointwise_direct_dsp_s8, &pointwise, &call);
            if (s.out_channels % 2 == 0) {
                differing += run(&s, sn_pointwise_quads_dsp_s8, &pointwise, &call, out_bytes);
                differing += run_overlapping(&s, sn_pointwise_quads_dsp_s8, &pointwise, &call);
            }
        }
        differing += run_special(&s, &pointwise, &call, out_bytes);
    }
    total->compared++;
    if (differing != 0) total->differing++;
    return 1;
}

fuzz_result fuzz_convolutions(uint32_t cases, uint32_t seed)
{
    return fuzz_all(one_case, cases, seed);
}
