/* sn_mve.h in instructions of Helium. For sn_mve.h alone. */
#ifndef SN_MVE_ARM_H
#define SN_MVE_ARM_H

#include <arm_mve.h>

/* What was loaded before is loaded again, instead of taking a register. */
#define SN_MVE_LOAD_AGAIN __asm__ volatile("" ::: "memory")

/* What a vector is to hold is worked out here, and not where it is read. */
#define SN_MVE_NOW(vector) __asm__ volatile("" : "+w"(vector))

typedef int8x16_t sn_mve_bytes;
typedef int16x8_t sn_mve_halves;
typedef int32x4_t sn_mve_words;

SN_MVE_INLINE sn_mve_bytes sn_mve_load_16(const int8_t *in) { return vldrbq_s8(in); }

/* `count` bytes, up to 16; those behind are 0. */
SN_MVE_INLINE sn_mve_bytes sn_mve_load_bytes(const int8_t *in, int32_t count)
{
    return vldrbq_z_s8(in, vctp8q((uint32_t)count));
}

SN_MVE_INLINE sn_mve_bytes sn_mve_bytes_of(int32_t value) { return vdupq_n_s8((int8_t)value); }

SN_MVE_INLINE void sn_mve_store_bytes(sn_mve_bytes a, int32_t count, int8_t *out)
{
    vstrbq_p_s8(out, a, vctp8q((uint32_t)count));
}

/* sum + the products of all bytes, and the products alone. */
SN_MVE_INLINE int32_t sn_mve_dot(int32_t sum, sn_mve_bytes a, sn_mve_bytes b)
{
    return vmladavaq_s8(sum, a, b);
}

SN_MVE_INLINE int32_t sn_mve_first_dot(sn_mve_bytes a, sn_mve_bytes b) { return vmladavq_s8(a, b); }

/* The products of bytes 0, 2 ... 14, and of bytes 1, 3 ... 15. */
SN_MVE_INLINE sn_mve_halves sn_mve_multiply_even(sn_mve_bytes a, sn_mve_bytes b) { return vmullbq_int_s8(a, b); }

SN_MVE_INLINE sn_mve_halves sn_mve_multiply_odd(sn_mve_bytes a, sn_mve_bytes b) { return vmulltq_int_s8(a, b); }

SN_MVE_INLINE sn_mve_halves sn_mve_add_halves(sn_mve_halves a, sn_mve_halves b) { return vaddq_s16(a, b); }

/* sum + halves 0, 2, 4, 6, and + halves 1, 3, 5, 7. */
SN_MVE_INLINE sn_mve_words sn_mve_add_even(sn_mve_words sum, sn_mve_halves a)
{
    return vaddq_s32(sum, vmovlbq_s16(a));
}

SN_MVE_INLINE sn_mve_words sn_mve_add_odd(sn_mve_words sum, sn_mve_halves a)
{
    return vaddq_s32(sum, vmovltq_s16(a));
}

/* a + bytes 0, 2 ... 14, and + bytes 1, 3 ... 15. */
SN_MVE_INLINE sn_mve_halves sn_mve_add_even_bytes(sn_mve_halves a, sn_mve_bytes b)
{
    return vaddq_s16(a, vmovlbq_s8(b));
}

SN_MVE_INLINE sn_mve_halves sn_mve_add_odd_bytes(sn_mve_halves a, sn_mve_bytes b)
{
    return vaddq_s16(a, vmovltq_s8(b));
}

/* sum + halves 0, 2, 4, 6 times a factor, and + halves 1, 3, 5, 7 times it. */
SN_MVE_INLINE sn_mve_words sn_mve_add_even_times(sn_mve_words sum, sn_mve_halves a, int32_t factor)
{
    return vmlaq_n_s32(sum, vmovlbq_s16(a), factor);
}

SN_MVE_INLINE sn_mve_words sn_mve_add_odd_times(sn_mve_words sum, sn_mve_halves a, int32_t factor)
{
    return vmlaq_n_s32(sum, vmovltq_s16(a), factor);
}

SN_MVE_INLINE sn_mve_halves sn_mve_zero_halves(void) { return vdupq_n_s16(0); }

SN_MVE_INLINE sn_mve_words sn_mve_zeros(void) { return vdupq_n_s32(0); }

SN_MVE_INLINE sn_mve_words sn_mve_words_of(int32_t a, int32_t b, int32_t c, int32_t d)
{
    int32x4_t words;
    __asm__("vmov %q0[2], %q0[0], %1, %2\n\tvmov %q0[3], %q0[1], %3, %4"
            : "=&w"(words)
            : "r"(a), "r"(c), "r"(b), "r"(d));
    return words;
}

SN_MVE_INLINE sn_mve_words sn_mve_load_words(const int32_t *in) { return vldrwq_s32(in); }

SN_MVE_INLINE sn_mve_words sn_mve_add(sn_mve_words a, sn_mve_words b) { return vaddq_s32(a, b); }

SN_MVE_INLINE sn_mve_words sn_mve_add_number(sn_mve_words a, int32_t b) { return vaddq_n_s32(a, b); }

/* As sn_high_multiply. */
SN_MVE_INLINE sn_mve_words sn_mve_high_multiply(sn_mve_words a, sn_mve_words b) { return vqrdmulhq_s32(a, b); }

/* As sn_rounding_shift by the negative of `shift`, which is negative: ties go away from zero. */
SN_MVE_INLINE sn_mve_words sn_mve_rounding_shift(sn_mve_words a, sn_mve_words shift)
{
    return vrshlq_s32(vaddq_s32(a, vshrq_n_s32(a, 31)), shift);
}

SN_MVE_INLINE sn_mve_words sn_mve_clamp(sn_mve_words a, int32_t least, int32_t greatest)
{
    return vminq_s32(vmaxq_s32(a, vdupq_n_s32(least)), vdupq_n_s32(greatest));
}

/* The low bytes of four words. */
SN_MVE_INLINE void sn_mve_store_4(sn_mve_words a, int8_t *out) { vstrbq_s32(out, a); }

SN_MVE_INLINE void sn_mve_store_16(sn_mve_bytes a, int8_t *out) { vstrbq_s8(out, a); }

/* Words brought into 16 bits: the first of a, of b, the second of a ... */
SN_MVE_INLINE sn_mve_halves sn_mve_saturated_halves(sn_mve_words a, sn_mve_words b)
{
    return vqmovntq_s32(vqmovnbq_s32(vreinterpretq_s16_s32(a), a), b);
}

/* Halves brought into 8 bits, in the same order. */
SN_MVE_INLINE sn_mve_bytes sn_mve_saturated_bytes(sn_mve_halves a, sn_mve_halves b)
{
    return vqmovntq_s16(vqmovnbq_s16(vreinterpretq_s8_s16(a), a), b);
}

/* Saturated, too. */
SN_MVE_INLINE sn_mve_halves sn_mve_add_to_halves(sn_mve_halves a, int32_t b)
{
    return vqaddq_n_s16(a, (int16_t)b);
}

SN_MVE_INLINE sn_mve_bytes sn_mve_clamp_bytes(sn_mve_bytes a, int32_t least, int32_t greatest)
{
    return vminq_s8(vmaxq_s8(a, vdupq_n_s8((int8_t)least)), vdupq_n_s8((int8_t)greatest));
}

#endif
