/* Exponential and reciprocal in fixed point, bit for bit those of gemmlowp (fixedpoint.h). Qm.n: m bits
 * before the binary point, n behind it. */
#ifndef SN_FIXED_POINT_H
#define SN_FIXED_POINT_H

#include "sn_arithmetic.h"

static inline int32_t sn_saturating_shift_left(int32_t a, int32_t n)
{
    const int32_t limit = INT32_MAX >> n;
    if (a > limit) return INT32_MAX;
    if (a < -limit - 1) return INT32_MIN;
    return sn_shift_left(a, n);
}

/* exp(a) for a in [-1/4, 0), Q0.31: the Taylor series around -1/8. */
static inline int32_t sn_exp_of_quarter(int32_t a)
{
    const int32_t exp_of_minus_eighth = 1895147668;
    const int32_t third = 715827883;
    const int32_t x = a + (1 << 28);
    const int32_t x2 = sn_high_multiply(x, x);
    const int32_t x3 = sn_high_multiply(x2, x);
    const int32_t x4 = sn_high_multiply(x2, x2);
    const int32_t cubic = sn_high_multiply(sn_rounding_shift(x4, 2) + x3, third);
    const int32_t series = sn_rounding_shift(cubic + x2, 1);
    return exp_of_minus_eighth + sn_high_multiply(exp_of_minus_eighth, x + series);
}

/* exp(a) in Q0.31 for a <= 0 in Q(integer_bits).(31 - integer_bits), integer_bits 4 or 5. */
static inline int32_t sn_exp_of_negative(int32_t a, int32_t integer_bits)
{
    /* exp(-1/4), exp(-1/2), exp(-1) ... exp(-16). */
    static const int32_t factors[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
    if (a == 0) return INT32_MAX;
    const int32_t quarter = 1 << (29 - integer_bits);
    const int32_t rest = (a & (quarter - 1)) - quarter;
    const int32_t quarters = rest - a;
    int32_t result = sn_exp_of_quarter(rest * (1 << integer_bits));
    for (int32_t i = 0; i < integer_bits + 2; i++) {
        if (quarters & (quarter << i)) result = sn_high_multiply(result, factors[i]);
    }
    return result;
}

/* 2 / (1 + a) in Q2.29 for a in [0, 1), Q0.31: three steps of Newton and Raphson. */
static inline int32_t sn_twice_reciprocal(int32_t a)
{
    const int32_t constant_48_over_17 = 1515870810;
    const int32_t constant_32_over_17 = 1010580540;
    const int32_t half = (a >> 1) + (1 << 30);
    int32_t x = constant_48_over_17 - sn_high_multiply(half, constant_32_over_17);
    for (int32_t i = 0; i < 3; i++) {
        const int32_t error = (1 << 29) - sn_high_multiply(half, x);
        x += sn_saturating_shift_left(sn_high_multiply(x, error), 2);
    }
    return x;
}

/* 1 / (1 + a) in Q0.31 for a in [0, 1), Q0.31. */
static inline int32_t sn_reciprocal_of_one_plus(int32_t a)
{
    return sn_saturating_shift_left(sn_twice_reciprocal(a), 1);
}

#endif
