/* The products of one or two pixels with all output channels, four channels at a time, with Helium.
 *
 * The table has of every four channels, the last filled up with zeros: of every 16 inputs but the last 16 weights
 * of each channel, then of the last 1 to 16 inputs as many of each, then the factors of sn_mve.h. */
#ifndef SN_MVE_PRODUCTS_H
#define SN_MVE_PRODUCTS_H

#include "streamnet_kernels.h"
#include "sn_mve.h"

/* Where the inputs and outputs of pixels begin, and what all of them share. */
typedef struct sn_mve_pixels {
    const int8_t *in;
    int8_t *out;
    int32_t inputs, in_step, out_channels, out_zero, out_min, out_max;
} sn_mve_pixels;

/* Sums of four channels. */
typedef struct sn_mve_sums {
    int32_t a, b, c, d;
} sn_mve_sums;

SN_MVE_INLINE sn_mve_words sn_mve_sums_of(sn_mve_sums s) { return sn_mve_words_of(s.a, s.b, s.c, s.d); }

/* Adds the products of 16 inputs of two pixels, or of the first, or begins the sums. */
SN_MVE_INLINE void sn_mve_add_channel(
    const int8_t *w, sn_mve_bytes x, sn_mve_bytes x2, const int32_t count, const int is_first, int32_t *sum,
    int32_t *sum2)
{
    const sn_mve_bytes weights = sn_mve_load_16(w);
    *sum = is_first ? sn_mve_first_dot(x, weights) : sn_mve_dot(*sum, x, weights);
    if (count == 2) *sum2 = is_first ? sn_mve_first_dot(x2, weights) : sn_mve_dot(*sum2, x2, weights);
}

/* The same for four channels, whose weights lie `step` bytes apart. */
SN_MVE_INLINE void sn_mve_add_products(
    const int8_t *w, int32_t step, sn_mve_bytes x, sn_mve_bytes x2, const int32_t count, const int is_first,
    sn_mve_sums *sums, sn_mve_sums *sums2)
{
    sn_mve_add_channel(w, x, x2, count, is_first, &sums->a, &sums2->a);
    sn_mve_add_channel(w + step, x, x2, count, is_first, &sums->b, &sums2->b);
    sn_mve_add_channel(w + 2 * step, x, x2, count, is_first, &sums->c, &sums2->c);
    sn_mve_add_channel(w + 3 * step, x, x2, count, is_first, &sums->d, &sums2->d);
}

/* All output channels of `count` pixels, 1 or 2. Where `is_short`, there are at most 16 inputs, which are loaded
 * once. */
SN_MVE_INLINE void sn_mve_products(
    const int32_t *table, const sn_mve_pixels *all, const int32_t count, const int is_short)
{
    const int32_t sixteens = is_short ? 0 : (all->inputs - 1) >> 4, last = all->inputs - 16 * sixteens;
    const int32_t zero = all->out_zero, least = all->out_min, greatest = all->out_max;
    const int32_t fours = all->out_channels >> 2, others = all->out_channels & 3;
    const int8_t *w = (const int8_t *)table;
    int8_t beyond[8];
    int8_t *out = all->out, *out2 = out + all->out_channels;
    sn_mve_bytes x = sn_mve_bytes_of(0), x2 = x;
    if (is_short) {
        x = sn_mve_load_bytes(all->in, last);
        if (count == 2) x2 = sn_mve_load_bytes(all->in + all->in_step, last);
    }
    for (int32_t rest = fours;;) {
        for (; rest > 0; rest--) {
            sn_mve_sums sums = {0, 0, 0, 0}, sums2 = {0, 0, 0, 0};
            if (!is_short) {
                const int8_t *in = all->in, *in2 = in + all->in_step;
                for (int32_t k = sixteens; k > 0; k--) {
                    x = sn_mve_load_16(in);
                    if (count == 2) x2 = sn_mve_load_16(in2);
                    sn_mve_add_products(w, 16, x, x2, count, 0, &sums, &sums2);
                    in += 16;
                    in2 += 16;
                    w += 64;
                }
                x = sn_mve_load_bytes(in, last);
                if (count == 2) x2 = sn_mve_load_bytes(in2, last);
            }
            /* What is behind the weights of a channel is multiplied by 0. */
            sn_mve_add_products(w, last, x, x2, count, is_short, &sums, &sums2);
            w += 4 * last;
            const sn_mve_factors factors = sn_mve_load_factors((const int32_t *)(const void *)w);
            w += 4 * sn_mve_factor_words;
            sn_mve_store_4(sn_mve_outputs(sn_mve_sums_of(sums), &factors, zero, least, greatest), out);
            out += 4;
            if (count == 2) {
                sn_mve_store_4(sn_mve_outputs(sn_mve_sums_of(sums2), &factors, zero, least, greatest), out2);
                out2 += 4;
            }
        }
        if (others == 0) return;
        if (out == beyond + 4) break;
        /* Of the last four channels some are not there. */
        rest = 1;
        out = beyond;
        out2 = beyond + 4;
    }
    for (int32_t c = 0; c < others; c++) {
        all->out[4 * fours + c] = beyond[c];
        if (count == 2) all->out[all->out_channels + 4 * fours + c] = beyond[4 + c];
    }
}

/* All output channels of `columns` pixels; two at a time, unless the second output lies where the first input does,
 * which is read until the last channels are computed. */
SN_MVE_INLINE void sn_mve_all_pixels(const int32_t *table, sn_mve_pixels all, int32_t columns)
{
    const int is_short = all.inputs <= 16;
    for (; columns > 0; columns -= 2) {
        const uintptr_t in = (uintptr_t)all.in, out = (uintptr_t)(all.out + all.out_channels);
        const int is_apart = out + (uintptr_t)all.out_channels <= in || out >= in + (uintptr_t)all.inputs;
        if (columns >= 2 && (is_apart || is_short)) {
            if (is_short) {
                sn_mve_products(table, &all, 2, 1);
            } else {
                sn_mve_products(table, &all, 2, 0);
            }
            all.in += all.in_step;
            all.out += all.out_channels;
        } else {
            sn_mve_products(table, &all, 1, 0);
            columns++;
        }
        all.in += all.in_step;
        all.out += all.out_channels;
    }
}

#endif
