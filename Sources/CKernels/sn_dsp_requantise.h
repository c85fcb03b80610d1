/* Requantisation with DSP instructions: gemmlowp's two roundings, exactly, in five of them. */
#ifndef SN_DSP_REQUANTISE_H
#define SN_DSP_REQUANTISE_H

#include "sn_dsp.h"

/* sn_output for twice a sum, where |sum| < 2^30, the multiplier is not negative, the right shift is 1 to 23,
 * `places` is that less 1, `addend` is (2 * zero + 1) * 2^places, and the bounds are those of int8.
 *
 * SaturatingRoundingDoublingHighMul of the sum is the rounding high multiply of twice the sum, SMMLAR. Its
 * addend holds what the rounding shift adds, half its divisor, and the zero point times the divisor, which
 * comes out of the shift as it is. Ties of the shift go away from zero, so 1 is taken off where the product
 * is negative, that is, where the sum is (and where the product is 0 it changes nothing). SSAT shifts by the
 * last place. */
SN_INLINE int32_t sn_quick_output(uint32_t twice_sum, uint32_t multiplier, uint32_t places, int32_t addend)
{
    const int32_t sum = (int32_t)twice_sum;
    const int32_t scaled = sn_high_multiply_add(sum, (int32_t)multiplier, addend) + (sum >> 31);
    return sn_saturated_half(sn_shift_right_by_byte(scaled, places));
}

/* Brings outputs into their bounds; see bounds_dsp.c. */
void sn_bound_bytes(int8_t *out, int32_t count, int32_t least, int32_t greatest);

/* The same where the bounds may be those of int8, which needs nothing. */
SN_INLINE void sn_bound_outputs(int8_t *out, int32_t count, int32_t least, int32_t greatest)
{
    if (least != INT8_MIN || greatest != INT8_MAX) sn_bound_bytes(out, count, least, greatest);
}

/* The addend for a zero point. */
SN_INLINE int32_t sn_quick_addend(int32_t zero, uint32_t places)
{
    return sn_shift_left_by_byte(2 * zero + 1, places);
}

#endif
