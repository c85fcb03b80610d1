/* A test of a model on any machine: inputs and the outputs they must give are inside. The lines it prints are
 * those of docs/selftest.md. */
#ifndef STREAMNET_SELFTEST_H
#define STREAMNET_SELFTEST_H

#include "streamnet_run.h"

typedef struct sn_selftest_case {
    const char *data;
    const uint8_t *const *inputs;
    const uint8_t *const *outputs;
} sn_selftest_case;

typedef struct sn_selftest {
    const char *model;
    const char *const *node_names;
    const sn_selftest_case *cases;
    const uint32_t *input_bytes;
    const uint32_t *input_row_bytes;
    const uint32_t *output_bytes;
    uint8_t *arena;
    int (*run)(uint8_t *arena, const sn_io *io);
    void *(*input)(uint8_t *arena, int input);
    const void *(*output)(const uint8_t *arena, int output);
    uint16_t node_count, case_count, input_count, output_count;
    uint16_t is_streamed;
    /* A place for a number of each node, where the build profiles or observes. */
#ifdef SN_PROFILE
    uint32_t *cycles;
#endif
#ifdef SN_OBSERVE
    uint64_t *results;
#endif
} sn_selftest;

/* The test of the model this program holds. */
extern const sn_selftest sn_selftest_model;

/* Given by the machine: writes one character. */
void sn_putchar(char character);

#ifdef SN_PROFILE
/* Given by the machine: a counter of clock cycles that may wrap. */
uint32_t sn_cycles(void);
#endif

/* Runs every case and prints the outcome; returns 0 when all outputs are right. */
int sn_selftest_run(void);

#endif
