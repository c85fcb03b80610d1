/* ADD and SUB: both sides are brought to one scale with 20 bits more, then added and requantised. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"

enum { extra_bits = 20 };

static inline int32_t scaled(int8_t element, int32_t zero, int32_t multiplier, int32_t shift)
{
    return sn_requantise(sn_shift_left(element - zero, extra_bits), multiplier, shift);
}

void sn_add_s8(const void *params, const sn_call *call)
{
    const sn_add_params *p = params;
    const int8_t *left_pixel = call->rows[0];
    const int8_t *right_pixel = call->rows[1];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns; i++) {
        for (int32_t c = 0; c < p->channels; c++) {
            const int8_t a = left_pixel[c * p->left_channel_step];
            const int8_t b = right_pixel[c * p->right_channel_step];
            const int32_t left = scaled(a, p->left_zero, p->left_multiplier, p->left_shift);
            const int32_t right = scaled(b, p->right_zero, p->right_multiplier, p->right_shift);
            const uint32_t sum = (uint32_t)left + (uint32_t)p->right_sign * (uint32_t)right;
            *out++ = sn_output(sum, p->out_multiplier, p->out_shift, p->out_zero, p->out_min, p->out_max);
        }
        left_pixel += p->left_column_step;
        right_pixel += p->right_column_step;
    }
}
