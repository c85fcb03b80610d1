/* DEPTHWISE_CONV_2D on planes, to be instantiated for a window and a stride.
 *
 * A channel's record is bias, multiplier, places, then the weights of row after row of the window, in pairs:
 * (w0, w1), (w2, w3) ... and last (wn, wn-1). Weights and bias are doubled. */
#ifndef SN_DEPTHWISE_PLANAR_H
#define SN_DEPTHWISE_PLANAR_H

#include "sn_arithmetic.h"
#include "sn_dsp_halves.h"
#include "sn_dsp_requantise.h"
#include "sn_planes.h"

enum { sn_record_head = 3 };

/* Words of weights of a row. */
SN_INLINE int32_t sn_planar_row_weights(const int32_t kernel) { return (kernel + 1) / 2; }

SN_INLINE void sn_planar_load_two(const uint32_t *in, uint32_t out[2])
{
    const sn_words words = sn_load_words(in);
    out[0] = words.first;
    out[1] = words.second;
}

/* Pairs k and, unless k is the last, k + 1. */
SN_INLINE void sn_planar_load_weights(
    const uint32_t *weights, const int32_t k, const int32_t words, uint32_t w[4])
{
    if (k + 1 < words) {
        sn_planar_load_two(weights + k, &w[k]);
    } else {
        w[k] = weights[k];
    }
}

/* Adds one row of the window to four neighbouring outputs.
 *
 * Weights of a row: (w0, w1), (w2, w3) ... and last (wn, wn-1): the last tap has no partner, so its high lane
 * holds the tap before. Outputs at odd columns need (w1, w2) ...: from two neighbouring words the halves that
 * one instruction packs come exchanged, (w2, w1), which is what SMLADX wants.
 *
 * The order keeps few words alive at a time, for there are 14 registers. */
SN_INLINE void sn_planar_add_row(
    const uint32_t *in, const int32_t row, const uint32_t *weights, uint32_t sums[4], const int32_t kernel,
    const int32_t stride)
{
    const int32_t words = (kernel + 1) / 2;
    const int32_t last = words - 1;
    const int32_t in_words = stride == 1 ? words + 1 : words + 3;
    /* From the middle row, so that offsets fit into instructions. */
    const int32_t i0 = (row - kernel / 2) * sn_planes_row_step;
    const uint32_t *row_weights = weights + row * sn_planar_row_weights(kernel);
    uint32_t w[4], exchanged[4], x[8];
    SN_UNROLL for (int32_t k = 0; k < in_words; k++) {
        if (k % 2 == 0 && k < words) sn_planar_load_weights(row_weights, k, words, w);
        if (k % 2 == 0 && k + 1 < in_words) sn_planar_load_two(in + i0 + k, &x[k]);
        if (k % 2 == 0 && k + 1 == in_words) x[k] = in[i0 + k];
        if (stride == 1 && k > 0 && k < last) exchanged[k] = sn_pack_low_high(w[k], w[k - 1]);
        SN_UNROLL for (int32_t i = 0; i < 4; i++) {
            const int32_t j = stride == 1 ? k - i / 2 : k - i;
            if (j < 0 || j > last) continue;
            if (stride == 2 || i % 2 == 0) {
                sums[i] = j < last
                    ? sn_add_products(x[k], w[j], sums[i]) : sn_add_low_low(x[k], w[j], sums[i]);
            } else if (j == 0) {
                sums[i] = sn_add_high_low(x[k], w[0], sums[i]);
            } else {
                sums[i] = sn_add_crossed_products(x[k], j < last ? exchanged[j] : w[last], sums[i]);
            }
        }
    }
}

/* A row of the window and all behind it. */
#define SN_PLANAR_ROW(index)                                                             \
    case index:                                                                          \
        if (index < kernel) sn_planar_add_row(in, index, w, sums, kernel, stride); \
        __attribute__((fallthrough));

/* A pointer to where an array would begin, of which only a part is there. */
SN_INLINE const uint32_t *sn_planar_words_from(const uint32_t *words, int32_t index)
{
    return (const uint32_t *)((uintptr_t)words + 4 * (uintptr_t)(intptr_t)index);
}

/* Four channels of a block. */
SN_INLINE void sn_planar_convolve(
    const sn_planes *b, const uint32_t *plane, const uint32_t *record, int8_t *out, const int32_t kernel,
    const int32_t stride)
{
    const int32_t row_weights = sn_planar_row_weights(kernel);
    /* Rows of weights that go with row 0 of the planes: it may be before the first, but is not read then. */
    const int32_t first_weight = sn_record_head + (b->first_row - b->skipped_rows) * row_weights;
    const int32_t channels = b->channels;
    for (int32_t k = 0; k < sn_planes_group; k++) {
        const int32_t addend = sn_shift_left_by_byte(b->twice_zero_and_one, record[2]);
        const uint32_t *in = plane + kernel / 2 * sn_planes_row_step + k * sn_planes_row_words;
        int8_t *o = out + k;
        int32_t left = b->columns;
        for (;;) {
            SN_OPAQUE(record);
            if (kernel > 3) SN_OPAQUE(in);
            const uint32_t bias = record[0];
            uint32_t sums[4] = {bias, bias, bias, bias};
            if (kernel == 3) {
                SN_UNROLL for (int32_t i = 0; i < kernel; i++) {
                    sn_planar_add_row(in, i, record + sn_record_head, sums, kernel, stride);
                }
            } else {
                const uint32_t *w = sn_planar_words_from(record, first_weight);
                switch (b->skipped_rows) {
                    SN_PLANAR_ROW(0)
                    SN_PLANAR_ROW(1)
                    SN_PLANAR_ROW(2)
                    SN_PLANAR_ROW(3)
                    SN_PLANAR_ROW(4)
                    SN_PLANAR_ROW(5)
                    SN_PLANAR_ROW(6)
                default: break;
                }
            }
            in += 2 * stride;
            const sn_words factor = sn_load_words(record + 1);
            const int32_t y0 = sn_quick_output(sums[0], factor.first, factor.second, addend);
            const int32_t y1 = sn_quick_output(sums[1], factor.first, factor.second, addend);
            const int32_t y2 = sn_quick_output(sums[2], factor.first, factor.second, addend);
            const int32_t y3 = sn_quick_output(sums[3], factor.first, factor.second, addend);
            o[0] = (int8_t)y0;
            left -= 4;
            if (left < 0) {
                if (left > -3) o[channels] = (int8_t)y1;
                if (left > -2) o[2 * channels] = (int8_t)y2;
                break;
            }
            o[channels] = (int8_t)y1;
            o += 2 * channels;
            o[0] = (int8_t)y2;
            o[channels] = (int8_t)y3;
            o += 2 * channels;
            if (!left) break;
        }
        record += sn_record_head + kernel * row_weights;
    }
}

SN_INLINE void sn_planar_depthwise(
    const sn_depthwise_dsp_params *p, const sn_call *call, const int32_t kernel, const int32_t stride)
{
    const int32_t channels = p->in_channels;
    uint32_t *const plane = call->scratch;
    int8_t *out = call->out;
    sn_planes b;
    sn_planes_find_rows(&b, p, call, kernel);
    /* As many outputs as the words of a row hold, and a multiple of four unless that is all. */
    const int32_t most = (2 * sn_planes_row_words - kernel) / stride + 1;
    int32_t left = call->left;
    int32_t x = call->x;
    const int32_t x_end = x + call->columns;
    while (x < x_end) {
        b.columns = x_end - x > most ? most & ~3 : x_end - x;
        left = sn_planes_place(&b, p, x, left, kernel, stride, plane);
        const uint32_t *record = (const uint32_t *)p->records;
        for (int32_t c = 0; c < channels; c += sn_planes_group) {
            const int32_t channel = sn_minimum(c, channels - sn_planes_group);
            sn_planes_widen(&b, channel, plane);
            sn_planar_convolve(&b, plane, record, out + channel, kernel, stride);
            record += sn_planes_group * (sn_record_head + kernel * sn_planar_row_weights(kernel));
        }
        const int32_t bytes = b.columns * channels;
        sn_planes_clamp(p, out, bytes);
        out += bytes;
        x += b.columns;
    }
}

#undef SN_PLANAR_ROW

#endif
