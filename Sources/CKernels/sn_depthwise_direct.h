/* DEPTHWISE_CONV_2D pixel by pixel, four channels at a time, straight from the input rows: no scratch; best
 * for narrow tiles. To be instantiated for a window.
 *
 * The record of a group of four channels: 2 * bias of each; for each tap of the window (w0, w2), (w1, w3),
 * all doubled; multiplier and places of each. The last group may overlap the one before. */
#ifndef SN_DEPTHWISE_DIRECT_H
#define SN_DEPTHWISE_DIRECT_H

#include "sn_dsp_halves.h"
#include "sn_dsp_requantise.h"
#include "streamnet_kernels.h"

enum { sn_direct_group = 4 };

/* The part of the window of an output pixel that lies inside the input. */
typedef struct sn_direct_window {
    const int8_t *const *rows;
    int32_t row_count, tap_count;
    /* Of the first tap, from the row pointers. */
    int32_t offset;
    /* Words of weights before the first tap inside, in a row, and from the row behind the last to the end. */
    int32_t weights_before, row_weights, weights_behind;
    int32_t channels, tap_step;
    uint32_t minus_zero;
    int32_t twice_zero_and_one;
    int32_t first_row, rows_behind;
} sn_direct_window;

/* Finds the rows of a call that are not in the padding. */
void sn_direct_find_rows(sn_direct_window *v, const sn_depthwise_dsp_params *p, const sn_call *call);

/* Places the window of output column x. */
void sn_direct_place(sn_direct_window *v, const sn_depthwise_dsp_params *p, const sn_call *call, int32_t x);

/* The pixel of any part of any window. */
void sn_direct_part(const sn_direct_window *v, const uint32_t *record, int8_t *out);

/* Keeps output elements to the operator's bounds. */
void sn_direct_clamp(const sn_depthwise_dsp_params *p, const sn_call *call);

/* One tap of four channels. */
SN_INLINE void sn_direct_add_tap(
    const int8_t *in, const uint32_t *weights, uint32_t minus_zero, uint32_t sums[4])
{
    const uint32_t bytes = sn_load_bytes(in);
    const sn_words w = sn_load_words(weights);
    const uint32_t even = sn_add_even(minus_zero, bytes);
    sums[0] = sn_add_low_low(even, w.first, sums[0]);
    sums[2] = sn_add_high_high(even, w.first, sums[2]);
    const uint32_t odd = sn_add_odd(minus_zero, bytes);
    sums[1] = sn_add_low_low(odd, w.second, sums[1]);
    sums[3] = sn_add_high_high(odd, w.second, sums[3]);
}

SN_INLINE void sn_direct_load_biases(const uint32_t *record, uint32_t sums[4])
{
    const sn_words first = sn_load_words(record);
    const sn_words second = sn_load_words(record + 2);
    sums[0] = first.first;
    sums[1] = first.second;
    sums[2] = second.first;
    sums[3] = second.second;
}

/* Four output elements; returns the next group's record. */
SN_INLINE const uint32_t *sn_direct_put(
    const uint32_t *factors, const uint32_t sums[4], int32_t twice_zero_and_one, int8_t *out)
{
    SN_UNROLL for (int32_t k = 0; k < sn_direct_group; k++) {
        const sn_words factor = sn_load_words(factors + 2 * k);
        const int32_t addend = sn_shift_left_by_byte(twice_zero_and_one, factor.second);
        out[k] = (int8_t)sn_quick_output(sums[k], factor.first, factor.second, addend);
    }
    return factors + 2 * sn_direct_group;
}

/* The pixel of a window that lies inside the input; if it is larger than 3 x 3, whose columns do. */
SN_INLINE void sn_direct_whole(
    const sn_direct_window *v, const uint32_t *record, int8_t *out, const int32_t kernel)
{
    const uint32_t minus_zero = v->minus_zero;
    const int32_t step = v->tap_step;
    int32_t offset = v->offset;
    const int8_t *rows[3] = {0, 0, 0};
    if (kernel == 3) {
        SN_UNROLL for (int32_t r = 0; r < 3; r++) rows[r] = v->rows[r];
    }
    for (int32_t left = v->channels;;) {
        uint32_t sums[4];
        sn_direct_load_biases(record, sums);
        if (kernel == 3) {
            SN_UNROLL for (int32_t r = 0; r < 3; r++) {
                const int8_t *in = rows[r] + offset;
                SN_OPAQUE(in);
                SN_UNROLL for (int32_t t = 0; t < 3; t++) {
                    sn_direct_add_tap(in + t * step, record + 4 + 2 * (3 * r + t), minus_zero, sums);
                }
            }
            record += 4 + 2 * 3 * 3;
        } else {
            record += 4 + v->weights_before;
            const int8_t *const *row = v->rows;
            int32_t r = v->row_count;
            do {
                const int8_t *in = *row++ + offset;
                SN_UNROLL for (int32_t t = 0; t < kernel; t++) {
                    sn_direct_add_tap(in, record + 2 * t, minus_zero, sums);
                    in += step;
                }
                record += 2 * kernel;
            } while (--r);
            SN_OPAQUE(record);
            record += v->weights_behind;
        }
        record = sn_direct_put(record, sums, v->twice_zero_and_one, out);
        left -= sn_direct_group;
        offset += sn_direct_group;
        out += sn_direct_group;
        if (left < sn_direct_group) {
            if (left <= 0) break;
            offset -= sn_direct_group - left;
            out -= sn_direct_group - left;
            left = sn_direct_group;
        }
    }
}

SN_INLINE void sn_direct_depthwise(
    const sn_depthwise_dsp_params *p, const sn_call *call, const int32_t kernel)
{
    const uint32_t *const records = (const uint32_t *)p->records;
    sn_direct_window v;
    int8_t *out = call->out;
    sn_direct_find_rows(&v, p, call);
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        sn_direct_place(&v, p, call, x);
        if (kernel && v.tap_count == kernel && (kernel > 3 || v.row_count == kernel)) {
            sn_direct_whole(&v, records, out, kernel);
        } else {
            sn_direct_part(&v, records, out);
        }
        out += p->in_channels;
    }
    sn_direct_clamp(p, call);
}

#endif
