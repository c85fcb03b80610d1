/* LEAKY_RELU: one multiplier for elements above the zero point, one for those below. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"

void sn_leaky_relu_s8(const void *params, const sn_call *call)
{
    const sn_leaky_relu_params *p = params;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns * p->channels; i++) {
        const int32_t difference = in[i] - p->in_zero;
        const int32_t multiplier = difference < 0 ? p->alpha_multiplier : p->identity_multiplier;
        const int32_t shift = difference < 0 ? p->alpha_shift : p->identity_shift;
        out[i] = sn_output((uint32_t)difference, multiplier, shift, p->out_zero, INT8_MIN, INT8_MAX);
    }
}
