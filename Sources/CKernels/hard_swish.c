/* HARD_SWISH: x * relu6(x + 3) / 6 in 16-bit fixed point, as the reference computes it. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"

enum { input_bits = 7 };

static inline int32_t saturated16(int32_t a) { return sn_clamp(a, INT16_MIN, INT16_MAX); }

/* a * b / 2^15 rounded to nearest, ties up; a and b are 16-bit numbers, not both -2^15. */
static inline int32_t high_multiply16(int32_t a, int32_t b) { return (a * b + (1 << 14)) >> 15; }

/* relu6(x + 3) / 6 in Q0.15, from x with input_bits bits behind the point. */
static inline int32_t gate(const sn_hard_swish_params *p, int32_t x)
{
    const int32_t shift = p->reluish_shift;
    int32_t value = x;
    /* Beyond 15 bits every value but 0 saturates. */
    if (shift > 1) value = saturated16(value * (1 << sn_minimum(shift - 1, 15)));
    value = high_multiply16(value, p->reluish_multiplier);
    if (shift > 0) value = saturated16(value * 2);
    if (shift < 0) value = sn_rounding_shift(value, -shift);
    return (value + (1 << 15)) >> 1;
}

void sn_hard_swish_s8(const void *params, const sn_call *call)
{
    const sn_hard_swish_params *p = params;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns * p->channels; i++) {
        const int32_t x = (in[i] - p->in_zero) * (1 << input_bits);
        const int32_t scaled = high_multiply16(x, p->out_multiplier);
        const int32_t product = gate(p, x) * scaled / (1 << 15);
        const int32_t result = sn_rounding_shift(product, -p->out_shift) + p->out_zero;
        out[i] = (int8_t)sn_clamp(result, INT8_MIN, INT8_MAX);
    }
}
