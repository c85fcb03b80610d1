/* MUL: the product of the two sides, requantised. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"

void sn_mul_s8(const void *params, const sn_call *call)
{
    const sn_mul_params *p = params;
    const int8_t *left_pixel = call->rows[0];
    const int8_t *right_pixel = call->rows[1];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns; i++) {
        for (int32_t c = 0; c < p->channels; c++) {
            const int32_t left = left_pixel[c * p->left_channel_step] - p->left_zero;
            const int32_t right = right_pixel[c * p->right_channel_step] - p->right_zero;
            const uint32_t product = (uint32_t)(left * right);
            *out++ = sn_output(product, p->out_multiplier, p->out_shift, p->out_zero, p->out_min, p->out_max);
        }
        left_pixel += p->left_column_step;
        right_pixel += p->right_column_step;
    }
}
