/* What the loop over tiles knows in one run, and where things lie. Part of streamnet_run.c. */
#ifndef SN_WALK_H
#define SN_WALK_H

#include "streamnet_run.h"

/* What the functions of the loop share in one run. */
typedef struct walk {
    const sn_model *model;
    const sn_stage *stage;
    uint8_t *const *arenas;
    const sn_io *io;
    const void **pointers;
    sn_state *states;
    int32_t *arrived;
    int32_t count; /* nodes of the stage */
} walk;

/* The nodes of a unit, counted from the first of the stage. */
typedef struct nodes {
    int32_t first, last;
} nodes;

typedef struct range {
    int32_t begin, end;
} range;

static int32_t smaller(int32_t a, int32_t b) { return a < b ? a : b; }

static int32_t larger(int32_t a, int32_t b) { return a > b ? a : b; }

static int32_t first_read(const sn_axis *axis, int32_t position)
{
    const int32_t scaled = position * axis->numerator + axis->phase;
    int32_t quotient = scaled;
    if (axis->denominator != 1) {
        quotient = scaled / axis->denominator;
        if (scaled % axis->denominator < 0) quotient--;
    }
    return quotient + axis->offset;
}

/* The positions inside an input of `size` that some output positions read. */
static range reads_inside(const sn_axis *axis, range output, int32_t size)
{
    const int32_t one = first_read(axis, output.begin);
    const int32_t other = first_read(axis, output.end - 1);
    range inside;
    inside.begin = larger(smaller(one, other), 0);
    inside.end = smaller(larger(one, other) + (axis->taps - 1) * axis->dilation + 1, size);
    return inside;
}

static const sn_node *node_at(const walk *w, int32_t position)
{
    return &w->model->nodes[w->stage->first + position];
}

static const sn_tensor *result_of(const walk *w, int32_t position)
{
    return &w->model->tensors[node_at(w, position)->output];
}

/* The tensor over which a node is computed: its result, or what it adds up. */
static const sn_tensor *image_of(const walk *w, int32_t position)
{
    const sn_node *node = node_at(w, position);
    return &w->model->tensors[node->flags & SN_SUM ? node->operands[0].tensor : node->output];
}

/* The node of the stage that makes a tensor, or -1. */
static int32_t position_of(const walk *w, const sn_tensor *tensor)
{
    const int32_t position = tensor->producer - w->stage->first;
    return tensor->producer >= 0 && position >= 0 && position < w->count ? position : -1;
}

/* The row of memory that holds the first of some rows of a tensor. */
static int32_t row_in_memory(const walk *w, const sn_tensor *tensor, int32_t row, int32_t rows)
{
    return w->stage->flags & SN_UP ? tensor->rows - row - rows : row;
}

/* What an offset of the tables means. */
static uint8_t *memory_at(const walk *w, uint32_t offset)
{
    return w->arenas[offset >> 28] + (offset & 0x0FFFFFFFu);
}

static uint8_t *address(const walk *w, const sn_tensor *tensor, int32_t row, int32_t column)
{
    const int32_t position = position_of(w, tensor);
    const int32_t y = row_in_memory(w, tensor, row, 1);
    if (tensor->window_slots && row >= w->states[position].window_row) {
        return memory_at(w, tensor->window_offset)
            + (uint32_t)(y % tensor->window_slots) * tensor->window_row_bytes
            + (uint32_t)((column - w->states[position].window_begin) * tensor->pixel_bytes);
    }
    const int32_t origin = position >= 0 && position < w->count - 1 ? w->states[position].origin : 0;
    return memory_at(w, tensor->offset) + (uint32_t)(y % tensor->slots) * tensor->row_bytes
        + (uint32_t)((column - origin) * tensor->pixel_bytes);
}

static int is_contiguous(const sn_tensor *tensor)
{
    return tensor->slots >= tensor->rows && !tensor->window_slots
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
