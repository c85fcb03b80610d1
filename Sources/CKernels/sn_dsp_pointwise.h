/* CONV_2D of one pixel and FULLY_CONNECTED with DSP instructions: two or four pixels at a time, whether they
 * lie in one row or not. Where in_channels is constant, the compiler makes a kernel for it. */
#ifndef SN_DSP_POINTWISE_H
#define SN_DSP_POINTWISE_H

#include "streamnet_kernels.h"
#include "sn_dsp_products.h"
#include "sn_dsp_quads.h"
#include "sn_dsp_widen.h"

SN_INLINE void sn_widen_pixel(const int8_t *in, int32_t in_channels, uint32_t *out, int32_t step)
{
    if (__builtin_constant_p(in_channels)) {
        (void)sn_widen(in, in_channels, out, step);
    } else {
        (void)sn_widen_any(in, in_channels, out, step);
    }
}

/* Both pixels are widened to scratch before either output pixel is written, and not read after. */
SN_INLINE void sn_pointwise_widened(
    const sn_pointwise_dsp_params *p, const sn_call *call, int32_t in_channels)
{
    const int32_t fours = (in_channels + 3) / 4;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    uint32_t *widened = call->scratch;
    const sn_inputs two = {call->scratch, call->scratch, 1, 2};
    const sn_inputs one = {call->scratch, call->scratch, 1, 1};
    int32_t rest = call->columns;
    for (; rest >= 2; rest -= 2) {
        sn_widen_pixel(in, in_channels, widened, 4);
        sn_widen_pixel(in + in_channels, in_channels, widened + 2, 4);
        sn_products_of_two(p->table, two, fours, p->out_channels, p->out_zero, out);
        in += 2 * in_channels;
        out += 2 * p->out_channels;
    }
    if (rest > 0) {
        sn_widen_pixel(in, in_channels, widened, 2);
        sn_products_of_one(p->table, one, (void *)0, fours, p->out_channels, p->out_zero, out);
    }
    sn_bound_outputs(call->out, call->columns * p->out_channels, p->out_min, p->out_max);
}

/* Four pixels at a time, and what is left by sn_pointwise_direct_dsp_s8: for in_channels that are a multiple
 * of 4, and even out_channels. Scratch: SN_QUAD_BYTES(in_channels). */
SN_INLINE void sn_pointwise_quads(const sn_pointwise_dsp_params *p, const sn_call *call, int32_t in_channels)
{
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    uint32_t *widened = call->scratch;
    int32_t rest = call->columns;
    for (; rest >= 4; rest -= 4) {
        for (int32_t i = 0; i < 4; i++) {
            sn_widen_quad(in, in_channels, widened + i);
            in += in_channels;
        }
        sn_products_of_four(p->table, widened, in_channels / 4, p->out_channels, p->out_zero, out);
        out += 4 * p->out_channels;
    }
    if (rest > 0) {
        const void *rows[1] = {in};
        const sn_call last = {rows, out, call->scratch, call->y, call->x, rest, call->left};
        sn_pointwise_direct_dsp_s8(p, &last);
    }
    sn_bound_outputs(call->out, call->columns * p->out_channels, p->out_min, p->out_max);
}

/* Whether the second output pixel lies where the first input pixel does. */
SN_INLINE int sn_pixels_overlap(
    const int8_t *in, int32_t in_channels, const int8_t *out, int32_t out_channels)
{
    const uintptr_t first = (uintptr_t)in, second = (uintptr_t)(out + out_channels);
    return second < first + (uintptr_t)in_channels && first < second + (uintptr_t)out_channels;
}

/* Without scratch; in_channels is a multiple of 4. Pixels are read until the last of their output channels is
 * computed, so a pair is two single pixels where one's output lies over the other's input. */
SN_INLINE void sn_pointwise_direct(const sn_pointwise_dsp_params *p, const sn_call *call, int32_t in_channels)
{
    const int32_t fours = in_channels / 4;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t rest = call->columns; rest > 0;) {
        const sn_inputs inputs = {in, in + in_channels, 0, 2};
        int32_t done = 2;
        if (rest >= 2 && !sn_pixels_overlap(in, in_channels, out, p->out_channels)) {
            sn_products_of_two(p->table, inputs, fours, p->out_channels, p->out_zero, out);
        } else {
            const sn_inputs one = {in, in, 0, 1};
            sn_products_of_one(p->table, one, (void *)0, fours, p->out_channels, p->out_zero, out);
            done = 1;
        }
        in += done * in_channels;
        out += done * p->out_channels;
        rest -= done;
    }
    sn_bound_outputs(call->out, call->columns * p->out_channels, p->out_min, p->out_max);
}

#endif
