/* DEPTHWISE_CONV_2D with Helium, of any window of up to 256 taps: sixteen channels at a time, each of them an
 * output channel. The input's zero point is folded into the biases; where taps lie in the padding, their weights
 * times it are added.
 *
 * The records have of every sixteen channels of each tap 16 weights, none of them -128, so that two products fit
 * into a half; then the factors of sn_mve.h of channels 0, 4, 8, 12, of 2, 6, 10, 14, of 1, 5, 9, 13 and of 3, 7,
 * 11, 15. Where the number of channels is no multiple of sixteen, the last record is of the last sixteen, some of
 * them for the second time; if there are fewer, it is filled up with zeros. */
#include "streamnet_kernels.h"
#include "sn_mve.h"
#include "sn_window.h"

enum { at_once = 16 };

/* The part of a window that lies inside the input: its rows, and in each `taps` taps, `step` bytes apart, from
 * `offset` on. */
typedef struct part {
    const int8_t *const *rows;
    int32_t row_count, taps, step, offset;
    /* Bytes of weights of a row of the window. */
    int32_t row_weights;
    /* Channels, up to sixteen. */
    int32_t count;
} part;

/* Sums of channels 0, 4, 8, 12, of 2, 6 ..., of 1, 5 ... and of 3, 7 ... */
typedef struct sums16 {
    sn_mve_words a, b, c, d;
} sums16;

SN_MVE_INLINE void add_products(sn_mve_halves even, sn_mve_halves odd, sums16 *s)
{
    s->a = sn_mve_add_even(s->a, even);
    s->b = sn_mve_add_odd(s->b, even);
    s->c = sn_mve_add_even(s->c, odd);
    s->d = sn_mve_add_odd(s->d, odd);
    SN_MVE_NOW(s->a);
    SN_MVE_NOW(s->b);
    SN_MVE_NOW(s->c);
    SN_MVE_NOW(s->d);
}

SN_MVE_INLINE sn_mve_bytes load(const int8_t *in, int32_t count)
{
    return count >= at_once ? sn_mve_load_16(in) : sn_mve_load_bytes(in, count);
}

/* Adds two taps. The weights of the second are loaded twice, for there is no register to keep them in. */
SN_MVE_INLINE void add_two(
    const int8_t *in, const int8_t *weights, const int8_t *in2, const int8_t *weights2, int32_t count, sums16 *s)
{
    const sn_mve_bytes x = load(in, count), w = sn_mve_load_16(weights);
    sn_mve_halves even = sn_mve_multiply_even(x, w), odd = sn_mve_multiply_odd(x, w);
    const sn_mve_bytes y = load(in2, count);
    SN_MVE_LOAD_AGAIN;
    even = sn_mve_add_halves(even, sn_mve_multiply_even(y, sn_mve_load_16(weights2)));
    SN_MVE_LOAD_AGAIN;
    odd = sn_mve_add_halves(odd, sn_mve_multiply_odd(y, sn_mve_load_16(weights2)));
    add_products(even, odd, s);
}

SN_MVE_INLINE void add_one(const int8_t *in, const int8_t *weights, int32_t count, sums16 *s)
{
    const sn_mve_bytes x = load(in, count), w = sn_mve_load_16(weights);
    add_products(sn_mve_multiply_even(x, w), sn_mve_multiply_odd(x, w), s);
}

/* Adds the taps of a part of a window: taps of two rows that lie one above the other together, then those of the
 * last row, if it is alone. */
SN_MVE_INLINE void add_part(const part *v, const int8_t *weights, int32_t taps, int32_t count, sums16 *s)
{
    const int8_t *const *row = v->rows;
    for (int32_t two = v->row_count >> 1; two > 0; two--) {
        const int8_t *in = row[0] + v->offset, *in2 = row[1] + v->offset;
        const int8_t *w = weights, *w2 = weights + v->row_weights;
        for (int32_t rest = taps; rest > 0; rest--) {
            add_two(in, w, in2, w2, count, s);
            in += v->step;
            in2 += v->step;
            w += at_once;
            w2 += at_once;
        }
        row += 2;
        weights += 2 * v->row_weights;
    }
    if (v->row_count & 1) {
        const int8_t *in = row[0] + v->offset;
        for (int32_t two = taps >> 1; two > 0; two--) {
            add_two(in, weights, in + v->step, weights + at_once, count, s);
            in += 2 * v->step;
            weights += 2 * at_once;
        }
        if (taps & 1) add_one(in, weights, count, s);
    }
}

/* The same of a window of 3 x 3. */
SN_MVE_INLINE void add_nine(const part *v, const int8_t *w, sums16 *s)
{
    const int8_t *in = v->rows[0] + v->offset, *in2 = v->rows[1] + v->offset, *in3 = v->rows[2] + v->offset;
    const int32_t step = v->step;
    add_two(in, w, in2, w + 48, at_once, s);
    add_two(in + step, w + 16, in2 + step, w + 64, at_once, s);
    add_two(in + 2 * step, w + 32, in2 + 2 * step, w + 80, at_once, s);
    w += 96;
    add_two(in3, w, in3 + step, w + 16, at_once, s);
    add_one(in3 + 2 * step, w + 32, at_once, s);
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
        weights += at_once;
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
        if (before < columns) add_padding(weights + at_once * taps.end, columns - taps.end, &outside);
        weights += at_once * columns;
    }
    s->a = sn_mve_add_even_times(s->a, outside.even, p->in_zero);
    s->b = sn_mve_add_odd_times(s->b, outside.even, p->in_zero);
    s->c = sn_mve_add_even_times(s->c, outside.odd, p->in_zero);
    s->d = sn_mve_add_odd_times(s->d, outside.odd, p->in_zero);
}

/* Writes outputs; returns where the record ends. */
SN_MVE_INLINE const int8_t *put(
    const sn_depthwise_dsp_params *p, sums16 s, const int8_t *record, int32_t count, int8_t *out)
{
    const int32_t *factors = (const int32_t *)(const void *)record;
    const sn_mve_words a = sn_mve_scaled(s.a, factors), b = sn_mve_scaled(s.b, factors + sn_mve_factor_words);
    const sn_mve_halves even = sn_mve_saturated_halves(a, b);
    const sn_mve_words c = sn_mve_scaled(s.c, factors + 2 * sn_mve_factor_words);
    const sn_mve_words d = sn_mve_scaled(s.d, factors + 3 * sn_mve_factor_words);
    const sn_mve_halves odd = sn_mve_saturated_halves(c, d);
    const sn_mve_bytes all = sn_mve_clamp_bytes(
        sn_mve_saturated_bytes(sn_mve_add_to_halves(even, p->out_zero), sn_mve_add_to_halves(odd, p->out_zero)),
        p->out_min, p->out_max);
    if (count >= at_once) {
        sn_mve_store_16(all, out);
    } else {
        sn_mve_store_bytes(all, count, out);
    }
    return record + 4 * 4 * sn_mve_factor_words;
}

SN_MVE_INLINE sums16 no_sums(void)
{
    const sums16 s = {sn_mve_zeros(), sn_mve_zeros(), sn_mve_zeros(), sn_mve_zeros()};
    return s;
}

/* A pixel of any part of a window. */
static void put_part(
    const sn_depthwise_dsp_params *p, const sn_call *call, part v, sn_taps taps, int32_t first_row, int8_t *out)
{
    const int8_t *record = (const int8_t *)p->records;
    const int is_whole = v.row_count == p->kernel_rows && v.taps == p->kernel_columns;
    for (int32_t left = p->in_channels;;) {
        sums16 s = no_sums();
        const int8_t *weights = record + first_row * v.row_weights + at_once * taps.first;
        if (v.count >= at_once) {
            add_part(&v, weights, v.taps, at_once, &s);
        } else {
            add_part(&v, weights, v.taps, v.count, &s);
        }
        if (!is_whole) add_outside(p, call, taps, record, &s);
        record = put(p, s, record + p->kernel_rows * v.row_weights, v.count, out);
        left -= at_once;
        if (left <= 0) return;
        const int32_t further = sn_minimum(left, at_once);
        v.offset += further;
        out += further;
    }
}

/* A pixel of a window of 3 x 3 that lies inside the input, of at least 16 channels. */
static void put_nine(const sn_depthwise_dsp_params *p, part v, int8_t *out)
{
    const int8_t *record = (const int8_t *)p->records;
    for (int32_t left = p->in_channels;;) {
        sums16 s = no_sums();
        add_nine(&v, record, &s);
        record = put(p, s, record + 9 * at_once, at_once, out);
        left -= at_once;
        if (left <= 0) return;
        const int32_t further = sn_minimum(left, at_once);
        v.offset += further;
        out += further;
    }
}

void sn_depthwise_mve_s8(const void *params, const sn_call *call)
{
    const sn_depthwise_dsp_params *p = params;
    int8_t *out = call->out;
    int32_t first_row = 0, end_row = p->kernel_rows;
    while (first_row < end_row && !call->rows[first_row]) first_row++;
    while (end_row > first_row && !call->rows[end_row - 1]) end_row--;
    part v = {
        (const int8_t *const *)call->rows + first_row, end_row - first_row, 0, p->dilation * p->in_channels, 0,
        at_once * p->kernel_columns, sn_minimum(p->in_channels, at_once),
    };
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        const int32_t origin = x * p->stride - p->pad_left;
        const sn_taps taps = sn_taps_inside(origin, p->kernel_columns, p->dilation, p->in_columns);
        v.taps = taps.end - taps.first;
        v.offset = (taps.column - call->left) * p->in_channels;
        if (v.row_count == 3 && v.taps == 3 && p->kernel_rows == 3 && p->kernel_columns == 3 && v.count == at_once) {
            put_nine(p, v, out);
        } else {
            put_part(p, call, v, taps, first_row, out);
        }
        out += p->in_channels;
    }
}
