/* DEPTHWISE_CONV_2D of any window, stride and dilation, and what its instances share. */
#include "sn_depthwise_direct.h"

#include "sn_window.h"

void sn_direct_find_rows(sn_direct_window *v, const sn_depthwise_dsp_params *p, const sn_call *call)
{
    int32_t first = 0;
    int32_t end = p->kernel_rows;
    while (!call->rows[first]) first++;
    while (!call->rows[end - 1]) end--;
    v->rows = (const int8_t *const *)call->rows + first;
    v->row_count = end - first;
    v->first_row = first;
    v->rows_behind = p->kernel_rows - end;
    v->row_weights = 2 * p->kernel_columns;
    v->channels = p->in_channels;
    v->tap_step = p->dilation * p->in_channels;
    v->minus_zero = (uint32_t)(-p->in_zero & 0xffff) * 0x10001u;
    v->twice_zero_and_one = 2 * p->out_zero + 1;
}

void sn_direct_place(sn_direct_window *v, const sn_depthwise_dsp_params *p, const sn_call *call, int32_t x)
{
    const int32_t origin = x * p->stride - p->pad_left;
    sn_taps taps = {0, p->kernel_columns, origin};
    if (origin < 0 || origin + (p->kernel_columns - 1) * p->dilation >= p->in_columns) {
        taps = sn_taps_inside(origin, p->kernel_columns, p->dilation, p->in_columns);
    }
    v->tap_count = taps.end - taps.first;
    v->offset = (taps.column - call->left) * p->in_channels;
    v->weights_before = v->first_row * v->row_weights + 2 * taps.first;
    v->weights_behind = v->rows_behind * v->row_weights - 2 * taps.first;
}

void sn_direct_part(const sn_direct_window *v, const uint32_t *record, int8_t *out)
{
    const uint32_t minus_zero = v->minus_zero;
    const int32_t step = v->tap_step;
    int32_t offset = v->offset;
    for (int32_t left = v->channels;;) {
        uint32_t sums[4];
        sn_direct_load_biases(record, sums);
        record += 4 + v->weights_before;
        const int8_t *const *row = v->rows;
        const int8_t *const *const end = row + v->row_count;
        do {
            const int8_t *in = *row++ + offset;
            const uint32_t *w = record;
            int32_t t = v->tap_count;
            do {
                sn_direct_add_tap(in, w, minus_zero, sums);
                in += step;
                w += 2;
            } while (--t);
            record += v->row_weights;
        } while (row != end);
        SN_OPAQUE(record);
        record = sn_direct_put(record + v->weights_behind, sums, v->twice_zero_and_one, out);
        left -= sn_direct_group;
        offset += sn_direct_group;
        out += sn_direct_group;
        if (left < sn_direct_group) {
            if (left <= 0) break;
            offset -= sn_direct_group - left;
            out -= sn_direct_group - left;
            left = sn_direct_group;
        }
    }
}

void sn_direct_clamp(const sn_depthwise_dsp_params *p, const sn_call *call)
{
    sn_bound_outputs(call->out, call->columns * p->in_channels, p->out_min, p->out_max);
}

void sn_depthwise_direct(const void *params, const sn_call *call) { sn_direct_depthwise(params, call, 0); }
