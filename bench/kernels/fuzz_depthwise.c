/* Depthwise convolutions: any window, stride, dilation and padding, tiles of 1 to 8 columns and whole rows, odd
 * channels, widths from 1. Inputs lie in memory just as large as what a call may read. */
#include "fuzz.h"
#include "fuzz_data.h"
#include "pack_depthwise.h"
#include "streamnet_kernels.h"

enum {
    most_kernel = 7,
    most_columns = 26,
    most_channels = 18,
    most_span = 19,
    most_row = (most_columns + 2 * most_span) * most_channels,
    guard_bytes = 8
};

typedef struct shape {
    int32_t rows, columns, channels, kernel_rows, kernel_columns, stride, dilation;
    int32_t pad_top, pad_left, out_rows, out_columns;
} shape;

static int8_t inputs[most_columns][most_columns * most_channels];
static int8_t window[most_kernel][most_columns * most_channels];
static int8_t weights[most_kernel * most_kernel * most_channels];
static int32_t bias[most_channels], multiplier[most_channels];
static int8_t shift[most_channels];
static uint32_t table[(most_kernel * 4 + 3) * (most_channels + 4)];
static uint32_t scratch[SN_DEPTHWISE_SCRATCH(most_kernel) / 4 + 2];
static int8_t expected[most_row + guard_bytes], result[most_row + guard_bytes];

static int make_shape(fuzz_random *random, shape *s, int32_t is_planar)
{
    s->rows = fuzz_between(random, 1, 12);
    s->columns = fuzz_one_in(random, 5) ? 1 : fuzz_between(random, 1, most_columns);
    s->channels = fuzz_between(random, 4, most_channels);
    s->kernel_rows = fuzz_between(random, 1, most_kernel);
    s->kernel_columns = fuzz_between(random, 1, most_kernel);
    s->stride = fuzz_between(random, 1, 4);
    s->dilation = fuzz_one_in(random, 3) ? fuzz_between(random, 1, 3) : 1;
    if (is_planar) {
        s->kernel_rows = s->kernel_columns = 3 + 2 * fuzz_between(random, 0, 2);
        s->stride = s->kernel_rows == 3 ? 1 : fuzz_between(random, 1, 2);
        s->dilation = 1;
    }
    const int32_t rows_span = (s->kernel_rows - 1) * s->dilation, span = (s->kernel_columns - 1) * s->dilation;
    /* Every window has a tap inside. */
    s->pad_top = fuzz_between(random, 0, s->kernel_rows - 1);
    s->pad_left = fuzz_between(random, 0, s->kernel_columns - 1);
    const int32_t rows = s->rows + s->pad_top + fuzz_between(random, 0, s->kernel_rows - 1) - rows_span;
    const int32_t columns = s->columns + s->pad_left + fuzz_between(random, 0, s->kernel_columns - 1) - span;
    if (rows < 1 || columns < 1) return 0;
    s->out_rows = (rows - 1) / s->stride + 1;
    s->out_columns = (columns - 1) / s->stride + 1;
    return s->dilation == 1 || (s->rows > rows_span && s->columns > span);
}

static void make_constants(fuzz_random *random, const shape *s)
{
    for (int32_t y = 0; y < s->rows; y++) fuzz_bytes(random, inputs[y], s->columns * s->channels);
    const int32_t most = fuzz_one_in(random, 3) ? 3 : 127;
    for (int32_t i = 0; i < s->kernel_rows * s->kernel_columns * s->channels; i++) {
        weights[i] = (int8_t)fuzz_between(random, -most, most);
        if (fuzz_one_in(random, 200)) weights[i] = -128;
    }
    for (int32_t c = 0; c < s->channels; c++) {
        int32_t wide;
        fuzz_factor(random, &multiplier[c], &wide);
        shift[c] = (int8_t)wide;
        if (fuzz_one_in(random, 20)) multiplier[c] = -multiplier[c];
        if (fuzz_one_in(random, 100)) shift[c] = (int8_t)fuzz_between(random, 0, 2);
        bias[c] = fuzz_between(random, -20000, 20000);
        if (fuzz_one_in(random, 40)) bias[c] = fuzz_between(random, -1072000000, 1072000000);
        if (fuzz_one_in(random, 200)) bias[c] = (int32_t)fuzz_bits(random);
        if (multiplier[c] == 0 && fuzz_one_in(random, 2)) {
            bias[c] = fuzz_one_in(random, 2) ? INT32_MIN + 5 : INT32_MAX - 5;
        }
    }
}

static int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }

/* The part of the input that a call may read lies at the end of `window`'s rows, the rest is 0x55. */
static void place_window(const shape *s, int32_t y, int32_t x, int32_t count, const void **rows, int32_t *left)
{
    const int32_t first = x * s->stride - s->pad_left;
    const int32_t end = first + (count - 1) * s->stride + (s->kernel_columns - 1) * s->dilation + 1;
    *left = first < 0 ? 0 : first;
    const int32_t bytes = (least(end, s->columns) - *left) * s->channels;
    for (int32_t r = 0; r < s->kernel_rows; r++) {
        const int32_t row = y * s->stride - s->pad_top + r * s->dilation;
        rows[r] = (void *)0;
        if (row < 0 || row >= s->rows) continue;
        int8_t *begin = window[r] + sizeof window[r] - bytes;
        for (int8_t *b = window[r]; b < begin; b++) *b = 0x55;
        for (int32_t i = 0; i < bytes; i++) begin[i] = inputs[row][*left * s->channels + i];
        rows[r] = begin;
    }
}

static uint32_t one_row(
    const shape *s, int32_t y, int32_t tile, const sn_depthwise_params *portable, sn_kernel kernel,
    const void *params)
{
    const int32_t bytes = s->out_columns * s->channels;
    for (int32_t i = 0; i < bytes + guard_bytes; i++) result[i] = expected[i] = 0x55;
    for (int32_t x = 0; x < s->out_columns; x += tile) {
        const void *rows[most_kernel];
        const int32_t count = least(tile, s->out_columns - x);
        sn_call call = {rows, expected + x * s->channels, scratch, y, x, count, 0};
        place_window(s, y, x, count, rows, &call.left);
        sn_depthwise_s8(portable, &call);
        call.out = result + x * s->channels;
        kernel(params, &call);
    }
    uint32_t wrong = 0;
    for (int32_t i = 0; i < bytes + guard_bytes; i++) wrong += result[i] != expected[i];
    return wrong;
}

static sn_kernel planar_kernel(const shape *s)
{
    if (s->kernel_rows == 3) return sn_depthwise_3x3_s1;
    if (s->kernel_rows == 5) return s->stride == 1 ? sn_depthwise_5x5_s1 : sn_depthwise_5x5_s2;
    return s->stride == 1 ? sn_depthwise_7x7_s1 : sn_depthwise_7x7_s2;
}

static sn_kernel direct_kernel(fuzz_random *random, const shape *s)
{
    const int is_special = s->kernel_rows == s->kernel_columns && s->dilation == 1 && !fuzz_one_in(random, 4);
    if (is_special && s->kernel_rows == 3) return sn_depthwise_direct_3x3;
    if (is_special && s->kernel_rows == 5) return sn_depthwise_direct_5x5;
    if (is_special && s->kernel_rows == 7) return sn_depthwise_direct_7x7;
    return sn_depthwise_direct;
}

fuzz_result fuzz_depthwise(uint32_t cases, uint32_t seed)
{
    fuzz_result total = {0, 0, 0, 0};
    fuzz_random random = {seed};
    for (uint32_t i = 0; i < cases; i++) {
        shape s;
        const enum pack_form form = (enum pack_form)fuzz_between(&random, pack_planar, pack_direct);
        if (!make_shape(&random, &s, form != pack_direct)) continue;
        make_constants(&random, &s);
        sn_depthwise_params p = {
            weights, bias, multiplier, shift, s.columns, s.channels, 1, s.kernel_rows, s.kernel_columns,
            s.stride, s.dilation, s.pad_left, fuzz_between(&random, -128, 127), fuzz_between(&random, -128, 127),
            -128, 127};
        if (fuzz_one_in(&random, 4)) p.out_min = fuzz_between(&random, -128, 127);
        if (fuzz_one_in(&random, 4)) p.out_max = fuzz_between(&random, p.out_min, 127);
        if (!pack_depthwise(&p, form, table)) {
            total.refused++;
            continue;
        }
        const sn_depthwise_dsp_params quick = {
            (const int32_t *)table, p.in_columns, p.in_channels, p.kernel_rows, p.kernel_columns, p.stride, p.dilation,
            p.pad_left, p.in_zero, p.out_zero, p.out_min, p.out_max};
        const sn_kernel kernel = form == pack_direct ? direct_kernel(&random, &s)
                                                   : planar_kernel(&s);
        const int32_t tile = fuzz_one_in(&random, 2) ? s.out_columns : fuzz_between(&random, 1, 8);
        uint32_t wrong = 0;
        for (int32_t y = 0; y < s.out_rows; y++) wrong += one_row(&s, y, tile, &p, kernel, &quick);
        total.compared++;
        if (wrong && !total.differing++) total.first_differing = i;
    }
    return total;
}
