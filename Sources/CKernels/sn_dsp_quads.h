/* The products of four pixels with all output channels, a pair of channels at a time: weights are loaded and
 * separated once for four pixels. The table is that of sn_dsp_products.h. */
#ifndef SN_DSP_QUADS_H
#define SN_DSP_QUADS_H

#include "sn_dsp_products.h"

/* Bytes of scratch of four pixels. */
#define SN_QUAD_BYTES(count) (((count) + 3) / 4 * 32)

/* Widens `count` inputs of a pixel, a multiple of 4; of four inputs 0 and 2 of all pixels come first, then 1
 * and 3. */
SN_INLINE void sn_widen_quad(const int8_t *in, int32_t count, uint32_t *out)
{
    SN_OPAQUE(out);
    if (__builtin_constant_p(count)) {
#pragma GCC unroll 16
        for (int32_t i = 0; i < count / 4; i++) {
            const uint32_t bytes = sn_load_bytes(in + 4 * i);
            out[8 * i] = sn_widen_even(bytes);
            out[8 * i + 4] = sn_widen_odd(bytes);
        }
    } else {
        for (int32_t rest = count; rest > 0; rest -= 4) {
            const uint32_t bytes = sn_load_bytes(in);
            out[0] = sn_widen_even(bytes);
            out[4] = sn_widen_odd(bytes);
            in += 4;
            out += 8;
        }
    }
}

/* Sums of a first channel, and of both channels of a pair together. */
typedef struct sn_quad_sums {
    uint32_t low[4], both[4];
} sn_quad_sums;

/* Adds the products of two inputs of each pixel, or begins the sums. */
SN_INLINE void sn_add_two(uint32_t weights, const uint32_t *in, int is_first, sn_quad_sums *sums)
{
    const uint32_t low = sn_widen_even(weights);
#pragma GCC unroll 2
    for (int32_t p = 0; p < 4; p += 2) {
        const sn_words x = sn_load_words(in + p);
        if (is_first) {
            sums->low[p] = sn_multiply(low, x.first);
            sums->low[p + 1] = sn_multiply(low, x.second);
            sums->both[p] = sn_multiply(weights, x.first);
            sums->both[p + 1] = sn_multiply(weights, x.second);
        } else {
            sn_accumulate(low, x.first, &sums->low[p]);
            sn_accumulate(low, x.second, &sums->low[p + 1]);
            sn_accumulate(weights, x.first, &sums->both[p]);
            sn_accumulate(weights, x.second, &sums->both[p + 1]);
        }
    }
}

/* Adds the products of `count` times four inputs, without a loop. */
SN_INLINE void sn_add_quads(
    const uint32_t *weights, const uint32_t *in, int32_t count, int is_first, sn_quad_sums *sums)
{
#pragma GCC unroll 32
    for (int32_t i = 0; i < 2 * count; i++) sn_add_two(weights[i], in + 4 * i, is_first && i == 0, sums);
}

/* The sums of `fours` times four inputs; returns where the weights end. */
SN_INLINE const uint32_t *sn_sum_quads(
    const uint32_t *weights, const uint32_t *in, int32_t fours, sn_quad_sums *sums)
{
    if (__builtin_constant_p(fours) && fours <= 16) {
        sn_add_quads(weights, in, fours, 1, sums);
        return weights + 2 * fours;
    }
    for (int32_t p = 0; p < 4; p++) sums->low[p] = sums->both[p] = 0;
    for (int32_t rest = fours >> 2; rest > 0; rest--) {
        sn_add_quads(weights, in, 4, 0, sums);
        weights += 8;
        in += 32;
        SN_OPAQUE(weights);
        SN_OPAQUE(in);
    }
    if (fours & 2) {
        sn_add_quads(weights, in, 2, 0, sums);
        weights += 4;
        in += 16;
    }
    if (fours & 1) {
        sn_add_quads(weights, in, 1, 0, sums);
        weights += 2;
    }
    return weights;
}

/* All output channels, an even number, of four widened pixels of `fours` times four inputs. */
SN_INLINE void sn_products_of_four(
    const int32_t *constants, const uint32_t *widened, int32_t fours, int32_t out_channels, int32_t out_zero,
    int8_t *out)
{
    const uint32_t *table = (const uint32_t *)constants;
    const uint32_t *const end = table + out_channels / 2 * (2 * fours + sn_pair_constants);
    while (table != end) {
        sn_quad_sums sums;
        const uint32_t *in = widened;
        SN_OPAQUE(in);
        SN_OPAQUE(table);
        table = sn_sum_quads(table, in, fours, &sums);
        SN_OPAQUE(table);
        const sn_words bias = sn_load_words(table);
#pragma GCC unroll 4
        for (int32_t p = 0; p < 4; p++) {
            sums.both[p] = bias.second + (uint32_t)((int32_t)(sums.both[p] - sums.low[p]) >> 7);
            sums.low[p] = bias.first + (sums.low[p] << 1);
            SN_OPAQUE(sums.low[p]);
            SN_OPAQUE(sums.both[p]);
        }
        const sn_words multiplier = sn_load_words(table + 2);
        uint32_t shift = table[4];
        int32_t addend = sn_quick_addend(out_zero, shift);
        table += sn_pair_constants;
#pragma GCC unroll 4
        for (int32_t p = 0; p < 4; p++) {
            sums.low[p] = (uint32_t)sn_quick_output(sums.low[p], multiplier.first, shift, addend);
            SN_OPAQUE(sums.low[p]);
        }
        shift >>= 8;
        addend = sn_quick_addend(out_zero, shift);
        int8_t *to = out;
        SN_OPAQUE(to);
#pragma GCC unroll 4
        for (int32_t p = 0; p < 4; p++) {
            const uint32_t high = (uint32_t)sn_quick_output(sums.both[p], multiplier.second, shift, addend);
            *(sn_unaligned_half *)(void *)to = (uint16_t)sn_insert_byte(sums.low[p], high);
            to += out_channels;
            SN_OPAQUE(to);
        }
        out += 2;
    }
}

#endif
