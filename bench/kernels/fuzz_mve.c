/* Convolutions with Helium: any kernel, stride, dilation and padding, runs of columns, odd channels, widths from 1.
 * Outputs of convolutions of one pixel lie over inputs before them, too. */
#include "fuzz.h"
#include "fuzz_data.h"
#include "pack_mve.h"

enum {
    most_kernel = 7,
    most_columns = 12,
    most_channels = 70,
    most_inputs = 400,
    most_out = 40,
    most_weights = most_inputs * most_out,
    guard_bytes = 16,
    most_result = most_columns * 8 * most_channels
};

typedef struct shape {
    int32_t columns, in_channels, out_channels, kernel_rows, kernel_columns, stride, dilation, pad_left;
    int32_t in_zero, out_zero, least, greatest;
} shape;

static int8_t inputs[most_kernel * most_columns * most_channels];
static int8_t weights[most_weights];
static int32_t bias[most_channels], multiplier[most_channels];
static int8_t shift[most_channels];
static int32_t tables[most_weights + 32 * most_channels];
static int8_t windows[2 * most_inputs + guard_bytes];
static int8_t expected[most_result + guard_bytes], result[most_result + guard_bytes];

static int make_shape(fuzz_random *random, int is_depthwise, shape *s, int32_t *out_columns)
{
    const int is_pixel = !is_depthwise && fuzz_one_in(random, 2);
    s->columns = fuzz_between(random, 1, most_columns);
    s->in_channels = fuzz_between(random, 1, fuzz_one_in(random, 2) ? most_channels : 20);
    if (fuzz_one_in(random, 3)) s->in_channels = (s->in_channels + 7) / 8 * 8;
    if (s->in_channels > most_channels) s->in_channels = most_channels;
    s->out_channels = is_depthwise ? s->in_channels : fuzz_between(random, 1, most_out);
    s->kernel_rows = is_pixel ? 1 : fuzz_between(random, 1, most_kernel);
    s->kernel_columns = is_pixel ? 1 : fuzz_one_in(random, 2) ? s->kernel_rows : fuzz_between(random, 1, most_kernel);
    s->stride = is_pixel ? 1 : fuzz_between(random, 1, 3);
    s->dilation = fuzz_one_in(random, 3) ? fuzz_between(random, 1, 3) : 1;
    s->pad_left = fuzz_between(random, 0, s->kernel_columns - 1);
    s->in_zero = fuzz_between(random, -128, 127);
    s->out_zero = fuzz_between(random, -128, 127);
    fuzz_bounds(random, &s->least, &s->greatest);
    const int32_t span = (s->kernel_columns - 1) * s->dilation;
    const int32_t pad_right = is_pixel ? 0 : fuzz_between(random, 0, span);
    *out_columns = (s->columns + s->pad_left + pad_right - span - 1) / s->stride + 1;
    return s->columns + s->pad_left + pad_right > span
        && (is_depthwise || s->kernel_rows * s->kernel_columns * s->in_channels <= most_inputs);
}

static void make_constants(fuzz_random *random, const shape *s, int32_t count, int has_least)
{
    const int32_t most = fuzz_one_in(random, 3) ? 127 : 20;
    for (int32_t i = 0; i < count; i++) {
        weights[i] = (int8_t)fuzz_between(random, -most - (has_least && most == 127), most);
    }
    for (int32_t c = 0; c < s->out_channels; c++) {
        int32_t wide;
        fuzz_factor(random, &multiplier[c], &wide);
        shift[c] = (int8_t)wide;
        if (fuzz_one_in(random, 20)) multiplier[c] = -multiplier[c];
        bias[c] = fuzz_one_in(random, 30) ? (int32_t)fuzz_bits(random) : fuzz_between(random, -20000, 20000);
    }
}

/* Rows at the end of their memory, so that a sanitizer sees what is read behind them. */
static void make_rows(fuzz_random *random, const shape *s, int32_t origin, const void **rows)
{
    for (int32_t r = 0; r < s->kernel_rows; r++) {
        int8_t *row = inputs + sizeof inputs - (uint32_t)((s->kernel_rows - r) * s->columns * s->in_channels);
        fuzz_bytes(random, row, s->columns * s->in_channels);
        rows[r] = row + (origin > 0 ? origin * s->in_channels : 0);
    }
    while (s->kernel_rows > 1 && fuzz_one_in(random, 4)) {
        rows[fuzz_one_in(random, 2) ? 0 : s->kernel_rows - 1] = (void *)0;
    }
}

static uint32_t run(sn_kernel kernel, const void *params, const sn_call *call, int32_t count, int32_t scratch_bytes)
{
    for (int32_t i = 0; i < count + guard_bytes; i++) result[i] = 0x55;
    for (int32_t i = 0; i < guard_bytes; i++) windows[scratch_bytes + i] = 0x55;
    sn_call mine = *call;
    mine.out = result;
    mine.scratch = windows;
    kernel(params, &mine);
    uint32_t differing = 0;
    for (int32_t i = 0; i < count; i++) differing += result[i] != expected[i];
    for (int32_t i = 0; i < guard_bytes; i++) {
        differing += result[count + i] != 0x55;
        differing += windows[scratch_bytes + i] != 0x55;
    }
    return differing;
}

/* Each output pixel lies over input pixels before its own, as far behind as may be. */
static uint32_t run_overlapping(const shape *s, const void *params, const sn_call *call)
{
    static int8_t shared[most_columns * (most_channels + 2 * most_out) + most_out];
    const int32_t in_bytes = call->columns * s->in_channels, out_bytes = call->columns * s->out_channels;
    const int32_t grows = s->out_channels - s->in_channels;
    const int32_t ahead = s->out_channels + (grows > 0 ? grows * (call->columns - 1) : 0);
    for (int32_t i = 0; i < in_bytes; i++) shared[ahead + i] = ((const int8_t *)call->rows[0])[i];
    const void *rows[1] = {shared + ahead};
    sn_call mine = *call;
    mine.rows = rows;
    mine.out = shared;
    sn_pointwise_mve_s8(params, &mine);
    uint32_t differing = 0;
    for (int32_t i = 0; i < out_bytes; i++) differing += shared[i] != expected[i];
    return differing;
}

static uint32_t compare_convolution(const shape *s, const sn_call *call, int32_t count, int *is_refused)
{
    const sn_conv_params portable = {
        weights, bias, multiplier, shift, s->columns, s->in_channels, s->out_channels, s->kernel_rows,
        s->kernel_columns, s->stride, s->dilation, s->pad_left, s->in_zero, s->out_zero, s->least, s->greatest};
    const pack_source source = {
        weights, bias, multiplier, shift, count, s->out_channels, s->in_zero, s->out_zero, s->least, s->greatest};
    *is_refused = !pack_mve_pairs_of_pixels(&source, tables);
    if (*is_refused) return 0;
    const int32_t bytes = call->columns * s->out_channels;
    sn_conv_s8(&portable, call);
    const sn_conv_dsp_params conv = {
        tables, s->columns, s->in_channels, s->out_channels, s->kernel_rows, s->kernel_columns, s->stride,
        s->dilation, s->pad_left, s->in_zero, s->out_zero, s->least, s->greatest};
    uint32_t differing = run(sn_conv_mve_s8, &conv, call, bytes, 2 * count);
    if (count == s->in_channels && s->stride == 1) {
        const sn_pointwise_dsp_params pointwise = {
            tables, s->in_channels, s->out_channels, s->out_zero, s->least, s->greatest};
        differing += run(sn_pointwise_mve_s8, &pointwise, call, bytes, 0);
        differing += run_overlapping(s, &pointwise, call);
    }
    return differing;
}

static uint32_t compare_depthwise(const shape *s, const sn_call *call, int *is_refused)
{
    const sn_depthwise_params portable = {
        weights, bias, multiplier, shift, s->columns, s->in_channels, 1, s->kernel_rows, s->kernel_columns, s->stride,
        s->dilation, s->pad_left, s->in_zero, s->out_zero, s->least, s->greatest};
    *is_refused = !pack_mve_depthwise(&portable, tables);
    if (*is_refused) return 0;
    sn_depthwise_s8(&portable, call);
    const sn_depthwise_dsp_params quick = {
        tables, s->columns, s->in_channels, s->kernel_rows, s->kernel_columns, s->stride, s->dilation, s->pad_left,
        s->in_zero, s->out_zero, s->least, s->greatest};
    return run(sn_depthwise_mve_s8, &quick, call, call->columns * s->in_channels, 0);
}

static int one_case(fuzz_random *random, fuzz_result *total)
{
    const int is_depthwise = fuzz_one_in(random, 2);
    shape s;
    int32_t out_columns;
    if (!make_shape(random, is_depthwise, &s, &out_columns)) return 0;
    const int32_t taps = s.kernel_rows * s.kernel_columns;
    const int32_t count = taps * s.in_channels * (is_depthwise ? 1 : s.out_channels);
    make_constants(random, &s, count, !is_depthwise);
    const int32_t x = fuzz_between(random, 0, out_columns - 1);
    const int32_t columns = fuzz_between(random, 1, out_columns - x);
    const int32_t origin = x * s.stride - s.pad_left;
    const void *rows[most_kernel];
    make_rows(random, &s, origin, rows);
    const sn_call call = {rows, expected, windows, 0, x, columns, origin > 0 ? origin : 0};
    int is_refused;
    const uint32_t differing = is_depthwise ? compare_depthwise(&s, &call, &is_refused)
                                            : compare_convolution(&s, &call, taps * s.in_channels, &is_refused);
    if (is_refused) {
        total->refused++;
    } else {
        total->compared++;
    }
    if (differing != 0) total->differing++;
    return 1;
}

fuzz_result fuzz_mve(uint32_t cases, uint32_t seed)
{
    return fuzz_all(one_case, cases, seed);
}
