/* CONV_2D of 3 x 3 pixels of 3 channels with DSP instructions, as conv_dsp.c: networks begin with it. */
#include "sn_dsp_products.h"
#include "sn_dsp_window.h"

/* The bytes of a window of 3 x 3 x 3 inside the input. */
SN_INLINE void copy_window3(const sn_call *call, int32_t column, int8_t *out)
{
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

void sn_conv_dsp_3x3x3_s8(const void *params, const sn_call *call)
{
    enum { inputs = 27, fours = 7 };
    const sn_conv_dsp_params *p = params;
    uint32_t *widened = call->scratch;
    const sn_inputs two = {call->scratch, call->scratch, 1, 2}, one = {call->scratch, call->scratch, 1, 1};
    int8_t *bytes = (int8_t *)(widened + 4 * fours);
    int8_t *out = call->out;
    const int32_t end = call->x + call->columns;
    const int rows_inside = call->rows[0] && call->rows[1] && call->rows[2];
    for (int32_t x = call->x; x < end; x += 2) {
        const int32_t pixels = end - x > 1 ? 2 : 1;
        for (int32_t pixel = 0; pixel < pixels; pixel++) {
            const int32_t column = (x + pixel) * p->stride - p->pad_left;
            if (rows_inside && column >= 0 && column + 3 <= p->in_columns) {
                copy_window3(call, column, bytes);
            } else {
                sn_copy_window(p, call, x + pixel, bytes);
            }
            uint32_t *target = widened + 2 * pixel;
#pragma GCC unroll 7
            for (int32_t i = 0; i < fours; i++) {
                const uint32_t four = *(const sn_memory_word *)(const void *)(bytes + 4 * i);
                sn_store_words(target, sn_widen_even(four), sn_widen_odd(four));
                target += 2 * pixels;
            }
        }
        if (pixels == 2) {
            sn_products_of_two(p->table, two, fours, p->out_channels, p->out_zero, out);
        } else {
            sn_products_of_one(p->table, one, (void *)0, fours, p->out_channels, p->out_zero, out);
        }
        out += 2 * p->out_channels;
    }
    sn_bound_outputs(call->out, call->columns * p->out_channels, p->out_min, p->out_max);
}
