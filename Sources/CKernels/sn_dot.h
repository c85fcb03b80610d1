/* Dot products of int8 rows of weights with one run of int8 inputs. */
#ifndef SN_DOT_H
#define SN_DOT_H

#include <stdint.h>

/* Without the hint clang multiplies four lanes at a time; with it, it uses the 16-bit multiply-add of SSE2.
 * Where it cannot follow the hint, under a sanitizer say, nothing is lost. */
#if defined(__clang__) && defined(__SSE2__)
#pragma clang diagnostic ignored "-Wpass-failed"
#define SN_VECTORISE _Pragma("clang loop vectorize_width(8) interleave_count(1)")
#else
#define SN_VECTORISE
#endif

/* Adds weights[i] * (in[i] - in_zero) over i in 0..<count to a sum. */
static inline void sn_dot(
    const int8_t *weights, const int8_t *in, int32_t in_zero, int32_t count, uint32_t *sum)
{
    uint32_t total = 0;
    SN_VECTORISE
    for (int32_t i = 0; i < count; i++) {
        const int16_t value = (int16_t)(in[i] - in_zero);
        total += (uint32_t)(weights[i] * value);
    }
    *sum += total;
}

/* As sn_dot for four rows of weights that lie `step` apart: each input is loaded once for four sums. */
static inline void sn_dot_of_four(
    const int8_t *weights, int32_t step, const int8_t *in, int32_t in_zero, int32_t count,
    uint32_t sums[4])
{
    const int8_t *weights1 = weights + step;
    const int8_t *weights2 = weights1 + step;
    const int8_t *weights3 = weights2 + step;
    uint32_t total0 = 0, total1 = 0, total2 = 0, total3 = 0;
    SN_VECTORISE
    for (int32_t i = 0; i < count; i++) {
        const int16_t value = (int16_t)(in[i] - in_zero);
        total0 += (uint32_t)(weights[i] * value);
        total1 += (uint32_t)(weights1[i] * value);
        total2 += (uint32_t)(weights2[i] * value);
        total3 += (uint32_t)(weights3[i] * value);
    }
    sums[0] += total0;
    sums[1] += total1;
    sums[2] += total2;
    sums[3] += total3;
}

#endif
