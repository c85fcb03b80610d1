/* The DSP instructions of Armv7E-M and Armv8-M Main that kernels are written in, and the same functions in
 * plain C, so that hosts and cores without them run the same source to the same bytes.
 *
 * ACLE has intrinsics for most; the others are one instruction of assembler each. Words hold two signed
 * halves or four signed bytes, the first in the low bits. */
#ifndef SN_DSP_H
#define SN_DSP_H

#include <stdint.h>

/* Inlined always: a kernel made of these is specialised by the constants it is called with. */
#define SN_INLINE static inline __attribute__((always_inline))

/* Two words that one LDRD loads or one STRD stores. */
typedef struct sn_words {
    uint32_t first, second;
} sn_words;

/* As memory: words are aligned to 4 bytes, whatever the type of the object that holds them. */
typedef uint32_t __attribute__((may_alias)) sn_memory_word;
typedef uint32_t __attribute__((may_alias, aligned(1))) sn_unaligned_word;
typedef uint16_t __attribute__((may_alias, aligned(1))) sn_unaligned_half;
typedef uint64_t __attribute__((may_alias, aligned(4))) sn_memory_words;

/* Forgets how a variable came to its value, so that the compiler keeps one pointer and addresses by offsets
 * from it, where it would keep a pointer for each address and spill them. */
#define SN_OPAQUE(variable) __asm__("" : "+r"(variable))

/* Four bytes from any address. */
static inline uint32_t sn_load_bytes(const int8_t *bytes)
{
    return *(const sn_unaligned_word *)(const void *)bytes;
}

#if defined(__ARM_FEATURE_DSP) && defined(__ARM_FEATURE_SIMD32)
#define SN_HAS_DSP 1
#include "sn_dsp_arm.h"
#else
#define SN_HAS_DSP 0
#include "sn_dsp_model.h"
#endif

#endif
