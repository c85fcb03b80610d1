/* Means over whole images in two halves: sums that are added up part by part, and what is made of them. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"

void sn_pixel_sum_s8(const void *params, const sn_call *call)
{
    const sn_pixel_sum_params *p = params;
    const int8_t *in = call->rows[0];
    int32_t *sums = call->out;
    for (int32_t i = 0; i < call->columns; i++) {
        for (int32_t c = 0; c < p->channels; c++) sums[c] += *in++;
    }
}

void sn_mean_of_sum(const void *params, const sn_call *call)
{
    const sn_mean_of_sum_params *p = params;
    const uint32_t offset = (uint32_t)p->in_zero * (uint32_t)p->count;
    const int32_t *sums = call->rows[0];
    int8_t *out = call->out;
    for (int32_t c = 0; c < p->channels; c++) {
        out[c] = sn_output(
            (uint32_t)sums[c] - offset, p->multiplier, p->shift, p->out_zero, INT8_MIN, INT8_MAX);
    }
}

void sn_average_of_sum(const void *params, const sn_call *call)
{
    const sn_average_of_sum_params *p = params;
    const int32_t *sums = call->rows[0];
    const int32_t half = p->count / 2;
    int8_t *out = call->out;
    for (int32_t c = 0; c < p->channels; c++) {
        const int32_t sum = sums[c] > 0 ? sums[c] + half : sums[c] - half;
        out[c] = (int8_t)sn_clamp(sum / p->count, p->out_min, p->out_max);
    }
}
