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

typedef struct sn_mve_factors {
    sn_mve_words bias, multiplier, shift;
} sn_mve_factors;

SN_MVE_INLINE sn_mve_factors sn_mve_load_factors(const int32_t *in)
{
    const sn_mve_factors factors = {sn_mve_load_words(in), sn_mve_load_words(in + 4), sn_mve_load_words(in + 8)};
    return factors;
}

/* Sums requantised, but for the zero point. */
SN_MVE_INLINE sn_mve_words sn_mve_requantised(sn_mve_words sums, const sn_mve_factors *factors)
{
    sums = sn_mve_add(sums, factors->bias);
    sums = sn_mve_high_multiply(sums, factors->multiplier);
    return sn_mve_rounding_shift(sums, factors->shift);
}

SN_MVE_INLINE sn_mve_words sn_mve_scaled(sn_mve_words sums, const int32_t *factors)
{
    const sn_mve_factors loaded = sn_mve_load_factors(factors);
    return sn_mve_requantised(sums, &loaded);
}

/* Sums as outputs. */
SN_MVE_INLINE sn_mve_words sn_mve_outputs(
    sn_mve_words sums, const sn_mve_factors *factors, int32_t zero, int32_t least, int32_t greatest)
{
    sums = sn_mve_requantised(sums, factors);
    return sn_mve_clamp(sn_mve_add_number(sums, zero), least, greatest);
}

#endif
