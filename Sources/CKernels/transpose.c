/* TRANSPOSE: element by element. */
#include "streamnet_kernels.h"

void sn_transpose_s8(const void *params, const sn_call *call)
{
    const sn_transpose_params *p = params;
    int8_t *out = call->out;
    int32_t index[3]; /* of the input element: row, column, channel */
    /* Axes in their own place come as one row, from the first column on. */
    index[p->axis0] = p->axis0 == 0 ? 0 : call->y;
    for (int32_t i = 0; i < call->columns; i++) {
        index[p->axis1] = p->axis1 == 1 ? i : call->x + i;
        for (int32_t c = 0; c < p->out_channels; c++) {
            index[p->axis2] = c;
            const int8_t *row = call->rows[index[0]];
            *out++ = row[index[1] * p->in_channels + index[2]];
        }
    }
}
