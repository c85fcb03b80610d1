/* SOFTMAX over the channels of each pixel: scale 1/256, zero point -128. */
#include "streamnet_kernels.h"
#include "sn_fixed_point.h"

enum { difference_bits = 5, sum_bits = 12 };

/* exp of a scaled difference in Q5.26; the result is in Q0.31. */
static inline int32_t exp_of_difference(const sn_softmax_params *p, int32_t difference)
{
    const int32_t scaled = sn_high_multiply(sn_shift_left(difference, p->left_shift), p->multiplier);
    return sn_exp_of_negative(scaled, difference_bits);
}

static inline int32_t greatest_element(const int8_t *in, int32_t count)
{
    int32_t greatest = INT8_MIN;
    for (int32_t i = 0; i < count; i++) greatest = sn_maximum(greatest, in[i]);
    return greatest;
}

static void softmax_pixel(const sn_softmax_params *p, const int8_t *in, int8_t *out)
{
    const int32_t greatest = greatest_element(in, p->channels);
    uint32_t sum = 0; /* Q12.19 */
    for (int32_t c = 0; c < p->channels; c++) {
        const int32_t difference = in[c] - greatest;
        if (difference < p->diff_min) continue;
        sum += (uint32_t)sn_rounding_shift(exp_of_difference(p, difference), sum_bits);
    }

    /* The sum as 2^exponent * (1 + fraction); it is at least 1 because the greatest element's exp is 1. */
    int32_t exponent = sum_bits;
    while (exponent > 0 && !(sum & 0x80000000u)) {
        sum <<= 1;
        exponent--;
    }
    const int32_t reciprocal = sn_reciprocal_of_one_plus((int32_t)(sum & 0x7FFFFFFFu));
    const int32_t shift = exponent + 31 - 8;

    for (int32_t c = 0; c < p->channels; c++) {
        const int32_t difference = in[c] - greatest;
        int32_t share = 0; /* beyond a shift of 31, which takes some 500 equal channels, it stays 0 */
        if (difference >= p->diff_min && shift < 32) {
            share = sn_rounding_shift(sn_high_multiply(reciprocal, exp_of_difference(p, difference)), shift);
        }
        out[c] = (int8_t)sn_minimum(share + INT8_MIN, INT8_MAX);
    }
}

void sn_softmax_s8(const void *params, const sn_call *call)
{
    const sn_softmax_params *p = params;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns; i++) {
        softmax_pixel(p, in, out);
        in += p->channels;
        out += p->channels;
    }
}
