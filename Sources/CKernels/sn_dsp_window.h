/* Windows of convolutions gathered, padding as the input's zero point. */
#ifndef SN_DSP_WINDOW_H
#define SN_DSP_WINDOW_H

#include "streamnet_kernels.h"
#include "sn_dsp_widen.h"
#include "sn_window.h"

/* The part of one kernel row's inputs that lies left of, in, and right of the input. */
typedef struct sn_row_parts {
    int32_t before, inside, behind;
} sn_row_parts;

SN_INLINE sn_row_parts sn_parts_of(const sn_conv_dsp_params *p, sn_taps taps, int32_t in_channels)
{
    sn_row_parts parts;
    parts.before = taps.first * in_channels;
    parts.inside = (taps.end - taps.first) * in_channels;
    parts.behind = (p->kernel_columns - taps.end) * in_channels;
    return parts;
}

__attribute__((noinline)) static int8_t *sn_copy_bytes(const int8_t *in, int32_t count, int8_t *out)
{
    int32_t rest = count;
    for (; rest >= 4; rest -= 4) {
        *(sn_unaligned_word *)(void *)out = sn_load_bytes(in);
        in += 4;
        out += 4;
    }
    for (; rest > 0; rest--) *out++ = *in++;
    return out;
}

__attribute__((noinline)) static int8_t *sn_fill_bytes(int32_t value, int32_t count, int8_t *out)
{
    for (int32_t rest = count; rest > 0; rest--) *out++ = (int8_t)value;
    return out;
}

/* The window of output column x as bytes. */
__attribute__((noinline)) static void sn_copy_window(
    const sn_conv_dsp_params *p, const sn_call *call, int32_t x, int8_t *out)
{
    const int32_t channels = p->in_channels;
    const sn_taps taps =
        sn_taps_inside(x * p->stride - p->pad_left, p->kernel_columns, p->dilation, p->in_columns);
    const sn_row_parts parts = sn_parts_of(p, taps, channels);
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        const int8_t *in = call->rows[r];
        if (!in) {
            out = sn_fill_bytes(p->in_zero, p->kernel_columns * channels, out);
            continue;
        }
        in += (taps.column - call->left) * channels;
        out = sn_fill_bytes(p->in_zero, parts.before, out);
        if (p->dilation == 1) {
            out = sn_copy_bytes(in, parts.inside, out);
        } else {
            for (int32_t tap = taps.first; tap < taps.end; tap++) {
                out = sn_copy_bytes(in, channels, out);
                in += p->dilation * channels;
            }
        }
        out = sn_fill_bytes(p->in_zero, parts.behind, out);
    }
}

#endif
