/* What the planar depthwise kernels share: from rows of pixels to planes. */
#include "sn_planes.h"

#include "sn_arithmetic.h"
#include "sn_dsp_halves.h"
#include "sn_dsp_requantise.h"

/* The first column beside the padding: high halves. */
SN_INLINE void widen_leading(uint32_t zero, const int8_t *in, uint32_t *plane)
{
    const uint32_t bytes = sn_load_bytes(in);
    const uint32_t even = sn_add_even(zero, bytes);
    const uint32_t odd = sn_add_odd(zero, bytes);
    plane[0] = even << 16;
    plane[sn_planes_row_words] = odd << 16;
    plane[2 * sn_planes_row_words] = sn_pack_low_high(0, even);
    plane[3 * sn_planes_row_words] = sn_pack_low_high(0, odd);
}

/* The last column, if it has no partner: low halves. */
SN_INLINE void widen_trailing(uint32_t zero, const int8_t *in, uint32_t *plane)
{
    const uint32_t bytes = sn_load_bytes(in);
    const uint32_t even = sn_add_even(zero, bytes);
    const uint32_t odd = sn_add_odd(zero, bytes);
    plane[0] = sn_pack_low_high(even, 0);
    plane[sn_planes_row_words] = sn_pack_low_high(odd, 0);
    plane[2 * sn_planes_row_words] = even >> 16;
    plane[3 * sn_planes_row_words] = odd >> 16;
}

void sn_planes_widen(const sn_planes *b, int32_t channel, uint32_t *plane)
{
    const uint32_t zero = b->minus_zero;
    const int32_t channels = b->channels;
    const int32_t pairs = b->pairs;
    const int8_t *const *row = b->rows;
    int32_t r = b->row_count;
    plane += b->skipped_rows * sn_planes_row_step + b->words_before;
    do {
        const int8_t *in = *row++ + channel;
        uint32_t *to = plane;
        if (b->leading) {
            widen_leading(zero, in, to);
            in += channels;
            to++;
        }
        uint32_t *const end = to + pairs;
        while (to != end) {
            const uint32_t left = sn_load_bytes(in);
            const uint32_t right = sn_load_bytes(in + channels);
            in += 2 * channels;
            SN_OPAQUE(in);
            const uint32_t left_odd = sn_add_odd(zero, left);
            const uint32_t right_odd = sn_add_odd(zero, right);
            to[sn_planes_row_words] = sn_pack_lows(left_odd, right_odd);
            to[3 * sn_planes_row_words] = sn_pack_highs(left_odd, right_odd);
            const uint32_t left_even = sn_add_even(zero, left);
            const uint32_t right_even = sn_add_even(zero, right);
            to[2 * sn_planes_row_words] = sn_pack_highs(left_even, right_even);
            *to++ = sn_pack_lows(left_even, right_even);
        }
        if (b->trailing) widen_trailing(zero, in, to);
        plane += sn_planes_row_step;
    } while (--r);
}

/* The padding of all planes. */
static void clear_padding(const sn_planes *b, uint32_t *plane, int32_t kernel)
{
    const int32_t first = b->words_before;
    const int32_t behind = first + b->leading + b->pairs + b->trailing;
    /* A window of 3 is always computed whole. */
    if (kernel == 3 && b->row_count < 3) {
        for (int32_t i = 0; i < 3 * sn_planes_row_step; i++) plane[i] = 0;
        return;
    }
    plane += b->skipped_rows * sn_planes_row_step;
    for (int32_t r = 0; r < sn_planes_group * b->row_count; r++) {
        for (int32_t i = 0; i < first; i++) plane[i] = 0;
        for (int32_t i = behind; i < b->words; i++) plane[i] = 0;
        plane += sn_planes_row_words;
    }
}

void sn_planes_find_rows(sn_planes *b, const sn_depthwise_dsp_params *p, const sn_call *call, int32_t kernel)
{
    int32_t count = 0;
    b->first_row = 0;
    for (int32_t r = 0; r < kernel; r++) {
        if (call->rows[r]) {
            if (!count) b->first_row = r;
            b->rows[count++] = call->rows[r];
        }
    }
    b->row_count = count;
    b->skipped_rows = kernel == 3 ? b->first_row : kernel - count;
    b->channels = p->in_channels;
    b->minus_zero = (uint32_t)(-p->in_zero & 0xffff) * 0x10001u;
    b->twice_zero_and_one = 2 * p->out_zero + 1;
}

int32_t sn_planes_place(
    sn_planes *b, const sn_depthwise_dsp_params *p, int32_t x, int32_t left, int32_t kernel, int32_t stride,
    uint32_t *plane)
{
    const int32_t first = x * stride - p->pad_left;
    const int32_t begin = sn_maximum(first, 0);
    const int32_t needed = (b->columns - 1) * stride + kernel;
    const int32_t inside = sn_minimum(first + needed, p->in_columns) - begin;
    b->words_before = (begin - first) >> 1;
    b->leading = (begin - first) & 1;
    b->pairs = (inside - b->leading) >> 1;
    b->trailing = (inside - b->leading) & 1;
    b->words = (needed + 1) >> 1;
    for (int32_t r = 0; r < b->row_count; r++) b->rows[r] += (begin - left) * b->channels;
    clear_padding(b, plane, kernel);
    return begin;
}

void sn_planes_clamp(const sn_depthwise_dsp_params *p, int8_t *out, int32_t count)
{
    sn_bound_outputs(out, count, p->out_min, p->out_max);
}
