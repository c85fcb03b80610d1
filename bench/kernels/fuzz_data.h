/* Random numbers and guarded memory of the comparisons. */
#ifndef FUZZ_DATA_H
#define FUZZ_DATA_H

#include "fuzz.h"

#include <stdint.h>

typedef struct fuzz_random {
    uint64_t state;
} fuzz_random;

static inline uint32_t fuzz_bits(fuzz_random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)(z >> 32);
}

/* A number from `low` to `high`. */
static inline int32_t fuzz_between(fuzz_random *random, int32_t low, int32_t high)
{
    return low + (int32_t)(fuzz_bits(random) % ((uint32_t)(high - low) + 1u));
}

static inline int fuzz_one_in(fuzz_random *random, int32_t n) { return fuzz_between(random, 1, n) == 1; }

static inline void fuzz_bytes(fuzz_random *random, int8_t *bytes, int32_t count)
{
    for (int32_t i = 0; i < count; i++) bytes[i] = (int8_t)fuzz_bits(random);
}

/* A multiplier and a shift as planning makes them: most of the time a factor below 1. */
static inline void fuzz_factor(fuzz_random *random, int32_t *multiplier, int32_t *shift)
{
    *multiplier = fuzz_one_in(random, 8) ? 1 << 30 : (int32_t)((1u << 30) + (fuzz_bits(random) >> 2));
    *shift = fuzz_between(random, -14, -1);
    if (fuzz_one_in(random, 16)) *multiplier = *shift = 0;
    if (fuzz_one_in(random, 40)) *shift = fuzz_between(random, -31, -15);
}

/* The bounds of an output: those of int8, or what an activation leaves of them. */
static inline void fuzz_bounds(fuzz_random *random, int32_t *least, int32_t *greatest)
{
    *least = fuzz_one_in(random, 3) ? fuzz_between(random, -128, 20) : -128;
    *greatest = fuzz_one_in(random, 3) ? fuzz_between(random, *least, 127) : 127;
}

/* Runs so many cases; `one_case` says 0 for a shape that cannot be, which is no case. */
static inline fuzz_result fuzz_all(
    int (*one_case)(fuzz_random *random, fuzz_result *total), uint32_t cases, uint32_t seed)
{
    fuzz_result total = {0, 0, 0, 0};
    for (uint32_t i = 0; i < cases; i++) {
        fuzz_random random = {((uint64_t)seed << 32) + i + ((uint64_t)total.compared << 20)};
        const uint32_t before = total.differing;
        while (!one_case(&random, &total)) continue;
        if (total.differing != before && before == 0) total.first_differing = i;
    }
    return total;
}

#endif
