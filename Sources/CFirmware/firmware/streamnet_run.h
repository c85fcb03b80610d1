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

/* What an output pixel reads of an input. Number SN_SAME of all is the pixel at its own place. */
typedef struct sn_reads {
    sn_axis rows, columns;
} sn_reads;
enum { SN_SAME = 0 };

/* Where the newest rows of a tensor lie, some columns of them, while tiles make it: the window moves along with
 * the tiles. */
typedef struct sn_window {
    uint32_t offset, row_bytes;
    int16_t slots;
} sn_window;

/* Where a tensor lies: row y in slot y modulo `slots`, from `offset` of its arena on, or in constant memory.
 * The upper four bits of an offset are the position of the arena: 0 where there is one.
 * Inside a stage the newest rows may lie in a window instead, and a tensor where the one is that is computed over
 * it. `producer` is the node that makes the tensor, or -1, and `window` the number of its window, or -1. */
typedef struct sn_tensor {
    const uint8_t *constant;
    uint32_t offset, row_bytes;
    int16_t rows, columns, slots, producer, window;
    uint16_t pixel_bytes;
} sn_tensor;

/* A tensor that a node reads, and the number of how. */
typedef struct sn_operand {
    uint16_t tensor, reads;
} sn_operand;

enum sn_node_flags {
    /* Pixels may be computed over row ends where they lie one behind the other. */
    SN_RUN = 1,
    /* The result keeps what neighbouring tiles share: rows for the tiles below, columns for the next tile. */
    SN_KEEP_ROWS = 2,
    SN_KEEP_COLUMNS = 4,
    /* The result is the sum of all that the node reads, and takes it part by part. */
    SN_SUM = 8
};

/* One operator. */
typedef struct sn_node {
    void (*compute)(const sn_call *call);
    /* Where in the arena the kernel's scratch lies, if it needs any. */
    uint32_t scratch;
    uint16_t first_operand;
    uint16_t output;
    uint8_t operand_count;
    uint8_t flags;
} sn_node;

/* Nodes that run together, up to `last`: some rows of the result of the last one at a time, in tiles of some
 * columns. */
typedef struct sn_unit {
    uint16_t last;
    int16_t rows, columns;
} sn_unit;

enum sn_stage_flags {
    /* Every tile computes as much as one in the middle, moved inwards at the edges. */
    SN_UNIFORM = 1,
    /* Rows are made from the bottom up. Everything but memory counts rows from the bottom then. */
    SN_UP = 2
};

/* Units that are computed together, in tiles over the output of the last one: strips of some columns, and in
 * each strip tiles of some rows. */
typedef struct sn_stage {
    uint16_t unit_count;
    int16_t tile_rows, strip_columns;
    uint16_t flags;
} sn_stage;

/* An input whose rows are fetched when they are first needed. */
typedef struct sn_stream {
    uint16_t tensor;
    uint16_t input;
    uint16_t last_node;
} sn_stream;

/* Runs some nodes, in tiles of so many columns, for the rows that are planned. */
struct sn_walk;
typedef void sn_tile_runner(const struct sn_walk *w, int32_t first, int32_t last, int32_t tile_columns);
void sn_run_tiles(const struct sn_walk *w, int32_t first, int32_t last, int32_t tile_columns);

typedef struct sn_model {
    const sn_tensor *tensors;
    const sn_window *windows;
    const sn_reads *reads;
    const sn_operand *operands;
    const sn_node *nodes;
    const sn_unit *units;
    const sn_stage *stages;
    const sn_stream *streams;
    uint16_t node_count, stage_count, stream_count, input_count;
    /* sn_run_tiles, or NULL where no unit has several nodes or goes in tiles narrower than its result. */
    sn_tile_runner *run_tiles;
} sn_model;

/* Along one axis, what a tile needs of a result, from where on it is computed anew, and how far the tiles
 * before went. */
typedef struct sn_span {
    int16_t begin, fresh, end, done, extent;
} sn_span;

/* What the loop remembers of a node of the current stage. */
typedef struct sn_state {
    sn_span rows, columns;
    /* The next row of its result in this row of tiles, and behind the last; the columns of this strip. */
    int16_t next_row, last_row;
    int16_t strip_begin, strip_end;
    /* The first column that its rows hold; of its window the columns it holds, and the first row. */
    int16_t origin;
    int16_t window_begin, window_end, window_row;
    /* Of the last node of a unit: the unit that waits for rows of it. */
    int16_t waiting;
    /* How many columns further its columns are from tile to tile, in the middle of a row of tiles; 0 if not the
     * same. */
    int16_t shift;
} sn_state;

/* What the caller gives for a run; any function may be NULL but for fetch_row with streamed inputs. */
typedef struct sn_io {
    void *context;
    /* Writes row `row` of input `input` to `destination`; is asked once for every row, in order. Any result
     * but 0 ends the run, which returns it. */
    int (*fetch_row)(void *context, int input, int row, void *destination);
    /* Is called between rows. */
    void (*yield)(void *context);
} sn_io;

/* Runs the model once and returns 0, or what fetch_row returned. `arenas` are those of the offsets in the
 * tables, each aligned to 4 bytes. `pointers` has room for the most row
 * pointers of any operator, `states` for the nodes of the longest stage, `arrived` for a counter a streamed
 * input. */
int sn_run(
    const sn_model *model, uint8_t *const *arenas, const sn_io *io, const void **pointers, sn_state *states,
    int32_t *arrived);

#ifdef SN_TRACE
/* The hash of the steps of the last run: FNV-1a (64 bits) over operator, y, x, c, rows and columns of each,
 * as 32-bit numbers, low byte first. A fetched row counts as operator `node_count + input`, what a window keeps
 * or saves as `node_count + input_count + operator`. */
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
