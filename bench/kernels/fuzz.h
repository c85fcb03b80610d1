/* Random operators by the kernels with DSP instructions and by the portable ones: on this computer, with the
 * model of the instructions, and on the emulator, with the instructions themselves. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>

/* What a run of cases found. */
typedef struct fuzz_result {
    uint32_t compared, refused, differing;
    uint32_t first_differing;
} fuzz_result;

fuzz_result fuzz_convolutions(uint32_t cases, uint32_t seed);
fuzz_result fuzz_elementwise(uint32_t cases, uint32_t seed);
fuzz_result fuzz_requantisation(uint32_t cases, uint32_t seed);
fuzz_result fuzz_depthwise(uint32_t cases, uint32_t seed);
fuzz_result fuzz_mve(uint32_t cases, uint32_t seed);
fuzz_result fuzz_pooling(uint32_t cases, uint32_t seed);

#endif
