/* DEPTHWISE_CONV_2D: a block of output channels at a time, each with its own sum. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"
#include "sn_window.h"

enum { block_channels = 16 };

/* `count` output channels from `channel` on. The first reads input channel `in_channel`; in_step is 1 where
 * each reads the next input channel, 0 where all read the same. */
static inline void depthwise_channels(
    const sn_depthwise_params *p, const sn_call *call, sn_taps taps, int32_t in_channel, int32_t in_step,
    int32_t channel, int32_t count, int8_t *out)
{
    const int32_t weight_step = p->in_channels * p->depth_multiplier;
    const int32_t in_zero = p->in_zero;
    uint32_t sums[block_channels];
    for (int32_t k = 0; k < count; k++) sums[k] = (uint32_t)p->bias[channel + k];
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        const int8_t *in = call->rows[r];
        if (!in || taps.first == taps.end) continue;
        in += (taps.column - call->left) * p->in_channels + in_channel;
        const int8_t *weights = p->weights + (r * p->kernel_columns + taps.first) * weight_step + channel;
        for (int32_t t = taps.first; t < taps.end; t++) {
            for (int32_t k = 0; k < count; k++) {
                /* 16-bit factors, so that compilers find the vector multiply for them. */
                const int16_t value = (int16_t)(in[k * in_step] - in_zero);
                const int32_t product = weights[k] * value;
                sums[k] += (uint32_t)product;
            }
            in += p->dilation * p->in_channels;
            weights += weight_step;
        }
    }
    for (int32_t k = 0; k < count; k++) {
        const int32_t c = channel + k;
        out[c] = sn_output(sums[k], p->multiplier[c], p->shift[c], p->out_zero, p->out_min, p->out_max);
    }
}

static inline void depthwise_pixel(
    const sn_depthwise_params *p, const sn_call *call, sn_taps taps, int8_t *out)
{
    const int32_t channels = p->in_channels;
    int32_t c = 0;
    for (; c + block_channels <= channels; c += block_channels) {
        depthwise_channels(p, call, taps, c, 1, c, block_channels, out);
    }
    if (c < channels) depthwise_channels(p, call, taps, c, 1, c, channels - c, out);
}

static inline void multiplied_pixel(
    const sn_depthwise_params *p, const sn_call *call, sn_taps taps, int8_t *out)
{
    const int32_t multiplier = p->depth_multiplier;
    for (int32_t c = 0; c < p->in_channels; c++) {
        for (int32_t m = 0; m < multiplier; m += block_channels) {
            const int32_t count = sn_minimum(block_channels, multiplier - m);
            depthwise_channels(p, call, taps, c, 0, c * multiplier + m, count, out);
        }
    }
}

void sn_depthwise_s8(const void *params, const sn_call *call)
{
    const sn_depthwise_params *p = params;
    int8_t *out = call->out;
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        const int32_t origin = x * p->stride - p->pad_left;
        const sn_taps taps = sn_taps_inside(origin, p->kernel_columns, p->dilation, p->in_columns);
        if (p->depth_multiplier == 1) {
            depthwise_pixel(p, call, taps, out);
        } else {
            multiplied_pixel(p, call, taps, out);
        }
        out += p->in_channels * p->depth_multiplier;
    }
}
