/* CONV_2D of 3 x 3 pixels of 3 channels: the windows of some pixels are gathered, a byte more each so that they
 * are whole words, and multiplied as pixels of a convolution of one pixel. */
#ifndef SN_DSP_WINDOW3_H
#define SN_DSP_WINDOW3_H

#include "sn_dsp_window.h"

enum { sn_window3_bytes = 28 };

/* The bytes of a window of 3 x 3 x 3 inside the input. */
SN_INLINE void sn_copy_window3(const sn_call *call, int32_t column, int8_t *out)
{
#pragma GCC unroll 1
    for (int32_t r = 0; r < 3; r++) {
        const int8_t *in = (const int8_t *)call->rows[r] + 3 * (column - call->left);
        sn_unaligned_word *words = (sn_unaligned_word *)(void *)(out + 9 * r);
        const uint32_t first = sn_load_bytes(in), second = sn_load_bytes(in + 4);
        const int8_t last = in[8];
        words[0] = first;
        words[1] = second;
        out[9 * r + 8] = last;
    }
}

/* At most `most` windows at a time, by a kernel for pixels; behind them in the scratch lies that kernel's. */
SN_INLINE void sn_conv_of_windows3(
    const sn_conv_dsp_params *p, const sn_call *call, const int32_t most, const sn_kernel pointwise)
{
    const sn_pointwise_dsp_params products = {
        p->table, sn_window3_bytes, p->out_channels, p->out_zero, p->out_min, p->out_max,
    };
    const void *rows[1] = {call->scratch};
    sn_call windows = *call;
    windows.rows = rows;
    windows.scratch = (int8_t *)call->scratch + most * sn_window3_bytes;
    const int rows_inside = call->rows[0] && call->rows[1] && call->rows[2];
    int8_t *out = call->out;
    const int32_t end = call->x + call->columns;
    for (int32_t x = call->x; x < end;) {
        int8_t *bytes = call->scratch;
        int32_t pixels = 0;
        for (; pixels < most && x < end; pixels++, x++) {
            const int32_t column = x * p->stride - p->pad_left;
            if (rows_inside && column >= 0 && column + 3 <= p->in_columns) {
                sn_copy_window3(call, column, bytes);
            } else {
                sn_copy_window(p, call, x, bytes);
            }
            bytes += sn_window3_bytes;
        }
        windows.out = out;
        windows.columns = pixels;
        pointwise(&products, &windows);
        out += pixels * p->out_channels;
    }
}

#endif
