/* CONV_2D of one pixel and FULLY_CONNECTED: pixel by pixel, four output channels at a time. An output pixel
 * may overlap input pixels before its own, never its own or later ones. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"
#include "sn_dot.h"

static inline void pointwise_channels(
    const sn_pointwise_params *p, const int8_t *in, int32_t channel, int32_t count, int8_t *out)
{
    const int8_t *weights = p->weights + channel * p->in_channels;
    uint32_t sums[4];
    for (int32_t k = 0; k < count; k++) sums[k] = (uint32_t)p->bias[channel + k];
    if (count == 4) {
        sn_dot_of_four(weights, p->in_channels, in, 0, p->in_channels, sums);
    } else {
        sn_dot(weights, in, 0, p->in_channels, sums);
    }
    for (int32_t k = 0; k < count; k++) {
        const int32_t c = channel + k;
        out[c] = sn_output(sums[k], p->multiplier[c], p->shift[c], p->out_zero, p->out_min, p->out_max);
    }
}

void sn_pointwise_s8(const void *params, const sn_call *call)
{
    const sn_pointwise_params *p = params;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns; i++) {
        int32_t c = 0;
        for (; c + 4 <= p->out_channels; c += 4) pointwise_channels(p, in, c, 4, out);
        for (; c < p->out_channels; c++) pointwise_channels(p, in, c, 1, out);
        in += p->in_channels;
        out += p->out_channels;
    }
}
