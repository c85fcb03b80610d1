/* The sum of all pixels with DSP instructions: four channels at a time. */
#include "streamnet_kernels.h"
#include "sn_dsp_pixels.h"

enum { group = 4, most_pixels = 256 };

void sn_pixel_sum_dsp_s8(const void *params, const sn_call *call)
{
    const sn_pixel_sum_params *p = params;
    const int32_t channels = p->channels;
    const int8_t *in = call->rows[0];
    int32_t *totals = call->out;
    int32_t c = 0;
    for (; c + group <= channels; c += group) {
        for (int32_t i = 0; i < call->columns; i += most_pixels) {
            sn_pixel_sums s = {0, 0};
            sn_add_pixels(in + i * channels + c, channels, sn_minimum(most_pixels, call->columns - i), &s);
            int32_t sums[group];
            sn_split_pixels(s, sums);
            SN_UNROLL for (int32_t k = 0; k < group; k++) totals[c + k] += sums[k];
        }
    }
    for (; c < channels; c++) {
        for (int32_t i = 0; i < call->columns; i++) totals[c] += in[i * channels + c];
    }
}
