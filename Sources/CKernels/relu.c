/* RELU and RELU6. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"

void sn_relu_s8(const void *params, const sn_call *call)
{
    const sn_relu_params *p = params;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns * p->channels; i++) {
        const uint32_t difference = (uint32_t)(in[i] - p->in_zero);
        out[i] = sn_output(difference, p->multiplier, p->shift, p->out_zero, p->out_min, p->out_max);
    }
}
