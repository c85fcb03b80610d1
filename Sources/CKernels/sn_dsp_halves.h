/* More of the DSP instructions, as in sn_dsp.h: widening with an addend, packing halves, and products
 * of single halves. ACLE has intrinsics for some of them; GCC 12 does not find the packing ones in C. */
#ifndef SN_DSP_HALVES_H
#define SN_DSP_HALVES_H

#include "sn_dsp.h"

#if SN_HAS_DSP

#define SN_HALVES_OF_TWO(name, text)                            \
    SN_INLINE uint32_t name(uint32_t a, uint32_t b)             \
    {                                                           \
        uint32_t result;                                        \
        __asm__(text : "=r"(result) : "r"(a), "r"(b));          \
        return result;                                          \
    }
#define SN_PRODUCT_OF_HALVES(name, text)                        \
    SN_INLINE uint32_t name(uint32_t a, uint32_t b, uint32_t sum) \
    {                                                           \
        uint32_t result;                                        \
        __asm__(text " %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum)); \
        return result;                                          \
    }
SN_HALVES_OF_TWO(sn_add_even, "sxtab16 %0, %1, %2")
SN_HALVES_OF_TWO(sn_add_odd, "sxtab16 %0, %1, %2, ror #8")
SN_HALVES_OF_TWO(sn_pack_lows, "pkhbt %0, %1, %2, lsl #16")
SN_HALVES_OF_TWO(sn_pack_highs, "pkhtb %0, %2, %1, asr #16")
SN_HALVES_OF_TWO(sn_pack_low_high, "pkhbt %0, %1, %2")
SN_PRODUCT_OF_HALVES(sn_add_products, "smlad")
SN_PRODUCT_OF_HALVES(sn_add_crossed_products, "smladx")
SN_PRODUCT_OF_HALVES(sn_add_low_low, "smlabb")
SN_PRODUCT_OF_HALVES(sn_add_high_low, "smlatb")
SN_PRODUCT_OF_HALVES(sn_add_high_high, "smlatt")

#undef SN_HALVES_OF_TWO
#undef SN_PRODUCT_OF_HALVES

#else

SN_INLINE int32_t sn_low_half(uint32_t a) { return (int16_t)a; }
SN_INLINE int32_t sn_high_half(uint32_t a) { return (int16_t)(a >> 16); }

/* The halves of a, plus bytes 0 and 2 of b. */
SN_INLINE uint32_t sn_add_even(uint32_t a, uint32_t b)
{
    return sn_halves(sn_low_half(a) + (int8_t)b, sn_high_half(a) + (int8_t)(b >> 16));
}

/* The halves of a, plus bytes 1 and 3 of b. */
SN_INLINE uint32_t sn_add_odd(uint32_t a, uint32_t b) { return sn_add_even(a, b >> 8); }

/* The low halves of a and b, the high halves, the low half of a and the high half of b. */
SN_INLINE uint32_t sn_pack_lows(uint32_t a, uint32_t b) { return (a & 0xffffu) | b << 16; }
SN_INLINE uint32_t sn_pack_highs(uint32_t a, uint32_t b) { return a >> 16 | (b & 0xffff0000u); }
SN_INLINE uint32_t sn_pack_low_high(uint32_t a, uint32_t b) { return (a & 0xffffu) | (b & 0xffff0000u); }

SN_INLINE uint32_t sn_add_low_low(uint32_t a, uint32_t b, uint32_t sum)
{
    return sum + (uint32_t)(sn_low_half(a) * sn_low_half(b));
}

/* The high half of a times the low half of b. */
SN_INLINE uint32_t sn_add_high_low(uint32_t a, uint32_t b, uint32_t sum)
{
    return sum + (uint32_t)(sn_high_half(a) * sn_low_half(b));
}

SN_INLINE uint32_t sn_add_high_high(uint32_t a, uint32_t b, uint32_t sum)
{
    return sum + (uint32_t)(sn_high_half(a) * sn_high_half(b));
}

/* Low times low plus high times high. */
SN_INLINE uint32_t sn_add_products(uint32_t a, uint32_t b, uint32_t sum)
{
    return sn_add_high_high(a, b, sn_add_low_low(a, b, sum));
}

/* Low times high plus high times low. */
SN_INLINE uint32_t sn_add_crossed_products(uint32_t a, uint32_t b, uint32_t sum)
{
    return sn_add_products(a, b >> 16 | b << 16, sum);
}

#endif

/* Four bytes to any address. */
SN_INLINE void sn_store_bytes(int8_t *out, uint32_t bytes)
{
    *(sn_unaligned_word *)(void *)out = bytes;
}

/* Loops of few turns are unrolled only when GCC is told to; arrays become registers only then. */
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpass-failed"
#define SN_UNROLL _Pragma("clang loop unroll(full)")
#else
#define SN_UNROLL _Pragma("GCC unroll 16")
#endif

#endif
