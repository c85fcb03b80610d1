/* DEPTHWISE_CONV_2D with Helium, of any window of up to 256 taps: sixteen channels at a time, each of them an
 * output channel. The input's zero point is folded into the biases; where taps lie in the padding, their weights
 * times it are added.
 *
 * The records have of every sixteen channels, the last filled up with zeros: of each tap 16 weights, none of them
 * -128, so that two products fit into a half; then the factors of sn_mve.h of channels 0, 4, 8, 12, of 1, 5, 9,
 * 13, of 2, 6, 10, 14 and of 3, 7, 11, 15. */
#include "streamnet_kernels.h"
#include "sn_mve.h"
#include "sn_window.h"

/* Where the taps of a row of the window lie: the first, and how far it is to the next. */
typedef struct row_of_taps {
    const int8_t *in;
    int32_t step;
} row_of_taps;

/* Sums of channels 0, 4, 8, 12, of 1, 5 ..., of 2, 6 ... and of 3, 7 ... */
typedef struct sums16 {
    sn_mve_words of[4];
} sums16;

SN_MVE_INLINE void add_products(sn_mve_halves even, sn_mve_halves odd, sums16 *s)
{
    s->of[0] = sn_mve_add_even(s->of[0], even);
    s->of[1] = sn_mve_add_even(s->of[1], odd);
    s->of[2] = sn_mve_add_odd(s->of[2], even);
    s->of[3] = sn_mve_add_odd(s->of[3], odd);
}

SN_MVE_INLINE sn_mve_bytes load(const int8_t *in, int32_t count)
{
    return count >= 16 ? sn_mve_load_16(in) : sn_mve_load_bytes(in, count);
}

/* Adds `taps` taps that lie side by side. */
SN_MVE_INLINE void add_taps(
    row_of_taps row, const int8_t *weights, int32_t taps, int32_t count, sums16 *s)
{
    const int8_t *in = row.in;
    for (int32_t pairs = taps >> 1; pairs > 0; pairs--) {
        const sn_mve_bytes x = load(in, count), y = load(in + row.step, count);
        const sn_mve_bytes w = sn_mve_load_16(weights), v = sn_mve_load_16(weights + 16);
        add_products(
            sn_mve_add_halves(sn_mve_multiply_even(x, w), sn_mve_multiply_even(y, v)),
            sn_mve_add_halves(sn_mve_multiply_odd(x, w), sn_mve_multiply_odd(y, v)), s);
        in += 2 * row.step;
        weights += 32;
    }
    if (taps & 1) {
        const sn_mve_bytes x = load(in, count), w = sn_mve_load_16(weights);
        add_products(sn_mve_multiply_even(x, w), sn_mve_multiply_odd(x, w), s);
    }
}

/* The same once in the file, for what is seldom. */
static __attribute__((noinline)) void add_any_taps(
    row_of_taps row, const int8_t *weights, int32_t taps, int32_t count, sums16 *s)
{
    add_taps(row, weights, taps, count, s);
}

/* Sums of the weights of channels 0, 2 ... 14 and of 1, 3 ... 15 over taps in the padding. */
typedef struct padding_sums {
    sn_mve_halves even, odd;
} padding_sums;

SN_MVE_INLINE void add_padding(const int8_t *weights, int32_t taps, padding_sums *s)
{
    for (int32_t rest = taps; rest > 0; rest--) {
        const sn_mve_bytes w = sn_mve_load_16(weights);
        s->even = sn_mve_add_even_bytes(s->even, w);
        s->odd = sn_mve_add_odd_bytes(s->odd, w);
        weights += 16;
    }
}

/* Adds what taps in the padding would; vectors are few, so this is not done beside the others. */
SN_MVE_INLINE void add_outside(
    const sn_depthwise_dsp_params *p, const sn_call *call, sn_taps taps, const int8_t *weights, sums16 *s)
{
    padding_sums outside = {sn_mve_zero_halves(), sn_mve_zero_halves()};
    const int32_t columns = p->kernel_columns;
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        const int32_t before = call->rows[r] && taps.first < taps.end ? taps.first : columns;
        add_padding(weights, before, &outside);
        if (before < columns) add_padding(weights + 16 * taps.end, columns - taps.end, &outside);
        weights += 16 * columns;
    }
    s->of[0] = sn_mve_add_even_times(s->of[0], outside.even, p->in_zero);
    s->of[1] = sn_mve_add_even_times(s->of[1], outside.odd, p->in_zero);
    s->of[2] = sn_mve_add_odd_times(s->of[2], outside.even, p->in_zero);
    s->of[3] = sn_mve_add_odd_times(s->of[3], outside.odd, p->in_zero);
}

/* `count` channels, up to sixteen, of a pixel; returns where their records end. */
static const int8_t *channels_of_pixel(
    const sn_depthwise_dsp_params *p, const sn_call *call, sn_taps taps, int32_t channel, int32_t count,
    const int8_t *record, int8_t *out)
{
    const int32_t offset = (taps.column - call->left) * p->in_channels + channel;
    const int32_t inside = taps.end - taps.first, step = p->dilation * p->in_channels;
    const int8_t *weights = record + 16 * taps.first;
    sums16 s = {{sn_mve_zeros(), sn_mve_zeros(), sn_mve_zeros(), sn_mve_zeros()}};
    int is_whole = inside == p->kernel_columns;
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        const int8_t *in = call->rows[r];
        if (in && inside > 0) {
            const row_of_taps row = {in + offset, step};
            if (count < 16) {
                sums16 t = s;
                add_any_taps(row, weights, inside, count, &t);
                s = t;
            } else if (inside == 3) {
                add_taps(row, weights, 3, 16, &s);
            } else {
                add_taps(row, weights, inside, 16, &s);
            }
        } else {
            is_whole = 0;
        }
        weights += 16 * p->kernel_columns;
    }
    if (!is_whole) add_outside(p, call, taps, record, &s);
    record += 16 * p->kernel_rows * p->kernel_columns;
    const int32_t zero = p->out_zero, least = p->out_min, greatest = p->out_max;
    const int32_t *factors = (const int32_t *)(const void *)record;
#pragma GCC unroll 4
    for (int32_t k = 0; k < 4; k++) {
        s.of[k] = sn_mve_outputs(s.of[k], factors, zero, least, greatest);
        factors += sn_mve_factor_words;
    }
    sn_mve_store_16(s.of[0], s.of[1], s.of[2], s.of[3], count, out);
    return (const int8_t *)factors;
}

void sn_depthwise_mve_s8(const void *params, const sn_call *call)
{
    const sn_depthwise_dsp_params *p = params;
    int8_t *out = call->out;
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        const int32_t origin = x * p->stride - p->pad_left;
        const sn_taps taps = sn_taps_inside(origin, p->kernel_columns, p->dilation, p->in_columns);
        const int8_t *record = (const int8_t *)p->records;
        for (int32_t c = 0; c < p->in_channels; c += 16) {
            const int32_t count = sn_minimum(16, p->in_channels - c);
            record = channels_of_pixel(p, call, taps, c, count, record, out + c);
        }
        out += p->in_channels;
    }
}
