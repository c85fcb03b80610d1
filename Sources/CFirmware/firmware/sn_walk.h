/* What the loop over tiles knows in one run, and where things lie. Part of streamnet_run.c. */
#ifndef SN_WALK_H
#define SN_WALK_H

#include "streamnet_run.h"

/* What runs seldom is compiled for size. */
#if defined(__GNUC__)
#define SN_SELDOM __attribute__((cold, noinline))
#define SN_OFTEN __attribute__((noinline))
#define SN_INSIDE inline __attribute__((always_inline))
#else
#define SN_SELDOM
#define SN_OFTEN
#define SN_INSIDE inline
#endif

/* What the functions below share in one run. */
typedef struct walk {
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
    int32_t first, count; /* nodes of the stage */
} walk;

/* The nodes of a unit, counted from the first of the stage. Pairs as this one fit into a register. */
typedef struct nodes {
    int16_t first, last;
} nodes;

typedef struct range {
    int16_t begin, end;
} range;

static int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }

static int32_t larger(int32_t a, int32_t b) { return a > b ? a : b; }

static range range_of(int32_t begin, int32_t end)
{
    const range range = {(int16_t)begin, (int16_t)end};
    return range;
}

static int32_t divided(int32_t dividend, int32_t divisor)
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
static range reads_inside(const sn_axis *axis, range output, int32_t size)
{
    const int32_t one = first_read(axis, output.begin);
    const int32_t other = output.end - output.begin == 1 ? one : first_read(axis, output.end - 1);
    const int32_t end = larger(one, other) + (axis->taps - 1) * axis->dilation + 1;
    return range_of(smaller(larger(smaller(one, other), 0), size), larger(smaller(end, size), 0));
}

static const sn_node *node_at(const walk *w, int32_t position) { return &w->nodes[position]; }

static const sn_operand *operands_of(const walk *w, const sn_node *node)
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

static const sn_tensor *result_of(const walk *w, int32_t position)
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
static int32_t position_of(const walk *w, const sn_tensor *tensor)
{
    const int32_t position = tensor->producer - w->first;
    return tensor->producer >= 0 && position < w->count ? position : -1;
}

/* The row of memory that holds the first of some rows of a tensor. */
static int32_t row_in_memory(const walk *w, const sn_tensor *tensor, int32_t row, int32_t rows)
{
    return w->stage->flags & SN_UP ? tensor->rows - row - rows : row;
}

/* What an offset of the tables means. */
static SN_INSIDE uint8_t *memory_at(const walk *w, uint32_t offset)
{
    return w->arenas[offset >> 28] + (offset & 0x0FFFFFFFu);
}

/* Where a pixel of a tensor lies: in its window, if the row does, or else with the rows that are kept. */
static SN_INSIDE uint8_t *pixel_of(const walk *w, const sn_tensor *tensor, int32_t row, int32_t column)
{
    const int32_t position = position_of(w, tensor);
    const int32_t y = w->stage->flags & SN_UP ? tensor->rows - 1 - row : row;
    uintptr_t rows = tensor->constant ? (uintptr_t)tensor->constant : (uintptr_t)memory_at(w, tensor->offset);
    uint32_t row_bytes = tensor->row_bytes;
    int32_t slots = tensor->slots;
    if (position >= 0 && position < w->count - 1) {
        const sn_state *state = &w->states[position];
        if (tensor->window >= 0 && row >= state->window_row) {
            const sn_window *window = &w->model->windows[tensor->window];
            rows = (uintptr_t)memory_at(w, window->offset);
            row_bytes = window->row_bytes;
            slots = window->slots;
            column -= state->window_begin;
        } else {
            column -= state->origin;
        }
    }
    return (uint8_t *)(rows + (uint32_t)(y % slots) * row_bytes + (uint32_t)(column * tensor->pixel_bytes));
}

static uint8_t *address(const walk *w, const sn_tensor *tensor, int32_t row, int32_t column)
{
    return pixel_of(w, tensor, row, column);
}

static int is_contiguous(const sn_tensor *tensor)
{
    return tensor->slots >= tensor->rows && tensor->window < 0
        && tensor->row_bytes == (uint32_t)tensor->columns * tensor->pixel_bytes;
}

static sn_span *span_of(const walk *w, int32_t position, int is_row)
{
    return is_row ? &w->states[position].rows : &w->states[position].columns;
}

static int32_t size_of(const walk *w, int32_t position, int is_row)
{
    return is_row ? image_of(w, position)->rows : image_of(w, position)->columns;
}

#endif
