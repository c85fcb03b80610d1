#include "pack.h"

#include "sn_arithmetic.h"

/* A channel as the table has it. */
typedef struct channel {
    int32_t bias, multiplier, shift, sign;
    int is_constant;
} channel;

int32_t pack_words(int32_t inputs, int32_t out_channels)
{
    return (out_channels + 1) / 2 * (5 + (inputs + 3) / 4 * 2);
}

/* The sum less what the inputs add, modulo 2^32, and the least and the greatest sum. */
static int32_t folded(const pack_source *s, int32_t c, int32_t sign, int64_t *least, int64_t *greatest)
{
    int64_t bias = (int64_t)s->bias[c] * sign;
    *least = *greatest = 0;
    for (int32_t i = 0; i < s->inputs; i++) {
        const int32_t weight = s->weights[c * s->inputs + i] * sign;
        bias -= (int64_t)weight * s->in_zero;
        *least += weight > 0 ? weight * -128 : weight * 127;
        *greatest += weight > 0 ? weight * 127 : weight * -128;
    }
    *least += bias;
    *greatest += bias;
    return (int32_t)(uint32_t)(uint64_t)bias;
}

static int is_quick(const pack_source *s, int32_t c, channel *result)
{
    int64_t least, greatest;
    const int32_t sign = s->multiplier[c] < 0 ? -1 : 1;
    const int32_t multiplier = s->multiplier[c] * sign, shift = s->shift[c];
    result->sign = sign;
    result->bias = folded(s, c, sign, &least, &greatest);
    result->multiplier = multiplier;
    result->shift = -shift - 1;
    result->is_constant = 0;
    /* Requantisation never falls while the sum rises, if the sum does not wrap. */
    if (multiplier == 0
        || (multiplier > 0 && shift <= 0 && least >= INT32_MIN && greatest <= INT32_MAX)) {
        const int32_t low = multiplier == 0 ? 0 : (int32_t)least;
        const int32_t high = multiplier == 0 ? 0 : (int32_t)greatest;
        const int8_t first =
            sn_output((uint32_t)low, multiplier, shift, s->out_zero, s->out_min, s->out_max);
        const int8_t last =
            sn_output((uint32_t)high, multiplier, shift, s->out_zero, s->out_min, s->out_max);
        if (first == last) {
            const channel constant = {4 * (first - s->out_zero), 1 << 30, 0, 1, 1};
            *result = constant;
            return 1;
        }
    }
    return multiplier > 0 && shift >= -23 && shift <= -1
        && least > -(1 << 30) && greatest < 1 << 30;
}

static int32_t weight_at(const pack_source *s, int32_t c, const channel *channel, int32_t input)
{
    if (c >= s->out_channels || channel->is_constant || input >= s->inputs) return 0;
    return s->weights[c * s->inputs + input] * channel->sign;
}

int pack_pairs(const pack_source *s, int32_t *table, int *is_small)
{
    *is_small = 1;
    for (int32_t c = 0; c < s->out_channels; c += 2) {
        channel pair[2] = {{0, 0, 0, 1, 1}, {0, 0, 0, 1, 1}};
        int32_t magnitude = 0;
        if (!is_quick(s, c, &pair[0])) return 0;
        if (c + 1 < s->out_channels && !is_quick(s, c + 1, &pair[1])) return 0;
        for (int32_t i = 0; i < s->inputs; i += 4) {
            for (int32_t odd = 0; odd < 2; odd++) {
                uint32_t word = 0;
                for (int32_t half = 0; half < 2; half++) {
                    const int32_t low = weight_at(s, c, &pair[0], i + odd + 2 * half);
                    const int32_t high = weight_at(s, c + 1, &pair[1], i + odd + 2 * half);
                    const int32_t both = 256 * high + low;
                    if (low > INT8_MAX || both < INT16_MIN || both > INT16_MAX) return 0;
                    magnitude += high < 0 ? -high : high;
                    word |= (uint32_t)(uint16_t)both << (16 * half);
                }
                *table++ = (int32_t)word;
            }
        }
        if (magnitude >= 1 << 16) *is_small = 0;
        for (int32_t k = 0; k < 2; k++) {
            table[k] = (int32_t)((uint32_t)pair[k].bias << 1);
            table[2 + k] = pair[k].multiplier;
        }
        table[4] = pair[0].shift | pair[1].shift << 8;
        table += 5;
    }
    return 1;
}
