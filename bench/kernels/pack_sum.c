#include "pack.h"

static int is_half(int32_t multiplier, int32_t shift) { return multiplier == 1 << 30 && shift == 0; }

int pack_sum(const sn_add_params *s, sn_sum_dsp_params *result)
{
    const int is_left = is_half(s->left_multiplier, s->left_shift);
    int32_t multiplier = is_left ? s->right_multiplier : s->left_multiplier;
    int32_t shift = is_left ? s->right_shift : s->left_shift;
    if (!is_left && !is_half(s->right_multiplier, s->right_shift)) return 0;
    if (is_half(multiplier, shift)) {
        /* The high multiply of 2^21 times a byte by this rounds to 2^20 times the byte. */
        multiplier = INT32_MAX;
        shift = -1;
    }
    if (multiplier == 0) shift = -1;
    if (multiplier < 0 || shift > -1 || shift < -31) return 0;
    if (s->out_multiplier <= 0 || s->out_shift > -1 || s->out_shift < -23) return 0;
    const sn_sum_dsp_params packed = {
        s->channels,
        is_left ? 0 : 1,
        is_left ? s->left_zero : s->right_zero,
        is_left ? s->right_zero : s->left_zero,
        multiplier,
        -shift,
        s->out_zero,
        s->out_multiplier,
        -s->out_shift - 1,
        s->out_min,
        s->out_max,
    };
    *result = packed;
    return 1;
}
