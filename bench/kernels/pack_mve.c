#include "pack_mve.h"

static int is_small(int32_t multiplier, int32_t shift)
{
    return multiplier == 0 || (multiplier > INT32_MIN && shift >= -31 && shift <= -1);
}

/* Bias, multiplier and shift of channels first, first + step ...; zeros of channels that are not there. */
static int32_t *put_factors(
    const int32_t *bias, const int32_t *multiplier, const int8_t *shift, int32_t first, int32_t step,
    int32_t channels, int32_t *to)
{
    for (int32_t k = 0; k < 4; k++) {
        const int32_t c = first + k * step;
        to[k] = c < channels ? bias[c] : 0;
        to[k + 4] = c < channels ? multiplier[c] : 0;
        to[k + 8] = c < channels && multiplier[c] != 0 ? shift[c] : 0;
    }
    return to + 12;
}

int pack_mve_pairs_of_pixels(const pack_source *s, int32_t *table)
{
    static int32_t folded[1024];
    for (int32_t c = 0; c < s->out_channels; c++) {
        if (!is_small(s->multiplier[c], s->shift[c])) return 0;
        uint32_t bias = (uint32_t)s->bias[c];
        for (int32_t i = 0; i < s->inputs; i++) bias -= (uint32_t)(s->weights[c * s->inputs + i] * s->in_zero);
        folded[c] = (int32_t)bias;
    }
    for (int32_t first = 0; first < s->out_channels; first += 4) {
        int8_t *bytes = (int8_t *)table;
        for (int32_t input = 0; input < s->inputs; input += 16) {
            const int32_t end = s->inputs - input < 16 ? s->inputs : input + 16;
            for (int32_t c = first; c < first + 4; c++) {
                for (int32_t i = input; i < end; i++) {
                    *bytes++ = (int8_t)(c < s->out_channels ? s->weights[c * s->inputs + i] : 0);
                }
            }
        }
        table = put_factors(folded, s->multiplier, s->shift, first, 1, s->out_channels, table + s->inputs);
    }
    return 1;
}

int pack_mve_depthwise(const sn_depthwise_params *p, int32_t *records)
{
    static const int32_t lanes[4] = {0, 2, 1, 3};
    static int32_t folded[256];
    const int32_t channels = p->in_channels, taps = p->kernel_rows * p->kernel_columns;
    for (int32_t c = 0; c < channels; c++) {
        if (!is_small(p->multiplier[c], p->shift[c])) return 0;
        uint32_t bias = (uint32_t)p->bias[c];
        for (int32_t tap = 0; tap < taps; tap++) {
            const int32_t weight = p->weights[tap * channels + c];
            if (weight == -128) return 0;
            bias -= (uint32_t)(weight * p->in_zero);
        }
        folded[c] = (int32_t)bias;
    }
    for (int32_t next = 0; next < channels; next += 16) {
        const int32_t first = channels < 16 ? 0 : next + 16 > channels ? channels - 16 : next;
        int8_t *bytes = (int8_t *)records;
        for (int32_t tap = 0; tap < taps; tap++) {
            for (int32_t c = first; c < first + 16; c++) {
                *bytes++ = (int8_t)(c < channels ? p->weights[tap * channels + c] : 0);
            }
        }
        records += 4 * taps;
        for (int32_t k = 0; k < 4; k++) {
            records = put_factors(folded, p->multiplier, p->shift, first + lanes[k], 4, channels, records);
        }
    }
    return 1;
}
