/* MUL with DSP instructions: twice the product, requantised as sn_dsp_products.h says. */
#include "streamnet_kernels.h"
#include "sn_dsp_requantise.h"

void sn_mul_dsp_s8(const void *params, const sn_call *call)
{
    const sn_mul_dsp_params *p = params;
    const int32_t left_zero = p->left_zero, right_zero = p->right_zero;
    const uint32_t multiplier = (uint32_t)p->out_multiplier, shift = (uint32_t)p->out_shift;
    const int32_t addend = sn_quick_addend(p->out_zero, shift);
    const int8_t *left_pixel = call->rows[0];
    const int8_t *right_pixel = call->rows[1];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns; i++) {
        const int8_t *left = left_pixel, *right = right_pixel;
        const int8_t *const end = out + p->channels;
        while (out != end) {
            const int32_t twice = (*left++ - left_zero) * 2;
            const uint32_t product = (uint32_t)(twice * (*right++ - right_zero));
            *out++ = (int8_t)sn_quick_output(product, multiplier, shift, addend);
        }
        left_pixel += p->left_column_step;
        right_pixel += p->right_column_step;
    }
    sn_bound_outputs(call->out, call->columns * p->channels, p->out_min, p->out_max);
}
