/* The integer arithmetic that the kernels share. Sums wrap modulo 2^32, so they are kept in uint32_t; the
 * right shift of a negative number is arithmetic, as every compiler for these targets has it. */
#ifndef SN_ARITHMETIC_H
#define SN_ARITHMETIC_H

#include <stdint.h>

static inline int32_t sn_minimum(int32_t a, int32_t b) { return a < b ? a : b; }

static inline int32_t sn_maximum(int32_t a, int32_t b) { return a > b ? a : b; }

static inline int32_t sn_clamp(int32_t value, int32_t low, int32_t high)
{
    return sn_minimum(sn_maximum(value, low), high);
}

static inline int32_t sn_add_wrapping(int32_t a, int32_t b) { return (int32_t)((uint32_t)a + (uint32_t)b); }

/* a * 2^n modulo 2^32, n in 0...31. */
static inline int32_t sn_shift_left(int32_t a, int32_t n) { return (int32_t)((uint32_t)a << n); }

/* a * b / 2^31 rounded to nearest, ties up: gemmlowp's SaturatingRoundingDoublingHighMul. Its saturation is
 * left out because one factor is always a multiplier, and those are never INT32_MIN. */
static inline int32_t sn_high_multiply(int32_t a, int32_t b)
{
    return (int32_t)(((int64_t)a * b + (1 << 30)) >> 31);
}

/* a / 2^n rounded to nearest, ties away from zero, n in 0...31: gemmlowp's RoundingDivideByPOT. */
static inline int32_t sn_rounding_shift(int32_t a, int32_t n)
{
    const int32_t mask = (int32_t)((1u << n) - 1);
    const int32_t threshold = (mask >> 1) + (a < 0);
    return (a >> n) + ((a & mask) > threshold);
}

/* a * multiplier * 2^(shift - 31), rounded twice as TensorFlow Lite Micro does; shift in -31...31. */
static inline int32_t sn_requantise(int32_t a, int32_t multiplier, int32_t shift)
{
    const int32_t left = sn_maximum(shift, 0);
    const int32_t right = sn_maximum(-shift, 0);
    return sn_rounding_shift(sn_high_multiply(sn_shift_left(a, left), multiplier), right);
}

/* A sum of products as an output element. */
static inline int8_t sn_output(
    uint32_t sum, int32_t multiplier, int32_t shift, int32_t zero, int32_t low, int32_t high)
{
    const int32_t scaled = sn_requantise((int32_t)sum, multiplier, shift);
    return (int8_t)sn_clamp(sn_add_wrapping(scaled, zero), low, high);
}

#endif
