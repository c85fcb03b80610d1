/* SPLIT and STRIDED_SLICE: columns and channels at a step. Neighbouring channels are copied in one run. */
#include "streamnet_kernels.h"
#include "sn_copy.h"

void sn_slice(const void *params, const sn_call *call)
{
    const sn_slice_params *p = params;
    const int32_t pixel_bytes = p->in_channels * p->element_bytes;
    const int32_t runs = p->channel_step == 1 ? 1 : p->out_channels;
    const int32_t run_bytes = p->channel_step == 1 ? p->out_channels * p->element_bytes : p->element_bytes;
    /* Read backwards, the first output column is the last one behind the pointer. */
    const int32_t first_column = p->column_step < 0 ? (1 - call->columns) * p->column_step : 0;
    const int8_t *row = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns; i++) {
        const int8_t *pixel = row + (first_column + i * p->column_step) * pixel_bytes;
        for (int32_t c = 0; c < runs; c++) {
            const int32_t channel = p->first_channel + c * p->channel_step;
            sn_copy(out, pixel + channel * p->element_bytes, run_bytes);
            out += run_bytes;
        }
    }
}
