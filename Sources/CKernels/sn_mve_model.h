/* sn_mve.h in plain C. For sn_mve.h alone. */
#ifndef SN_MVE_MODEL_H
#define SN_MVE_MODEL_H

#define SN_MVE_LOAD_AGAIN
#define SN_MVE_NOW(vector) ((void)(vector))

typedef struct sn_mve_bytes {
    int8_t of[16];
} sn_mve_bytes;

typedef struct sn_mve_halves {
    int16_t of[8];
} sn_mve_halves;

typedef struct sn_mve_words {
    int32_t of[4];
} sn_mve_words;

SN_MVE_INLINE sn_mve_bytes sn_mve_load_bytes(const int8_t *in, int32_t count)
{
    sn_mve_bytes result = {{0}};
    for (int32_t i = 0; i < 16 && i < count; i++) result.of[i] = in[i];
    return result;
}

SN_MVE_INLINE sn_mve_bytes sn_mve_load_16(const int8_t *in) { return sn_mve_load_bytes(in, 16); }

SN_MVE_INLINE int32_t sn_mve_dot(int32_t sum, sn_mve_bytes a, sn_mve_bytes b)
{
    for (int32_t i = 0; i < 16; i++) sum = sn_add_wrapping(sum, a.of[i] * b.of[i]);
    return sum;
}

SN_MVE_INLINE int32_t sn_mve_first_dot(sn_mve_bytes a, sn_mve_bytes b) { return sn_mve_dot(0, a, b); }

SN_MVE_INLINE sn_mve_bytes sn_mve_bytes_of(int32_t value)
{
    sn_mve_bytes result;
    for (int32_t i = 0; i < 16; i++) result.of[i] = (int8_t)value;
    return result;
}

SN_MVE_INLINE void sn_mve_store_bytes(sn_mve_bytes a, int32_t count, int8_t *out)
{
    for (int32_t i = 0; i < 16 && i < count; i++) out[i] = a.of[i];
}

SN_MVE_INLINE sn_mve_halves sn_mve_multiply_even(sn_mve_bytes a, sn_mve_bytes b)
{
    sn_mve_halves result;
    for (int32_t i = 0; i < 8; i++) result.of[i] = (int16_t)(a.of[2 * i] * b.of[2 * i]);
    return result;
}

SN_MVE_INLINE sn_mve_halves sn_mve_multiply_odd(sn_mve_bytes a, sn_mve_bytes b)
{
    sn_mve_halves result;
    for (int32_t i = 0; i < 8; i++) result.of[i] = (int16_t)(a.of[2 * i + 1] * b.of[2 * i + 1]);
    return result;
}

SN_MVE_INLINE sn_mve_halves sn_mve_add_halves(sn_mve_halves a, sn_mve_halves b)
{
    for (int32_t i = 0; i < 8; i++) a.of[i] = (int16_t)(a.of[i] + b.of[i]);
    return a;
}

SN_MVE_INLINE sn_mve_words sn_mve_add_even(sn_mve_words sum, sn_mve_halves a)
{
    for (int32_t i = 0; i < 4; i++) sum.of[i] = sn_add_wrapping(sum.of[i], a.of[2 * i]);
    return sum;
}

SN_MVE_INLINE sn_mve_words sn_mve_add_odd(sn_mve_words sum, sn_mve_halves a)
{
    for (int32_t i = 0; i < 4; i++) sum.of[i] = sn_add_wrapping(sum.of[i], a.of[2 * i + 1]);
    return sum;
}

SN_MVE_INLINE sn_mve_halves sn_mve_add_even_bytes(sn_mve_halves a, sn_mve_bytes b)
{
    for (int32_t i = 0; i < 8; i++) a.of[i] = (int16_t)(a.of[i] + b.of[2 * i]);
    return a;
}

SN_MVE_INLINE sn_mve_halves sn_mve_add_odd_bytes(sn_mve_halves a, sn_mve_bytes b)
{
    for (int32_t i = 0; i < 8; i++) a.of[i] = (int16_t)(a.of[i] + b.of[2 * i + 1]);
    return a;
}

SN_MVE_INLINE sn_mve_words sn_mve_add_even_times(sn_mve_words sum, sn_mve_halves a, int32_t factor)
{
    for (int32_t i = 0; i < 4; i++) sum.of[i] = sn_add_wrapping(sum.of[i], a.of[2 * i] * factor);
    return sum;
}

SN_MVE_INLINE sn_mve_words sn_mve_add_odd_times(sn_mve_words sum, sn_mve_halves a, int32_t factor)
{
    for (int32_t i = 0; i < 4; i++) sum.of[i] = sn_add_wrapping(sum.of[i], a.of[2 * i + 1] * factor);
    return sum;
}

SN_MVE_INLINE sn_mve_halves sn_mve_zero_halves(void)
{
    const sn_mve_halves zeros = {{0}};
    return zeros;
}

SN_MVE_INLINE sn_mve_words sn_mve_words_of(int32_t a, int32_t b, int32_t c, int32_t d)
{
    const sn_mve_words words = {{a, b, c, d}};
    return words;
}

SN_MVE_INLINE sn_mve_words sn_mve_zeros(void) { return sn_mve_words_of(0, 0, 0, 0); }

SN_MVE_INLINE sn_mve_words sn_mve_load_words(const int32_t *in)
{
    return sn_mve_words_of(in[0], in[1], in[2], in[3]);
}

SN_MVE_INLINE sn_mve_words sn_mve_add(sn_mve_words a, sn_mve_words b)
{
    for (int32_t i = 0; i < 4; i++) a.of[i] = sn_add_wrapping(a.of[i], b.of[i]);
    return a;
}

SN_MVE_INLINE sn_mve_words sn_mve_add_number(sn_mve_words a, int32_t b)
{
    return sn_mve_add(a, sn_mve_words_of(b, b, b, b));
}

SN_MVE_INLINE sn_mve_words sn_mve_high_multiply(sn_mve_words a, sn_mve_words b)
{
    for (int32_t i = 0; i < 4; i++) a.of[i] = sn_high_multiply(a.of[i], b.of[i]);
    return a;
}

SN_MVE_INLINE sn_mve_words sn_mve_rounding_shift(sn_mve_words a, sn_mve_words shift)
{
    for (int32_t i = 0; i < 4; i++) a.of[i] = sn_rounding_shift(a.of[i], -shift.of[i]);
    return a;
}

SN_MVE_INLINE sn_mve_words sn_mve_clamp(sn_mve_words a, int32_t least, int32_t greatest)
{
    for (int32_t i = 0; i < 4; i++) a.of[i] = sn_clamp(a.of[i], least, greatest);
    return a;
}

SN_MVE_INLINE void sn_mve_store_4(sn_mve_words a, int8_t *out)
{
    for (int32_t i = 0; i < 4; i++) out[i] = (int8_t)a.of[i];
}

SN_MVE_INLINE void sn_mve_store_16(sn_mve_bytes a, int8_t *out) { sn_mve_store_bytes(a, 16, out); }

SN_MVE_INLINE sn_mve_halves sn_mve_saturated_halves(sn_mve_words a, sn_mve_words b)
{
    sn_mve_halves result;
    for (int32_t i = 0; i < 8; i++) {
        result.of[i] = (int16_t)sn_clamp(i & 1 ? b.of[i >> 1] : a.of[i >> 1], INT16_MIN, INT16_MAX);
    }
    return result;
}

SN_MVE_INLINE sn_mve_bytes sn_mve_saturated_bytes(sn_mve_halves a, sn_mve_halves b)
{
    sn_mve_bytes result;
    for (int32_t i = 0; i < 16; i++) {
        result.of[i] = (int8_t)sn_clamp(i & 1 ? b.of[i >> 1] : a.of[i >> 1], INT8_MIN, INT8_MAX);
    }
    return result;
}

SN_MVE_INLINE sn_mve_halves sn_mve_add_to_halves(sn_mve_halves a, int32_t b)
{
    for (int32_t i = 0; i < 8; i++) a.of[i] = (int16_t)sn_clamp(a.of[i] + b, INT16_MIN, INT16_MAX);
    return a;
}

SN_MVE_INLINE sn_mve_bytes sn_mve_clamp_bytes(sn_mve_bytes a, int32_t least, int32_t greatest)
{
    for (int32_t i = 0; i < 16; i++) a.of[i] = (int8_t)sn_clamp(a.of[i], least, greatest);
    return a;
}

#endif
