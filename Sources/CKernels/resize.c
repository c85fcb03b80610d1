/* RESIZE_NEAREST_NEIGHBOR: copies of whole pixels; the tables say which. */
#include "streamnet_kernels.h"
#include "sn_copy.h"

void sn_resize_nearest_s8(const void *params, const sn_call *call)
{
    const sn_resize_params *p = params;
    const int8_t *row = call->rows[p->row_tap[call->y]];
    int8_t *out = call->out;
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        sn_copy(out, row + (p->column_source[x] - call->left) * p->channels, p->channels);
        out += p->channels;
    }
}
