/* Copies and fills. Own loops, because firmware may have no C library. */
#ifndef SN_COPY_H
#define SN_COPY_H

#include <stdint.h>

/* Copies in ascending order, so that `out` may begin at or below `in`. */
static inline void sn_copy(int8_t *out, const int8_t *in, int32_t count)
{
    for (int32_t i = 0; i < count; i++) out[i] = in[i];
}

static inline void sn_fill(int8_t *out, int8_t value, int32_t count)
{
    for (int32_t i = 0; i < count; i++) out[i] = value;
}

#endif
