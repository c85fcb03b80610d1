/* MEAN over rows, columns or both, channel by channel. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"

void sn_mean_s8(const void *params, const sn_call *call)
{
    const sn_mean_params *p = params;
    const uint32_t offset = (uint32_t)p->in_zero * (uint32_t)p->count;
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns; i++) {
        for (int32_t c = 0; c < p->channels; c++) {
            uint32_t sum = 0;
            for (int32_t r = 0; r < p->kernel_rows; r++) {
                const int8_t *in = (const int8_t *)call->rows[r] + i * p->channels + c;
                for (int32_t t = 0; t < p->kernel_columns; t++) {
                    const int32_t element = in[t * p->channels];
                    sum += (uint32_t)element;
                }
            }
            *out++ = sn_output(sum - offset, p->multiplier, p->shift, p->out_zero, INT8_MIN, INT8_MAX);
        }
    }
}
