/* CONV_2D with Helium: the windows of two pixels are gathered, padding as the input's zero point, and multiplied as
 * pixels of a convolution of one pixel. */
#include "sn_mve_products.h"
#include "sn_window.h"

SN_MVE_INLINE int8_t *copy_bytes(const int8_t *in, int32_t count, int8_t *out)
{
    for (int32_t rest = count; rest > 0; rest -= 16) {
        sn_mve_store_bytes(sn_mve_load_bytes(in, rest), rest, out);
        in += 16;
        out += 16;
    }
    return out + count - (count + 15) / 16 * 16;
}

SN_MVE_INLINE int8_t *fill_bytes(int32_t value, int32_t count, int8_t *out)
{
    for (int32_t rest = count; rest > 0; rest -= 16) {
        sn_mve_store_bytes(sn_mve_bytes_of(value), rest, out);
        out += 16;
    }
    return out + count - (count + 15) / 16 * 16;
}

/* A row of the window of output column x. */
static int8_t *gather_row(
    const sn_conv_dsp_params *p, const int8_t *in, sn_taps taps, int8_t *out)
{
    const int32_t channels = p->in_channels;
    out = fill_bytes(p->in_zero, taps.first * channels, out);
    if (p->dilation == 1) {
        out = copy_bytes(in, (taps.end - taps.first) * channels, out);
    } else {
        for (int32_t tap = taps.first; tap < taps.end; tap++) {
            out = copy_bytes(in, channels, out);
            in += p->dilation * channels;
        }
    }
    return fill_bytes(p->in_zero, (p->kernel_columns - taps.end) * channels, out);
}

/* The window of output column x. */
static void gather(const sn_conv_dsp_params *p, const sn_call *call, int32_t x, int8_t *out)
{
    const int32_t columns = p->kernel_columns, row_bytes = columns * p->in_channels;
    const sn_taps taps = sn_taps_inside(x * p->stride - p->pad_left, columns, p->dilation, p->in_columns);
    const int32_t inside = taps.end - taps.first, offset = (taps.column - call->left) * p->in_channels;
    const int is_run = inside == columns && p->dilation == 1;
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        const int8_t *in = call->rows[r];
        if (in && is_run) {
            out = copy_bytes(in + offset, row_bytes, out);
        } else if (in && inside > 0) {
            out = gather_row(p, in + offset, taps, out);
        } else {
            out = fill_bytes(p->in_zero, row_bytes, out);
        }
    }
}

void sn_conv_mve_s8(const void *params, const sn_call *call)
{
    const sn_conv_dsp_params *p = params;
    const int32_t inputs = p->kernel_rows * p->kernel_columns * p->in_channels;
    int8_t *const windows = call->scratch;
    sn_mve_pixels all = {
        windows, call->out, inputs, inputs, p->out_channels, p->out_zero, p->out_min, p->out_max,
    };
    const int32_t end = call->x + call->columns;
    for (int32_t x = call->x; x < end; x += 2) {
        const int32_t pixels = sn_minimum(end - x, 2);
        for (int32_t pixel = 0; pixel < pixels; pixel++) gather(p, call, x + pixel, windows + pixel * inputs);
        sn_mve_all_pixels(p->table, all, pixels);
        all.out += pixels * p->out_channels;
    }
}
