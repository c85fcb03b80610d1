#include "pack_depthwise.h"

#include "sn_arithmetic.h"
#include "sn_dsp_requantise.h"

/* A channel as the kernels compute it: weights and bias times `scale`, then multiplier, not negative, and
 * places. */
typedef struct factor {
    int32_t scale, bias, multiplier, places;
} factor;

static int32_t weight_at(const sn_depthwise_params *p, int32_t channel, int32_t tap)
{
    return p->weights[tap * p->in_channels + channel];
}

/* The least and the greatest sum; false where one comes near the end of int32. */
static int sum_range(const sn_depthwise_params *p, int32_t channel, int64_t *least, int64_t *most)
{
    *least = *most = p->bias[channel];
    for (int32_t tap = 0; tap < p->kernel_rows * p->kernel_columns; tap++) {
        const int32_t low = weight_at(p, channel, tap) * (-128 - p->in_zero);
        const int32_t high = weight_at(p, channel, tap) * (127 - p->in_zero);
        /* Taps in the padding add nothing. */
        *least += sn_minimum(sn_minimum(low, high), 0);
        *most += sn_maximum(sn_maximum(low, high), 0);
    }
    return *least > -(1 << 30) && *most < 1 << 30;
}

/* Whether the kernels' requantisation is that of the reference for every sum. */
static int is_exact(
    const sn_depthwise_params *p, int32_t channel, int32_t least, int32_t most, int32_t factor, int32_t places)
{
    const int32_t multiplier = p->multiplier[channel];
    const int32_t positive = multiplier < 0 ? -multiplier : multiplier;
    const int32_t addend = sn_quick_addend(p->out_zero, (uint32_t)places);
    for (int32_t sum = least; sum <= most; sum++) {
        const int8_t exact =
            sn_output((uint32_t)sum, multiplier, p->shift[channel], p->out_zero, INT8_MIN, INT8_MAX);
        const uint32_t twice = (uint32_t)sum * (uint32_t)factor;
        if (sn_quick_output(twice, (uint32_t)positive, (uint32_t)places, addend) != exact) return 0;
    }
    return 1;
}

static int find_factor(const sn_depthwise_params *p, int32_t channel, factor *result)
{
    const int32_t multiplier = p->multiplier[channel];
    const int32_t right = -p->shift[channel];
    const factor zero = {0, 0, 0, 0};
    *result = zero;
    if (multiplier == 0) return 1;
    int64_t least, most;
    if (multiplier == INT32_MIN || !sum_range(p, channel, &least, &most)) return 0;
    const int64_t greatest = most > -least ? most : -least;
    /* The multiplier is below 2^31, so the product is at most the sum. */
    if (right > 1 && greatest < (int64_t)1 << (right - 1)) return 1;
    if (right > 23) return 0;
    /* A negative multiplier changes sides. */
    const int32_t sign = multiplier < 0 ? -1 : 1;
    result->scale = 2 * sign;
    result->bias = p->bias[channel] * result->scale;
    result->multiplier = multiplier * sign;
    result->places = right - 1;
    if (right > 0) return 1;
    /* A factor of 1/2 and above: finer sums and one more rounding, if that rounds all sums alike. */
    for (int32_t finer = 1; finer < 14; finer++) {
        const int32_t scale = (2 << (finer - right)) * sign;
        for (int32_t tap = 0; tap < p->kernel_rows * p->kernel_columns; tap++) {
            const int32_t weight = weight_at(p, channel, tap) * scale;
            if (weight < INT16_MIN || weight > INT16_MAX) return 0;
        }
        if (greatest * scale * sign > INT32_MAX || greatest > 1 << 16) return 0;
        if (is_exact(p, channel, (int32_t)least, (int32_t)most, scale, finer - 1)) {
            result->scale = scale;
            result->bias = p->bias[channel] * scale;
            result->places = finer - 1;
            return 1;
        }
    }
    return 0;
}

static uint32_t halves(int32_t low, int32_t high)
{
    return (uint32_t)(uint16_t)low | (uint32_t)(uint16_t)high << 16;
}

/* Pair `index` of a row: the last tap, which has no partner, comes with the one before. */
static void pair_at(
    const sn_depthwise_params *p, int32_t channel, int32_t row, int32_t index, int32_t scale, int32_t pair[2])
{
    const int32_t columns = p->kernel_columns, tap = 2 * index;
    const int32_t other = tap + 1 < columns ? tap + 1 : tap - 1;
    pair[0] = weight_at(p, channel, row * columns + tap) * scale;
    pair[1] = weight_at(p, channel, row * columns + other) * scale;
}

static uint32_t *put_planar(const sn_depthwise_params *p, int32_t channel, const factor *f, uint32_t *out)
{
    const int32_t pairs = (p->kernel_columns + 1) / 2;
    *out++ = (uint32_t)f->bias;
    *out++ = (uint32_t)f->multiplier;
    *out++ = (uint32_t)f->places;
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        for (int32_t i = 0; i < pairs; i++) {
            int32_t pair[2];
            pair_at(p, channel, r, i, f->scale, pair);
            *out++ = halves(pair[0], pair[1]);
        }
    }
    return out;
}

static uint32_t *put_direct(const sn_depthwise_params *p, int32_t channel, const factor f[4], uint32_t *out)
{
    for (int32_t k = 0; k < 4; k++) *out++ = (uint32_t)f[k].bias;
    for (int32_t tap = 0; tap < p->kernel_rows * p->kernel_columns; tap++) {
        for (int32_t k = 0; k < 2; k++) {
            *out++ = halves(
                weight_at(p, channel + k, tap) * f[k].scale,
                weight_at(p, channel + k + 2, tap) * f[k + 2].scale);
        }
    }
    for (int32_t k = 0; k < 4; k++) {
        *out++ = (uint32_t)f[k].multiplier;
        *out++ = (uint32_t)f[k].places;
    }
    return out;
}

int pack_depthwise(const sn_depthwise_params *p, enum pack_form form, uint32_t *table)
{
    for (int32_t first = 0; first < p->in_channels; first += 4) {
        /* The last group is of the last four channels. */
        const int32_t channel = sn_minimum(first, p->in_channels - 4);
        factor factors[4];
        for (int32_t k = 0; k < 4; k++) {
            if (!find_factor(p, channel + k, &factors[k])) return 0;
        }
        if (form == pack_direct) table = put_direct(p, channel, factors, table);
        if (form == pack_planar) {
            for (int32_t k = 0; k < 4; k++) table = put_planar(p, channel + k, &factors[k], table);
        }
    }
    return 1;
}
