/* Which columns of a window lie inside the input: taps outside contribute nothing and are skipped. */
#ifndef SN_WINDOW_H
#define SN_WINDOW_H

#include "sn_arithmetic.h"

/* Taps first..<end of a row of the window are inside; `column` is the input column of tap `first`. */
typedef struct sn_taps {
    int32_t first, end, column;
} sn_taps;

/* `origin`: the input column of tap 0, negative in the padding. */
static inline sn_taps sn_taps_inside(
    int32_t origin, int32_t kernel_columns, int32_t dilation, int32_t in_columns)
{
    sn_taps taps;
    taps.first = origin < 0 ? (dilation - 1 - origin) / dilation : 0;
    taps.end = origin < in_columns ? sn_minimum(kernel_columns, (in_columns - 1 - origin) / dilation + 1) : 0;
    taps.end = sn_maximum(taps.end, taps.first);
    taps.column = origin + taps.first * dilation;
    return taps;
}

#endif
