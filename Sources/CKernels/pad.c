/* PAD: the input with a frame of one value around it. */
#include "streamnet_kernels.h"
#include "sn_copy.h"

void sn_pad_s8(const void *params, const sn_call *call)
{
    const sn_pad_params *p = params;
    const int8_t *row = call->rows[0];
    int8_t *out = call->out;
    const int8_t value = (int8_t)p->value;
    const int32_t pad_back = p->out_channels - p->pad_front - p->in_channels;
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        const int32_t column = x - p->pad_left;
        if (row && column >= 0 && column < p->in_columns) {
            sn_fill(out, value, p->pad_front);
            sn_copy(out + p->pad_front, row + (column - call->left) * p->in_channels, p->in_channels);
            sn_fill(out + p->pad_front + p->in_channels, value, pad_back);
        } else {
            sn_fill(out, value, p->out_channels);
        }
        out += p->out_channels;
    }
}
