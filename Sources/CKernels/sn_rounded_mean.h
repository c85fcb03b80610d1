/* The mean that AVERAGE_POOL_2D rounds to. */
#ifndef SN_ROUNDED_MEAN_H
#define SN_ROUNDED_MEAN_H

#include <stdint.h>

/* The mean of `count` elements, ties away from zero. */
static inline int32_t sn_rounded_mean(int32_t sum, int32_t count)
{
    const int32_t sign = sum >> 31;
    const int32_t half = ((count >> 1) ^ sign) - sign;
    return (sum + half) / count;
}

#endif
