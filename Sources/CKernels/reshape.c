/* RESHAPE: the same bytes in the same order, cut into other rows. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"
#include "sn_copy.h"

void sn_reshape(const void *params, const sn_call *call)
{
    const sn_reshape_params *p = params;
    const int32_t start = call->y * p->out_row_bytes + call->x * p->pixel_bytes;
    int32_t row = start / p->in_row_bytes;
    int32_t offset = start % p->in_row_bytes;
    int32_t left = call->columns * p->pixel_bytes;
    int8_t *out = call->out;
    while (left > 0) {
        const int32_t count = sn_minimum(left, p->in_row_bytes - offset);
        sn_copy(out, (const int8_t *)call->rows[row] + offset, count);
        out += count;
        left -= count;
        row++;
        offset = 0;
    }
}
