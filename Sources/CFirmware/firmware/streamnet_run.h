/* Runs a planned network: tables of constants, and one loop over tiles that serves every schedule. */
#ifndef STREAMNET_RUN_H
#define STREAMNET_RUN_H

#include "streamnet_kernels.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Output position y of an axis reads input positions
 * floor((y * numerator + phase) / denominator) + offset + i * dilation, for i in 0..taps-1. */
typedef struct sn_axis {
    int16_t numerator, denominator, phase, offset, taps, dilation;
} sn_axis;

/* Where the rows of a tensor lie: row y in slot y modulo `slots`, from `offset` of the arena on, or in
 * constant memory. */
typedef struct sn_tensor {
    const uint8_t *constant;
    uint32_t offset;
    uint32_t row_bytes;
    int16_t rows, columns, slots;
    uint16_t pixel_bytes;
} sn_tensor;

typedef struct sn_operand {
    uint16_t tensor;
    sn_axis rows, columns;
} sn_operand;

/* One operator. `is_run` says that pixels may be computed over row ends where they lie one behind the other. */
typedef struct sn_node {
    void (*compute)(const sn_call *call);
    const sn_operand *operands;
    uint16_t operand_count;
    uint16_t output;
    uint16_t channels;
    uint16_t is_run;
} sn_node;

/* A node, computed tile by tile, row of tiles by row of tiles. */
typedef struct sn_stage {
    uint16_t node;
    int16_t tile_rows, tile_columns;
} sn_stage;

/* An input whose rows are fetched when they are first needed. */
typedef struct sn_stream {
    uint16_t tensor;
    uint16_t input;
    uint16_t last_node;
} sn_stream;

typedef struct sn_model {
    const sn_tensor *tensors;
    const sn_node *nodes;
    const sn_stage *stages;
    const sn_stream *streams;
    uint16_t node_count, stage_count, stream_count;
} sn_model;

/* What the caller gives for a run; any function may be NULL but for fetch_row with streamed inputs. */
typedef struct sn_io {
    void *context;
    /* Writes row `row` of input `input` to `destination`; is asked once for every row, in order. Any result
     * but 0 ends the run, which returns it. */
    int (*fetch_row)(void *context, int input, int row, void *destination);
    /* Is called between rows. */
    void (*yield)(void *context);
} sn_io;

/* Runs the model once and returns 0, or what fetch_row returned. `pointers` has room for the most row
 * pointers of any operator, `arrived` for a counter a streamed input. */
int sn_run(const sn_model *model, uint8_t *arena, const sn_io *io, const void **pointers, int32_t *arrived);

#ifdef SN_TRACE
/* The hash of the steps of the last run: FNV-1a (64 bits) over operator, y, x, c, rows and columns of each,
 * as 32-bit numbers, low byte first. A fetched row counts as operator `node_count + input`. */
extern uint64_t sn_trace_hash;
#endif

#ifdef SN_OBSERVE
/* Is given the bytes that a node has written of one row. */
void sn_observe(uint16_t node, const uint8_t *bytes, uint32_t count);
#endif

#ifdef SN_PROFILE
/* Are called before and after the work of a node. */
void sn_profile_begin(uint16_t node);
void sn_profile_end(uint16_t node);
#endif

#ifdef __cplusplus
}
#endif

#endif
