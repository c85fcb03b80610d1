/* What the loop over tiles knows in one run, and where things lie. Part of streamnet_run.c
 * and streamnet_tiles.c. */
#ifndef SN_WALK_H
#define SN_WALK_H

#include "streamnet_run.h"

#if defined(SN_TRACE) || defined(SN_OBSERVE) || defined(SN_PROFILE)
#define SN_HOOKS
#endif

/* What runs seldom is compiled for size, what runs in every tile for speed. */
#if defined(__GNUC__)
#define SN_SELDOM __attribute__((cold, noinline))
#define SN_OFTEN __attribute__((noinline))
#define SN_HOT __attribute__((noinline, hot))
#define SN_INSIDE inline __attribute__((always_inline))
#else
#define SN_SELDOM
#define SN_OFTEN
#define SN_HOT
#define SN_INSIDE inline
#endif

/* What one tile does is noted here, to be done again by the tiles behind it that do the same some columns further:
 * copies of what windows keep, then calls of kernels. A step is how far something is from tile to tile: bytes of
 * what lies in rows that are kept, none in a window. */
enum { SN_NOTED_COPIES = 8, SN_NOTED_CALLS = 6, SN_NOTED_ROWS = 24 };

typedef struct noted_copy {
    uint8_t *target;
    const uint8_t *source;
    int32_t count, step;
#ifdef SN_TRACE
    int32_t node, y, x, rows, columns, step_x;
#endif
} noted_copy;

typedef struct noted_call {
    void (*compute)(const sn_call *call);
    sn_call call;
    int32_t rows, step_out, step_x, step_left;
#ifdef SN_HOOKS
    int32_t position, is_first, is_last;
#endif
} noted_call;

typedef struct notebook {
    int32_t copy_count, call_count, row_count;
    noted_copy copies[SN_NOTED_COPIES];
    noted_call calls[SN_NOTED_CALLS];
    const void *rows[SN_NOTED_ROWS];
    int32_t row_steps[SN_NOTED_ROWS];
} notebook;

/* What the functions below share in one run. */
typedef struct sn_walk {
    const sn_model *model;
    const sn_stage *stage;
    /* The first of the stage. */
    const sn_unit *units;
    const sn_node *nodes;
    uint8_t *const *arenas;
    const sn_io *io;
    const void **pointers;
    sn_state *states;
    int32_t *arrived;
    notebook *notes;
    int32_t first, count; /* nodes of the stage */
} walk;

/* The nodes of a unit, counted from the first of the stage. Pairs as this one fit into a register. */
typedef struct nodes {
    int16_t first, last;
} nodes;

typedef struct range {
    int16_t begin, end;
} range;

static inline int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }

static inline int32_t larger(int32_t a, int32_t b) { return a > b ? a : b; }

static inline range range_of(int32_t begin, int32_t end)
{
    const range range = {(int16_t)begin, (int16_t)end};
    return range;
}

static inline int32_t divided(int32_t dividend, int32_t divisor)
{
    const int32_t quotient = dividend / divisor;
    return dividend - quotient * divisor < 0 ? quotient - 1 : quotient;
}

static SN_INSIDE int32_t first_read(const sn_axis *axis, int32_t position)
{
    const int32_t scaled = position * axis->numerator + axis->phase;
    return (axis->denominator == 1 ? scaled : divided(scaled, axis->denominator)) + axis->offset;
}

/* The positions inside an input of `size` that some output positions read; none where begin >= end. */
static inline range reads_inside(const sn_axis *axis, range output, int32_t size)
{
    const int32_t one = first_read(axis, output.begin);
    const int32_t other = output.end - output.begin == 1 ? one : first_read(axis, output.end - 1);
    const int32_t end = larger(one, other) + (axis->taps - 1) * axis->dilation + 1;
    return range_of(smaller(larger(smaller(one, other), 0), size), larger(smaller(end, size), 0));
}

static inline const sn_node *node_at(const walk *w, int32_t position) { return &w->nodes[position]; }

static inline const sn_operand *operands_of(const walk *w, const sn_node *node)
{
    return &w->model->operands[node->first_operand];
}

/* The positions inside an input of `size` that an operand's reader reads along one axis. */
static SN_INSIDE range read_by(
    const walk *w, const sn_operand *operand, int is_row, range output, int32_t size)
{
    const sn_reads *reads = &w->model->reads[operand->reads];
    if (operand->reads == SN_SAME) return range_of(smaller(output.begin, size), smaller(output.end, size));
    return reads_inside(is_row ? &reads->rows : &reads->columns, output, size);
}

static inline const sn_tensor *result_of(const walk *w, int32_t position)
{
    return &w->model->tensors[node_at(w, position)->output];
}

/* The tensor over which a node is computed: its result, or what it adds up. */
static SN_INSIDE const sn_tensor *image_of(const walk *w, int32_t position)
{
    const sn_node *node = node_at(w, position);
    return &w->model->tensors[node->flags & SN_SUM ? operands_of(w, node)->tensor : node->output];
}

/* The node of the stage that makes a tensor, or a negative number. */
static inline int32_t position_of(const walk *w, const sn_tensor *tensor)
{
    const int32_t position = tensor->producer - w->first;
    return tensor->producer >= 0 && position < w->count ? position : -1;
}

/* The row of memory that holds the first of some rows of a tensor. */
static inline int32_t row_in_memory(const walk *w, const sn_tensor *tensor, int32_t row, int32_t rows)
{
    return w->stage->flags & SN_UP ? tensor->rows - row - rows : row;
}

/* What an offset of the tables means. */
static SN_INSIDE uint8_t *memory_at(const walk *w, uint32_t offset)
{
    return w->arenas[offset >> 28] + (offset & 0x0FFFFFFFu);
}

/* Where some rows of a tensor lie, from a column on, or NULL where there is no such row: in its window, if the
 * row does, or else with the rows that are kept. `y` counts from the top of memory; there are `rows` of them.
 * `steps`, if not NULL, gets for each how far it is to the same row so many columns further. */
SN_SELDOM void sn_point_at(
    const walk *w, const sn_tensor *tensor, int32_t y, int32_t step, int32_t count, int32_t rows,
    int32_t column, const void **next, int32_t *steps, int32_t columns_further);

/* Computes some rows of a node's image, in the columns of this tile; from the top down, as memory counts. */
SN_SELDOM void sn_compute(const walk *w, int32_t position);

/* What some nodes need and compute along one axis for a part of the result of the last of them: a result is
 * needed where its readers compute anew, and computed where it is needed and not kept from before. */
SN_SELDOM void sn_plan(const walk *w, int is_row, nodes unit, range output, int keep);

static inline uint8_t *address(const walk *w, const sn_tensor *tensor, int32_t row, int32_t column)
{
    const void *place;
    sn_point_at(w, tensor, row_in_memory(w, tensor, row, 1), 1, 1, tensor->rows, column, &place, (void *)0, 0);
    return (uint8_t *)(uintptr_t)place;
}

static inline int holds_all_columns(const sn_tensor *tensor)
{
    return tensor->row_bytes == (uint32_t)tensor->columns * tensor->pixel_bytes;
}

static inline int is_contiguous(const sn_tensor *tensor)
{
    return tensor->slots >= tensor->rows && tensor->window < 0 && holds_all_columns(tensor);
}

static inline sn_span *span_of(const walk *w, int32_t position, int is_row)
{
    return is_row ? &w->states[position].rows : &w->states[position].columns;
}

static inline int32_t size_of(const walk *w, int32_t position, int is_row)
{
    return is_row ? image_of(w, position)->rows : image_of(w, position)->columns;
}

static inline void finish(const walk *w, int is_row, int32_t first, int32_t last)
{
    for (int32_t i = first; i <= last; i++) {
        sn_span *span = span_of(w, i, is_row);
        span->done = (int16_t)larger(span->done, span->end);
    }
}

#endif
