/* A case of the kernel benchmark: an operator with random data, computed by the portable kernel, by ours and
 * by CMSIS-NN. */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>

typedef struct bench_conv {
    const char *name;
    int32_t size, in_channels, out_channels, kernel, stride, pad;
} bench_conv;

enum {
    most_input = 200 * 1024,
    most_output = 512 * 1024,
    most_weights = 330 * 1024,
    most_channels = 1024,
    most_scratch = 16384
};

extern int8_t bench_in[most_input], bench_in2[most_input];
extern int8_t bench_expected[most_output], bench_out[most_output];
extern int8_t bench_weights[most_weights];
extern int32_t bench_bias[most_channels], bench_multiplier[most_channels], bench_wide_shift[most_channels];
extern int8_t bench_shift[most_channels];
extern int32_t bench_table[most_weights / 2];
extern uint32_t bench_scratch[most_scratch / 4];

void bench_random(int8_t *bytes, int32_t count);
void bench_clear(void);
uint32_t bench_differing(int32_t count);
void bench_print(const char *name, uint32_t work, uint32_t ours, uint32_t cmsis);

void bench_elementwise(void);
void bench_depthwise(void);
void bench_pooling(void);

enum { bench_in_zero = -5, bench_out_zero = -3 };

#endif
