/* Sums over pixels, four channels at a time. */
#ifndef SN_DSP_PIXELS_H
#define SN_DSP_PIXELS_H

#include "sn_arithmetic.h"
#include "sn_dsp_halves.h"

/* The sums of bytes 0 and 2, and 1 and 3, of up to 256 words, as halves. */
typedef struct sn_pixel_sums {
    uint32_t even, odd;
} sn_pixel_sums;

/* Adds `count` pixels of four channels, `step` bytes apart. */
SN_INLINE void sn_add_pixels(const int8_t *in, int32_t step, int32_t count, sn_pixel_sums *s)
{
    while (--count >= 0) {
        const uint32_t bytes = sn_load_bytes(in);
        s->even = sn_add_even(s->even, bytes);
        s->odd = sn_add_odd(s->odd, bytes);
        in += step;
    }
}

SN_INLINE void sn_split_pixels(sn_pixel_sums s, int32_t sums[4])
{
    sums[0] = (int16_t)s.even;
    sums[1] = (int16_t)s.odd;
    sums[2] = (int32_t)s.even >> 16;
    sums[3] = (int32_t)s.odd >> 16;
}

#endif
