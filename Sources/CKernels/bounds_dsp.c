/* Outputs of kernels with DSP instructions brought into the bounds of an activation, four at a time. */
#include "sn_dsp_requantise.h"

void sn_bound_bytes(int8_t *out, int32_t count, int32_t least, int32_t greatest)
{
    const uint32_t low = (uint32_t)(uint8_t)least * 0x01010101u;
    const uint32_t high = (uint32_t)(uint8_t)greatest * 0x01010101u;
    int32_t rest = count;
    for (; rest >= 4; rest -= 4) {
        sn_unaligned_word *four = (sn_unaligned_word *)(void *)out;
        *four = sn_minima(sn_maxima(*four, low), high);
        out += 4;
    }
    for (; rest > 0; rest--) {
        if (*out < least) *out = (int8_t)least;
        if (*out > greatest) *out = (int8_t)greatest;
        out++;
    }
}
