/* What sn_dsp.h promises, as instructions of Arm cores. For sn_dsp.h alone. */
#ifndef SN_DSP_ARM_H
#define SN_DSP_ARM_H

#include <arm_acle.h>

/* Bytes 0 and 2 as halves. */
static inline uint32_t sn_widen_even(uint32_t bytes) { return (uint32_t)__sxtb16((int8x4_t)bytes); }

/* Bytes 1 and 3 as halves. */
static inline uint32_t sn_widen_odd(uint32_t bytes)
{
    uint32_t result;
    __asm__("sxtb16 %0, %1, ror #8" : "=r"(result) : "r"(bytes));
    return result;
}

/* sum + the products of the halves, modulo 2^32. */
static inline uint32_t sn_multiply_add(uint32_t a, uint32_t b, uint32_t sum)
{
    return (uint32_t)__smlad((int16x2_t)a, (int16x2_t)b, (int32_t)sum);
}

/* As sn_multiply_add, in place: a compiler that may choose another register for each of eight sums in a loop
 * runs out of them. */
static inline void sn_accumulate(uint32_t a, uint32_t b, uint32_t *sum)
{
    __asm__("smlad %0, %1, %2, %0" : "+r"(*sum) : "r"(a), "r"(b));
}

/* The sum of the products of the halves. */
static inline uint32_t sn_multiply(uint32_t a, uint32_t b)
{
    return (uint32_t)__smuad((int16x2_t)a, (int16x2_t)b);
}

/* addend + a * b / 2^32 rounded to nearest, ties up. */
static inline int32_t sn_high_multiply_add(int32_t a, int32_t b, int32_t addend)
{
    int32_t result;
    __asm__("smmlar %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(addend));
    return result;
}

/* a * 2^n, n being the low byte of `count`. */
static inline int32_t sn_shift_left_by_byte(int32_t a, uint32_t count)
{
    int32_t result;
    __asm__("lsl %0, %1, %2" : "=r"(result) : "r"(a), "r"(count));
    return result;
}

/* a / 2^n rounded down, n being the low byte of `count`. */
static inline int32_t sn_shift_right_by_byte(int32_t a, uint32_t count)
{
    int32_t result;
    __asm__("asr %0, %1, %2" : "=r"(result) : "r"(a), "r"(count));
    return result;
}

/* a / 2 rounded down, saturated to int8. */
static inline int32_t sn_saturated_half(int32_t a)
{
    int32_t result;
    __asm__("ssat %0, #8, %1, asr #1" : "=r"(result) : "r"(a) : "cc");
    return result;
}

/* The greater and the lesser of four bytes each. */
static inline uint32_t sn_maxima(uint32_t a, uint32_t b)
{
    uint32_t result;
    __asm__("ssub8 %0, %1, %2\n\tsel %0, %1, %2" : "=&r"(result) : "r"(a), "r"(b) : "cc");
    return result;
}

static inline uint32_t sn_minima(uint32_t a, uint32_t b)
{
    uint32_t result;
    __asm__("ssub8 %0, %1, %2\n\tsel %0, %2, %1" : "=&r"(result) : "r"(a), "r"(b) : "cc");
    return result;
}

/* `low` with its bits from 8 on those of `high`. */
static inline uint32_t sn_insert_byte(uint32_t low, uint32_t high)
{
    __asm__("bfi %0, %1, #8, #24" : "+r"(low) : "r"(high));
    return low;
}

static inline sn_words sn_load_words(const void *words)
{
    sn_words result;
    __asm__("ldrd %0, %1, %2"
            : "=r"(result.first), "=r"(result.second)
            : "m"(*(const sn_memory_words *)words));
    return result;
}

static inline void sn_store_words(void *words, uint32_t first, uint32_t second)
{
    __asm__("strd %1, %2, %0" : "=m"(*(sn_memory_words *)words) : "r"(first), "r"(second));
}

#endif
