/* Sums of products with weights that are packed as sn_dsp_products.h says: of two pixels with one pair of
 * channels, or of one pixel with two pairs. Four inputs are a step. */
#ifndef SN_DSP_SUMS_H
#define SN_DSP_SUMS_H

#include "sn_dsp.h"

/* Sums of a first channel, and of both channels of its pair together, for two pixels or for two pairs. */
typedef struct sn_sums {
    uint32_t low[2], both[2];
} sn_sums;

/* Where inputs lie: the next ones of each pixel as bytes, or of all pixels widened to halves by sn_widen. All
 * but the pointers is constant. */
typedef struct sn_inputs {
    const int8_t *in, *in2;
    int is_widened;
    int32_t pixels;
} sn_inputs;

/* How far it is from four inputs to the next four. */
SN_INLINE int32_t sn_inputs_step(const sn_inputs *inputs)
{
    return inputs->is_widened ? 8 * inputs->pixels : 4;
}

SN_INLINE sn_words sn_four_inputs(const int8_t *in, int is_widened)
{
    if (is_widened) return sn_load_words(in);
    const uint32_t bytes = sn_load_bytes(in);
    const sn_words result = {sn_widen_even(bytes), sn_widen_odd(bytes)};
    return result;
}

/* Adds to a sum, or begins it. */
SN_INLINE void sn_add(uint32_t a, uint32_t b, int is_first, uint32_t *sum)
{
    *sum = is_first ? sn_multiply(a, b) : sn_multiply_add(a, b, *sum);
}

SN_INLINE void sn_add_pixels(
    const uint32_t *weights, const int8_t *in, const int8_t *in2, int is_widened, int is_first, sn_sums *sums)
{
    const sn_words w = sn_load_words(weights);
    const sn_words x = sn_four_inputs(in, is_widened);
    const sn_words y = sn_four_inputs(in2, is_widened);
    const uint32_t even = sn_widen_even(w.first);
    sn_add(even, x.first, is_first, &sums->low[0]);
    sn_add(even, y.first, is_first, &sums->low[1]);
    sn_add(w.first, x.first, is_first, &sums->both[0]);
    sn_add(w.first, y.first, is_first, &sums->both[1]);
    const uint32_t odd = sn_widen_even(w.second);
    sn_add(odd, x.second, 0, &sums->low[0]);
    sn_add(odd, y.second, 0, &sums->low[1]);
    sn_add(w.second, x.second, 0, &sums->both[0]);
    sn_add(w.second, y.second, 0, &sums->both[1]);
}

SN_INLINE void sn_add_pairs(
    const uint32_t *weights, const uint32_t *weights2, const int8_t *in, int is_widened, int is_first,
    sn_sums *sums)
{
    const sn_words w = sn_load_words(weights);
    const sn_words v = sn_load_words(weights2);
    const sn_words x = sn_four_inputs(in, is_widened);
    sn_add(sn_widen_even(w.first), x.first, is_first, &sums->low[0]);
    sn_add(w.first, x.first, is_first, &sums->both[0]);
    sn_add(sn_widen_even(v.first), x.first, is_first, &sums->low[1]);
    sn_add(v.first, x.first, is_first, &sums->both[1]);
    sn_add(sn_widen_even(w.second), x.second, 0, &sums->low[0]);
    sn_add(w.second, x.second, 0, &sums->both[0]);
    sn_add(sn_widen_even(v.second), x.second, 0, &sums->low[1]);
    sn_add(v.second, x.second, 0, &sums->both[1]);
}

/* Adds `count` steps, without a loop. */
SN_INLINE void sn_add_fours(
    const uint32_t *weights, const uint32_t *weights2, const sn_inputs *inputs, int32_t count, int is_first,
    sn_sums *sums)
{
    const int32_t step = sn_inputs_step(inputs);
#pragma GCC unroll 16
    for (int32_t i = 0; i < count; i++) {
        const int8_t *in = inputs->in + step * i;
        const int8_t *in2 = inputs->is_widened ? in + 8 : inputs->in2 + step * i;
        const int begins = is_first && i == 0;
        if (inputs->pixels == 2) {
            sn_add_pixels(weights + 2 * i, in, in2, inputs->is_widened, begins, sums);
        } else {
            sn_add_pairs(weights + 2 * i, weights2 + 2 * i, in, inputs->is_widened, begins, sums);
        }
    }
}

/* Adds `fours` steps; returns where the weights end. */
SN_INLINE const uint32_t *sn_add_any_fours(
    const uint32_t *weights, const uint32_t *weights2, sn_inputs inputs, int32_t fours, sn_sums *sums)
{
    const int32_t step = sn_inputs_step(&inputs);
    for (int32_t rest = fours >> 2; rest > 0; rest--) {
        sn_add_fours(weights, weights2, &inputs, 4, 0, sums);
        weights += 8;
        weights2 += 8;
        inputs.in += 4 * step;
        inputs.in2 += 4 * step;
        SN_OPAQUE(weights);
        SN_OPAQUE(inputs.in);
    }
    if (fours & 2) {
        sn_add_fours(weights, weights2, &inputs, 2, 0, sums);
        weights += 4;
        weights2 += 4;
        inputs.in += 2 * step;
        inputs.in2 += 2 * step;
    }
    if (fours & 1) {
        sn_add_fours(weights, weights2, &inputs, 1, 0, sums);
        weights += 2;
    }
    return weights;
}

/* The sums of `fours` steps; returns where the weights end. */
SN_INLINE const uint32_t *sn_sum_fours(
    const uint32_t *weights, const uint32_t *weights2, sn_inputs inputs, int32_t fours, sn_sums *sums)
{
    if (__builtin_constant_p(fours) && fours <= 16) {
        sn_add_fours(weights, weights2, &inputs, fours, 1, sums);
        return weights + 2 * fours;
    }
    sums->low[0] = sums->low[1] = sums->both[0] = sums->both[1] = 0;
    return sn_add_any_fours(weights, weights2, inputs, fours, sums);
}

/* How many steps may be added before the sums of the second channels, in 24 bits, could overflow. */
enum { sn_most_fours = 128 };

/* As sn_sum_fours for one pixel whose window is `rows` of `fours` steps each, `offset` bytes into them, any
 * number of them: in `both` are the sums of the second channels alone. */
SN_INLINE const uint32_t *sn_sum_rows(
    const uint32_t *weights, int32_t ahead, const void *const *rows, int32_t row_count, int32_t offset,
    int32_t fours, sn_sums *totals)
{
    totals->low[0] = totals->low[1] = totals->both[0] = totals->both[1] = 0;
    for (int32_t r = 0; r < row_count; r++) {
        const int8_t *in = (const int8_t *)rows[r] + offset;
        for (int32_t rest = fours; rest > 0; rest -= sn_most_fours) {
            sn_sums sums = {{0, 0}, {0, 0}};
            const sn_inputs inputs = {in, in, 0, 1};
            const int32_t count = rest < sn_most_fours ? rest : sn_most_fours;
            weights = sn_add_any_fours(weights, weights + ahead, inputs, count, &sums);
            in += 4 * count;
            for (int32_t k = 0; k < 2; k++) {
                totals->low[k] += sums.low[k];
                totals->both[k] += (uint32_t)((int32_t)(sums.both[k] - sums.low[k]) >> 8);
            }
        }
    }
    return weights;
}

#endif
