/* What kernels for cores with Helium (MVE) do with vectors, and the same in plain C, so that hosts run the same
 * source to the same bytes. Vectors hold 16 bytes, 8 halves or 4 words. */
#ifndef SN_MVE_H
#define SN_MVE_H

#include "sn_arithmetic.h"

#define SN_MVE_INLINE static inline __attribute__((always_inline))

#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1)
#include "sn_mve_arm.h"
#else
#include "sn_mve_model.h"
#endif

/* Of four channels bias, multiplier and shift, which is not positive, 4 words each. */
enum { sn_mve_factor_words = 12 };

/* Sums as outputs. */
SN_MVE_INLINE sn_mve_words sn_mve_outputs(
    sn_mve_words sums, const int32_t *factors, int32_t zero, int32_t least, int32_t greatest)
{
    sums = sn_mve_add(sums, sn_mve_load_words(factors));
    sums = sn_mve_high_multiply(sums, sn_mve_load_words(factors + 4));
    sums = sn_mve_rounding_shift(sums, sn_mve_load_words(factors + 8));
    return sn_mve_clamp(sn_mve_add_number(sums, zero), least, greatest);
}

#endif
