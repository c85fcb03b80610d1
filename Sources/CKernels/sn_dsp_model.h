/* What sn_dsp.h promises, in plain C; sn_dsp_arm.h says what each function is. For sn_dsp.h alone. */
#ifndef SN_DSP_MODEL_H
#define SN_DSP_MODEL_H

static inline uint32_t sn_halves(int32_t low, int32_t high)
{
    return (uint32_t)(uint16_t)low | (uint32_t)(uint16_t)high << 16;
}

static inline uint32_t sn_widen_even(uint32_t bytes)
{
    return sn_halves((int8_t)bytes, (int8_t)(bytes >> 16));
}

static inline uint32_t sn_widen_odd(uint32_t bytes) { return sn_widen_even(bytes >> 8); }

static inline uint32_t sn_multiply(uint32_t a, uint32_t b)
{
    return (uint32_t)((int16_t)a * (int16_t)b) + (uint32_t)((int16_t)(a >> 16) * (int16_t)(b >> 16));
}

static inline uint32_t sn_multiply_add(uint32_t a, uint32_t b, uint32_t sum)
{
    return sum + sn_multiply(a, b);
}

static inline void sn_accumulate(uint32_t a, uint32_t b, uint32_t *sum) { *sum += sn_multiply(a, b); }

static inline int32_t sn_high_multiply_add(int32_t a, int32_t b, int32_t addend)
{
    const uint64_t product = (uint64_t)((int64_t)a * b) + 0x80000000u;
    return (int32_t)((uint32_t)(product >> 32) + (uint32_t)addend);
}

static inline int32_t sn_shift_left_by_byte(int32_t a, uint32_t count)
{
    const uint32_t n = count & 255u;
    return n > 31u ? 0 : (int32_t)((uint32_t)a << n);
}

static inline int32_t sn_shift_right_by_byte(int32_t a, uint32_t count)
{
    const uint32_t n = count & 255u;
    return a >> (n > 31u ? 31u : n);
}

static inline int32_t sn_saturated_half(int32_t a)
{
    const int32_t half = a >> 1;
    return half < INT8_MIN ? INT8_MIN : half > INT8_MAX ? INT8_MAX : half;
}

static inline uint32_t sn_maxima(uint32_t a, uint32_t b)
{
    uint32_t result = 0;
    for (uint32_t place = 0; place < 32; place += 8) {
        const uint32_t chosen = (int8_t)(a >> place) >= (int8_t)(b >> place) ? a : b;
        result |= chosen & 255u << place;
    }
    return result;
}

static inline uint32_t sn_minima(uint32_t a, uint32_t b)
{
    uint32_t result = 0;
    for (uint32_t place = 0; place < 32; place += 8) {
        const uint32_t chosen = (int8_t)(a >> place) >= (int8_t)(b >> place) ? b : a;
        result |= chosen & 255u << place;
    }
    return result;
}

static inline uint32_t sn_insert_byte(uint32_t low, uint32_t high) { return (low & 255u) | high << 8; }

static inline sn_words sn_load_words(const void *words)
{
    const sn_memory_word *memory = words;
    const sn_words result = {memory[0], memory[1]};
    return result;
}

static inline void sn_store_words(void *words, uint32_t first, uint32_t second)
{
    sn_memory_word *memory = words;
    memory[0] = first;
    memory[1] = second;
}

#endif
