/* MEAN with DSP instructions: four channels at a time; the last four may overlap those before. */
#include "streamnet_kernels.h"
#include "sn_dsp_pixels.h"

enum { group = 4 };

void sn_mean_dsp_s8(const void *params, const sn_call *call)
{
    const sn_mean_params *p = params;
    const int32_t channels = p->channels;
    const int32_t offset = p->in_zero * p->count;
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns; i++) {
        for (int32_t c = 0; c < channels; c += group) {
            const int32_t channel = sn_minimum(c, channels - group);
            sn_pixel_sums s = {0, 0};
            for (int32_t r = 0; r < p->kernel_rows; r++) {
                const int8_t *in = (const int8_t *)call->rows[r] + i * channels + channel;
                sn_add_pixels(in, channels, p->kernel_columns, &s);
            }
            int32_t sums[group];
            sn_split_pixels(s, sums);
            for (int32_t k = 0; k < group; k++) {
                const uint32_t sum = (uint32_t)(sums[k] - offset);
                out[channel + k] = sn_output(sum, p->multiplier, p->shift, p->out_zero, INT8_MIN, INT8_MAX);
            }
        }
        out += channels;
    }
}
