/* CONCATENATION: each operand fills its part of the output row. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"
#include "sn_copy.h"

enum { axis_rows = 0, axis_columns = 1 };

void sn_concat_s8(const void *params, const sn_call *call)
{
    const sn_concat_params *p = params;
    int8_t *out = call->out;
    int32_t start = 0;
    for (int32_t operand = 0; operand < p->operands; operand++) {
        const int8_t *in = call->rows[operand];
        const int32_t extent = p->extents[operand];
        const int32_t end = start + extent;
        if (p->axis == axis_rows) {
            if (call->y >= start && call->y < end) sn_copy(out, in, call->columns * p->channels);
        } else if (p->axis == axis_columns) {
            const int32_t first = sn_maximum(call->x, start);
            const int32_t behind = sn_minimum(call->x + call->columns, end);
            if (first < behind) {
                sn_copy(out + (first - call->x) * p->channels, in, (behind - first) * p->channels);
            }
        } else {
            for (int32_t i = 0; i < call->columns; i++) {
                sn_copy(out + i * p->channels + start, in + i * extent, extent);
            }
        }
        start = end;
    }
}
