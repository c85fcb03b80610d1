/* AVERAGE_POOL_2D and MAX_POOL_2D with DSP instructions: four channels at a time over the part of the window
 * inside the input; the last four may overlap those before. */
#include "streamnet_kernels.h"
#include "sn_dsp_pixels.h"
#include "sn_rounded_mean.h"
#include "sn_window.h"

enum { group = 4 };

typedef void (*pool)(
    const sn_pool_params *p, const int8_t *const *rows, int32_t columns, int32_t offset, int8_t *out);

/* Calls `pool` for each pixel and group of channels. */
SN_INLINE void for_each_group(const sn_pool_params *p, const sn_call *call, pool each)
{
    int8_t *out = call->out;
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        const sn_taps taps = sn_taps_inside(x * p->stride - p->pad_left, p->kernel_columns, 1, p->in_columns);
        const int32_t offset = (taps.column - call->left) * p->channels;
        for (int32_t c = 0; c < p->channels; c += group) {
            const int32_t channel = sn_minimum(c, p->channels - group);
            const int8_t *const *rows = (const int8_t *const *)call->rows;
            each(p, rows, taps.end - taps.first, offset + channel, out + channel);
        }
        out += p->channels;
    }
}

SN_INLINE void put_clamped(const sn_pool_params *p, uint32_t bytes, int8_t *out)
{
    const uint32_t four = 0x01010101u;
    bytes = sn_maxima(bytes, four * (uint8_t)p->out_min);
    sn_store_bytes(out, sn_minima(bytes, four * (uint8_t)p->out_max));
}

SN_INLINE void average_of_window(
    const sn_pool_params *p, const int8_t *const *rows, int32_t columns, int32_t offset, int8_t *out)
{
    sn_pixel_sums s = {0, 0};
    int32_t count = 0;
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        if (!rows[r]) continue;
        sn_add_pixels(rows[r] + offset, p->channels, columns, &s);
        count += columns;
    }
    int32_t sums[group];
    sn_split_pixels(s, sums);
    uint32_t means = 0;
    SN_UNROLL for (int32_t k = 0; k < group; k++) {
        means |= (uint32_t)(uint8_t)sn_rounded_mean(sums[k], count) << 8 * k;
    }
    put_clamped(p, means, out);
}

SN_INLINE void maximum_of_window(
    const sn_pool_params *p, const int8_t *const *rows, int32_t columns, int32_t offset, int8_t *out)
{
    uint32_t greatest = 0x80808080u;
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        if (!rows[r]) continue;
        const int8_t *in = rows[r] + offset;
        for (int32_t left = columns; left > 0; left--) {
            greatest = sn_maxima(greatest, sn_load_bytes(in));
            in += p->channels;
        }
    }
    put_clamped(p, greatest, out);
}

void sn_average_pool_dsp_s8(const void *params, const sn_call *call)
{
    for_each_group(params, call, average_of_window);
}

void sn_max_pool_dsp_s8(const void *params, const sn_call *call)
{
    for_each_group(params, call, maximum_of_window);
}
