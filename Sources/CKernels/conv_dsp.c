/* CONV_2D with DSP instructions: the windows of two pixels are gathered and widened, padding as the input's
 * zero point, and multiplied with all output channels. */
#include "sn_arithmetic.h"
#include "sn_dsp_products.h"
#include "sn_dsp_window.h"

/* The window of output column x, for input channels that are a multiple of 4. */
static void sn_widen_window(
    const sn_conv_dsp_params *p, const sn_call *call, int32_t x, uint32_t *out, int32_t step)
{
    const int32_t channels = p->in_channels;
    const sn_taps taps =
        sn_taps_inside(x * p->stride - p->pad_left, p->kernel_columns, p->dilation, p->in_columns);
    const sn_row_parts parts = sn_parts_of(p, taps, channels);
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        const int8_t *in = call->rows[r];
        if (!in) {
            out = sn_widen_value(p->in_zero, p->kernel_columns * channels, out, step);
            continue;
        }
        in += (taps.column - call->left) * channels;
        out = sn_widen_value(p->in_zero, parts.before, out, step);
        if (p->dilation == 1) {
            out = sn_widen_any(in, parts.inside, out, step);
        } else {
            for (int32_t tap = taps.first; tap < taps.end; tap++) {
                out = sn_widen_any(in, channels, out, step);
                in += p->dilation * channels;
            }
        }
        out = sn_widen_value(p->in_zero, parts.behind, out, step);
    }
}

/* At most `most` pixels, 1 or 2, at a time. */
static void sn_conv_gathered(const sn_conv_dsp_params *p, const sn_call *call, int32_t most)
{
    const int32_t inputs = p->kernel_rows * p->kernel_columns * p->in_channels;
    const int32_t fours = (inputs + 3) / 4;
    uint32_t *widened = call->scratch;
    const sn_inputs two = {call->scratch, call->scratch, 1, 2}, one = {call->scratch, call->scratch, 1, 1};
    int8_t *bytes = (int8_t *)(widened + 2 * most * fours);
    int8_t *out = call->out;
    const int32_t end = call->x + call->columns;
    for (int32_t x = call->x; x < end; x += most) {
        const int32_t pixels = sn_minimum(end - x, most);
        for (int32_t pixel = 0; pixel < pixels; pixel++) {
            if (p->in_channels % 4 == 0) {
                sn_widen_window(p, call, x + pixel, widened + 2 * pixel, 2 * pixels);
            } else {
                sn_copy_window(p, call, x + pixel, bytes);
                sn_widen_any(bytes, inputs, widened + 2 * pixel, 2 * pixels);
            }
        }
        if (pixels == 2) {
            sn_products_of_two(p->table, two, fours, p->out_channels, p->out_zero, out);
        } else {
            sn_products_of_one(p->table, one, (void *)0, fours, p->out_channels, p->out_zero, out);
        }
        out += pixels * p->out_channels;
    }
    sn_bound_outputs(call->out, call->columns * p->out_channels, p->out_min, p->out_max);
}

void sn_conv_dsp_s8(const void *params, const sn_call *call) { sn_conv_gathered(params, call, 2); }

void sn_conv_dsp_single_s8(const void *params, const sn_call *call) { sn_conv_gathered(params, call, 1); }
