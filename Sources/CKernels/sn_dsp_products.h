/* The products of one or two pixels with all output channels, two channels at a time.
 *
 * Constants of a pair of channels, behind each other in one table:
 *   weights, a word for two inputs         (inputs + 3) / 4 * 2 words
 *   bias of both, twice its value          2 words
 *   multiplier of both                     2 words
 *   right shifts less 1, bytes 0 and 1     1 word
 * A word of weights has a half for each of two inputs (0 and 2, or 1 and 3 of four), which is the weight of
 * the first channel plus 256 times that of the second. So the low bytes widened give the sum of the first
 * channel, and the word as it is gives that sum plus 256 times the sum of the second: one instruction
 * separates four weights. A channel that lacks has zeros.
 *
 * What a table must hold for this to be exact, for each channel (packing checks it):
 *   weights of the pair: 256 * second + first is a half; sum of |second| < 2^16, but for windows
 *   what sn_quick_output asks for, whatever the inputs
 * Where a channel's result is the same for all inputs, it is packed as one of bias 8 * (result - zero),
 * multiplier 2^30, shift -1 and weights 0. */
#ifndef SN_DSP_PRODUCTS_H
#define SN_DSP_PRODUCTS_H

#include "sn_dsp_requantise.h"
#include "sn_dsp_sums.h"

enum { sn_pair_constants = 5 };

/* Both channels of a pair for `count` (1 or 2) pixels, from the sums from `first` on; pixels lie `step` bytes
 * apart. In sums->both are the sums of both channels together, or of the second alone. */
SN_INLINE void sn_finish(
    const uint32_t *constants, const sn_sums *sums, int is_alone, int32_t first, int32_t count,
    int32_t twice_zero, int8_t *out, int32_t step)
{
    const sn_words bias = sn_load_words(constants);
    uint32_t low[2], high[2];
#pragma GCC unroll 2
    for (int32_t p = 0; p < count; p++) {
        const uint32_t sum = sums->low[first + p], other = sums->both[first + p];
        high[p] = bias.second + (is_alone ? other << 1 : (uint32_t)((int32_t)(other - sum) >> 7));
        low[p] = bias.first + (sum << 1);
        /* Now the sums and the biases need no registers any more. */
        SN_OPAQUE(low[p]);
        SN_OPAQUE(high[p]);
    }
    const sn_words multiplier = sn_load_words(constants + 2);
    uint32_t shift = constants[4];
    int32_t addend = sn_shift_left_by_byte(twice_zero, shift);
#pragma GCC unroll 2
    for (int32_t p = 0; p < count; p++) {
        out[p * step] = (int8_t)sn_quick_output(low[p], multiplier.first, shift, addend);
    }
    shift >>= 8;
    addend = sn_shift_left_by_byte(twice_zero, shift);
#pragma GCC unroll 2
    for (int32_t p = 0; p < count; p++) {
        out[p * step + 1] = (int8_t)sn_quick_output(high[p], multiplier.second, shift, addend);
    }
}

/* All output channels of two pixels of `fours` times four inputs. Where an argument is constant, the compiler
 * makes a kernel for it. */
SN_INLINE void sn_products_of_two(
    const int32_t *constants, sn_inputs inputs, int32_t fours, int32_t out_channels, int32_t out_zero,
    int8_t *out)
{
    const uint32_t *table = (const uint32_t *)constants;
    const uint32_t *end = table + out_channels / 2 * (2 * fours + sn_pair_constants);
    int8_t last[4];
    int8_t *to = out;
    int32_t step = out_channels;
    for (;;) {
        while (table != end) {
            sn_sums sums;
            sn_inputs these = inputs;
            SN_OPAQUE(these.in);
            table = sn_sum_fours(table, table, these, fours, &sums);
            SN_OPAQUE(table);
            SN_OPAQUE(to);
            sn_finish(table, &sums, 0, 0, 2, 2 * out_zero + 1, to, step);
            table += sn_pair_constants;
            to += 2;
        }
        if (out_channels % 2 == 0) return;
        if (step == 2) break;
        /* Of the last pair only one channel is there. */
        end += 2 * fours + sn_pair_constants;
        to = last;
        step = 2;
    }
    out[out_channels - 1] = last[0];
    out[2 * out_channels - 1] = last[2];
}

/* A window of one pixel: `row_count` rows of `fours` times four inputs, `offset` bytes into each row. */
typedef struct sn_window_rows {
    const void *const *rows;
    int32_t row_count, offset;
} sn_window_rows;

/* All output channels of one pixel, as sn_products_of_two: of a window if there is one, or of the inputs. */
SN_INLINE void sn_products_of_one(
    const int32_t *constants, sn_inputs inputs, const sn_window_rows *window, int32_t fours,
    int32_t out_channels, int32_t out_zero, int8_t *out)
{
    const int32_t row_count = window ? window->row_count : 1;
    const int32_t pair_words = 2 * fours * row_count + sn_pair_constants;
    const uint32_t *table = (const uint32_t *)constants;
    const uint32_t *end = table + out_channels / 4 * 2 * pair_words;
    int32_t ahead = pair_words;
    int8_t last[4];
    int8_t *to = out;
    for (;;) {
        while (table != end) {
            sn_sums sums;
            sn_inputs these = inputs;
            if (window) {
                table = sn_sum_rows(table, ahead, window->rows, row_count, window->offset, fours, &sums);
            } else {
                SN_OPAQUE(these.in);
                table = sn_sum_fours(table, table + ahead, these, fours, &sums);
            }
            SN_OPAQUE(table);
            SN_OPAQUE(to);
            sn_finish(table, &sums, window != 0, 0, 1, 2 * out_zero + 1, to, 0);
            sn_finish(table + ahead, &sums, window != 0, 1, 1, 2 * out_zero + 1, to + 2, 0);
            table += ahead + sn_pair_constants;
            to += 4;
        }
        if (out_channels % 4 == 0) return;
        if (to == last + 4) break;
        /* The last one to three channels; a pair that is not there is the first once more. */
        if (out_channels % 4 < 3) ahead = 0;
        end = table + ahead + pair_words;
        to = last;
    }
    for (int32_t c = 0; c < out_channels % 4; c++) out[out_channels / 4 * 4 + c] = last[c];
}

#endif
