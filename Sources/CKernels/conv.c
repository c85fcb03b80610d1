/* CONV_2D: four output channels at a time; with dilation 1 the taps of a kernel row are one dot product. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"
#include "sn_dot.h"
#include "sn_window.h"

/* Adds the window's products for `count` (4 or 1) output channels from `channel` on. */
static inline void add_window(
    const sn_conv_params *p, const sn_call *call, sn_taps taps, int32_t channel, int32_t count,
    uint32_t *sums)
{
    const int32_t row_step = p->kernel_columns * p->in_channels;
    const int32_t channel_step = p->kernel_rows * row_step;
    const int32_t taps_inside = taps.end - taps.first;
    const int32_t runs = p->dilation == 1 ? 1 : taps_inside;
    const int32_t run = p->dilation == 1 ? taps_inside * p->in_channels : p->in_channels;
    if (taps_inside == 0) return;
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        const int8_t *in = call->rows[r];
        const int8_t *weights = p->weights + channel * channel_step + r * row_step;
        if (!in) continue;
        in += (taps.column - call->left) * p->in_channels;
        weights += taps.first * p->in_channels;
        for (int32_t i = 0; i < runs; i++) {
            if (count == 4) {
                sn_dot_of_four(weights, channel_step, in, p->in_zero, run, sums);
            } else {
                sn_dot(weights, in, p->in_zero, run, sums);
            }
            in += p->dilation * p->in_channels;
            weights += p->in_channels;
        }
    }
}

static inline void conv_channels(
    const sn_conv_params *p, const sn_call *call, sn_taps taps, int32_t channel, int32_t count, int8_t *out)
{
    uint32_t sums[4];
    for (int32_t k = 0; k < count; k++) sums[k] = (uint32_t)p->bias[channel + k];
    add_window(p, call, taps, channel, count, sums);
    for (int32_t k = 0; k < count; k++) {
        const int32_t c = channel + k;
        out[c] = sn_output(sums[k], p->multiplier[c], p->shift[c], p->out_zero, p->out_min, p->out_max);
    }
}

void sn_conv_s8(const void *params, const sn_call *call)
{
    const sn_conv_params *p = params;
    int8_t *out = call->out;
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        const int32_t origin = x * p->stride - p->pad_left;
        const sn_taps taps = sn_taps_inside(origin, p->kernel_columns, p->dilation, p->in_columns);
        int32_t c = 0;
        for (; c + 4 <= p->out_channels; c += 4) conv_channels(p, call, taps, c, 4, out);
        for (; c < p->out_channels; c++) conv_channels(p, call, taps, c, 1, out);
        out += p->out_channels;
    }
}
