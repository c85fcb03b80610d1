/* AVERAGE_POOL_2D and MAX_POOL_2D: channel by channel over the part of the window inside the input. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"
#include "sn_rounded_mean.h"
#include "sn_window.h"

static inline int32_t average_of_window(
    const sn_pool_params *p, const sn_call *call, sn_taps taps, int32_t channel)
{
    int32_t sum = 0;
    int32_t count = 0;
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        const int8_t *row = call->rows[r];
        if (!row) continue;
        for (int32_t t = 0; t < taps.end - taps.first; t++) {
            sum += row[(taps.column - call->left + t) * p->channels + channel];
            count++;
        }
    }
    return sn_rounded_mean(sum, count);
}

static inline int32_t maximum_of_window(
    const sn_pool_params *p, const sn_call *call, sn_taps taps, int32_t channel)
{
    int32_t greatest = INT8_MIN;
    for (int32_t r = 0; r < p->kernel_rows; r++) {
        const int8_t *row = call->rows[r];
        if (!row) continue;
        for (int32_t t = 0; t < taps.end - taps.first; t++) {
            greatest = sn_maximum(greatest, row[(taps.column - call->left + t) * p->channels + channel]);
        }
    }
    return greatest;
}

void sn_average_pool_s8(const void *params, const sn_call *call)
{
    const sn_pool_params *p = params;
    int8_t *out = call->out;
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        const sn_taps taps = sn_taps_inside(x * p->stride - p->pad_left, p->kernel_columns, 1, p->in_columns);
        for (int32_t c = 0; c < p->channels; c++) {
            *out++ = (int8_t)sn_clamp(average_of_window(p, call, taps, c), p->out_min, p->out_max);
        }
    }
}

void sn_max_pool_s8(const void *params, const sn_call *call)
{
    const sn_pool_params *p = params;
    int8_t *out = call->out;
    for (int32_t x = call->x; x < call->x + call->columns; x++) {
        const sn_taps taps = sn_taps_inside(x * p->stride - p->pad_left, p->kernel_columns, 1, p->in_columns);
        for (int32_t c = 0; c < p->channels; c++) {
            *out++ = (int8_t)sn_clamp(maximum_of_window(p, call, taps, c), p->out_min, p->out_max);
        }
    }
}
