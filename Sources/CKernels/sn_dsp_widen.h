/* Int8 inputs widened to halves, in the order in which sn_dsp_sums.h reads them: four inputs are two words,
 * inputs 0 and 2 in the first, 1 and 3 in the second. Pixels of a pair take turns after four inputs. */
#ifndef SN_DSP_WIDEN_H
#define SN_DSP_WIDEN_H

#include "sn_dsp.h"

/* Bytes of scratch that `pixels` pixels of `count` inputs take. */
#define SN_WIDENED_BYTES(count, pixels) (((count) + 3) / 4 * 8 * (pixels))

/* Widens `count` bytes to `out`, where the words of four inputs lie `step` words after those of the four
 * before; what lacks of the last four is 0. Returns where the next four would go. */
SN_INLINE uint32_t *sn_widen(const int8_t *in, int32_t count, uint32_t *out, int32_t step)
{
    int32_t rest = count;
    SN_OPAQUE(out);
    for (; rest >= 8; rest -= 8) {
        const uint32_t bytes = sn_load_bytes(in);
        const uint32_t next = sn_load_bytes(in + 4);
        sn_store_words(out, sn_widen_even(bytes), sn_widen_odd(bytes));
        sn_store_words(out + step, sn_widen_even(next), sn_widen_odd(next));
        in += 8;
        out += 2 * step;
    }
    if (rest >= 4) {
        const uint32_t bytes = sn_load_bytes(in);
        sn_store_words(out, sn_widen_even(bytes), sn_widen_odd(bytes));
        in += 4;
        out += step;
        rest -= 4;
    }
    if (rest > 0) {
        uint32_t bytes = (uint8_t)in[0];
        if (rest > 1) bytes |= (uint32_t)(uint8_t)in[1] << 8;
        if (rest > 2) bytes |= (uint32_t)(uint8_t)in[2] << 16;
        sn_store_words(out, sn_widen_even(bytes), sn_widen_odd(bytes));
        out += step;
    }
    return out;
}

/* As sn_widen, once in a file, for counts that are not constant. */
__attribute__((noinline, unused)) static uint32_t *sn_widen_any(
    const int8_t *in, int32_t count, uint32_t *out, int32_t step)
{
    return sn_widen(in, count, out, step);
}

/* As sn_widen for `count` inputs of one value; count is a multiple of 4. */
static inline uint32_t *sn_widen_value(int32_t value, int32_t count, uint32_t *out, int32_t step)
{
    const uint32_t halves = sn_widen_even((uint32_t)(uint8_t)value * 0x01010101u);
    for (int32_t rest = count; rest > 0; rest -= 4) {
        sn_store_words(out, halves, halves);
        out += step;
    }
    return out;
}

#endif
