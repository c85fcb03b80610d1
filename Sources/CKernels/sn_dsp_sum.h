/* ADD and SUB with DSP instructions. Planning scales the side of the greater scale by 1/2, which needs no
 * rounding; the other side is rounded to that scale. */
#ifndef SN_DSP_SUM_H
#define SN_DSP_SUM_H

#include "streamnet_kernels.h"
#include "sn_dsp_requantise.h"

/* The constants of a sum as the loop needs them; the offsets hold zero points. */
typedef struct sn_sum_constants {
    int32_t greater_offset, lesser_offset, lesser_multiplier, half;
    uint32_t lesser_shift;
    uint32_t multiplier;
    int32_t addend;
    uint32_t shift;
} sn_sum_constants;

/* The signs are 1 or -1, and constant. */
SN_INLINE int8_t sn_sum_element(
    const sn_sum_constants *k, int8_t greater, int8_t lesser, int32_t greater_sign, int32_t lesser_sign)
{
    const int32_t b = k->lesser_offset + lesser * (1 << 21);
    const int32_t rounded = sn_high_multiply_add(b, k->lesser_multiplier, k->half) + (b >> 31);
    const int32_t scaled = sn_shift_right_by_byte(rounded, k->lesser_shift);
    int32_t a = k->greater_offset + greater_sign * greater * (1 << 20);
    /* Keeps the offset where it costs nothing. */
    SN_OPAQUE(a);
    const uint32_t twice_sum = (uint32_t)(a + lesser_sign * 2 * scaled);
    return (int8_t)sn_quick_output(twice_sum, k->multiplier, k->shift, k->addend);
}

/* Both sides scaled by 2^20, as ADD has it; twice that, to be requantised as sn_dsp_products.h says. */
SN_INLINE void sn_sum(
    const sn_sum_dsp_params *p, const sn_call *call, int32_t greater_sign, int32_t lesser_sign)
{
    const uint32_t half_place = (uint32_t)p->lesser_shift - 1u;
    const uint32_t shift = (uint32_t)p->out_shift;
    const sn_sum_constants k = {
        -greater_sign * p->greater_zero * (1 << 20),
        -p->lesser_zero * (1 << 21),
        p->lesser_multiplier,
        sn_shift_left_by_byte(1, half_place),
        (uint32_t)p->lesser_shift,
        (uint32_t)p->out_multiplier,
        sn_quick_addend(p->out_zero, shift),
        shift,
    };
    const int8_t *greater = call->rows[p->greater_side];
    const int8_t *lesser = call->rows[1 - p->greater_side];
    int8_t *out = call->out;
    int8_t *const end = out + call->columns * p->channels;
    int8_t *const end_of_fours = end - (call->columns * p->channels & 3);
    while (out != end_of_fours) {
#pragma GCC unroll 4
        for (int32_t i = 0; i < 4; i++) {
            out[i] = sn_sum_element(&k, greater[i], lesser[i], greater_sign, lesser_sign);
        }
        greater += 4;
        lesser += 4;
        out += 4;
    }
    while (out != end) *out++ = sn_sum_element(&k, *greater++, *lesser++, greater_sign, lesser_sign);
    sn_bound_outputs(call->out, call->columns * p->channels, p->out_min, p->out_max);
}

#endif
