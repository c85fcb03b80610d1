/* CONV_2D without padding with DSP instructions, a FULLY_CONNECTED of a whole image say: the window is read
 * where it lies, four output channels at a time. */
#include "streamnet_kernels.h"
#include "sn_dsp_products.h"

void sn_conv_direct_dsp_s8(const void *params, const sn_call *call)
{
    const sn_conv_dsp_params *p = params;
    const sn_inputs none = {(void *)0, (void *)0, 0, 1};
    const int32_t fours = p->kernel_columns * p->in_channels / 4;
    int8_t *out = call->out;
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        const int32_t offset = (x * p->stride - call->left) * p->in_channels;
        const sn_window_rows window = {call->rows, p->kernel_rows, offset};
        sn_products_of_one(p->table, none, &window, fours, p->out_channels, p->out_zero, out);
        out += p->out_channels;
    }
    sn_bound_outputs(call->out, call->columns * p->out_channels, p->out_min, p->out_max);
}
