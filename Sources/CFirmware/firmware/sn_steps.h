/* The steps of a run: a node computes, a row arrives, a window moves or is saved. Part of streamnet_run.c. */
#ifndef SN_STEPS_H
#define SN_STEPS_H

#include "sn_walk.h"

#ifdef SN_TRACE
uint64_t sn_trace_hash;

static void trace(uint32_t value)
{
    for (int byte = 0; byte < 4; byte++) {
        sn_trace_hash ^= (value >> (8 * byte)) & 0xFFu;
        sn_trace_hash *= 0x100000001B3u;
    }
}

static void trace_step(int32_t operator_index, int32_t y, int32_t x, int32_t rows, int32_t columns)
{
    trace((uint32_t)operator_index);
    trace((uint32_t)y);
    trace((uint32_t)x);
    trace(0);
    trace((uint32_t)rows);
    trace((uint32_t)columns);
}
#endif

/* Computes `pixels` pixels from row y of a node's image on: those of one row, or of several that lie together. */
static void call_node(const walk *w, int32_t position, int32_t y, range columns, int32_t pixels)
{
    const sn_node *node = node_at(w, position);
    const sn_tensor *output = result_of(w, position);
    const void **next = w->pointers;
    sn_call call;
    call.left = 0;
    const sn_operand *operand = operands_of(w, node);
    for (int32_t i = 0; i < node->operand_count; i++, operand++) {
        const sn_tensor *tensor = &w->model->tensors[operand->tensor];
        if (operand->reads == SN_SAME) {
            const int is_there = y < tensor->rows && columns.begin < tensor->columns;
            if (i == 0) call.left = is_there ? columns.begin : 0;
            *next++ = is_there ? address(w, tensor, y, columns.begin) : (void *)0;
            continue;
        }
        const sn_reads *reads = &w->model->reads[operand->reads];
        const range inside = reads_inside(&reads->columns, columns, tensor->columns);
        const int32_t taps = reads->rows.taps, last = inside.begin < inside.end ? tensor->rows : 0;
        int32_t step = reads->rows.dilation, source = first_read(&reads->rows, y);
        if (i == 0) call.left = last ? inside.begin : 0;
        if (w->stage->flags & SN_UP) {
            source += (taps - 1) * step;
            step = -step;
        }
        for (int32_t tap = 0; tap < taps; tap++) {
            const int is_there = source >= 0 && source < last;
            *next++ = is_there ? pixel_of(w, tensor, source, inside.begin) : (void *)0;
            source += step;
        }
    }
    call.rows = w->pointers;
    call.out = node->flags & SN_SUM ? memory_at(w, output->offset) : address(w, output, y, columns.begin);
    call.scratch = memory_at(w, node->scratch);
    call.y = row_in_memory(w, image_of(w, position), y, 1);
    call.x = columns.begin;
    call.columns = pixels;
    node->compute(&call);
}

#ifdef SN_OBSERVE
static void observe(const walk *w, int32_t position, range rows, range columns)
{
    const sn_tensor *output = result_of(w, position);
    const uint16_t node = (uint16_t)(w->first + position);
    if (node_at(w, position)->flags & SN_SUM) {
        sn_observe(node, memory_at(w, output->offset), output->row_bytes);
        return;
    }
    for (int32_t i = 0; i < rows.end - rows.begin; i++) {
        const int32_t row = w->stage->flags & SN_UP ? rows.end - 1 - i : rows.begin + i;
        sn_observe(
            node, address(w, output, row, columns.begin),
            (uint32_t)(columns.end - columns.begin) * output->pixel_bytes);
    }
}
#endif

/* Computes some rows of a node's image, in the columns of this tile; from the top down, as memory counts. */
static void compute(const walk *w, int32_t position)
{
    const sn_node *node = node_at(w, position);
    const sn_state *state = &w->states[position];
    const range rows = {state->rows.fresh, state->rows.end};
    const range columns = {state->columns.fresh, state->columns.end};
    const int32_t width = columns.end - columns.begin;
    const int yields = w->io && w->io->yield;
    const int is_up = w->stage->flags & SN_UP;
    if (rows.begin >= rows.end || columns.begin >= columns.end) return;
    int together = (node->flags & SN_RUN) && width == image_of(w, position)->columns && !yields
        && (node->flags & SN_SUM || is_contiguous(result_of(w, position)));
    for (int32_t i = 0; together && i < node->operand_count; i++) {
        together = is_contiguous(&w->model->tensors[operands_of(w, node)[i].tensor]);
    }
#ifdef SN_TRACE
    trace_step(
        w->first + position,
        row_in_memory(w, image_of(w, position), rows.begin, rows.end - rows.begin), columns.begin,
        rows.end - rows.begin, width);
#endif
#ifdef SN_PROFILE
    sn_profile_begin((uint16_t)(w->first + position));
#endif
    if (together) {
        call_node(w, position, is_up ? rows.end - 1 : rows.begin, columns, (rows.end - rows.begin) * width);
    } else {
        for (int32_t i = 0; i < rows.end - rows.begin; i++) {
            call_node(w, position, is_up ? rows.end - 1 - i : rows.begin + i, columns, width);
            if (yields) w->io->yield(w->io->context);
        }
    }
#ifdef SN_PROFILE
    sn_profile_end((uint16_t)(w->first + position));
#endif
#ifdef SN_OBSERVE
    observe(w, position, rows, columns);
#endif
}

/* Fetches rows of a streamed input until `needed` have arrived. */
SN_SELDOM static int fetch_until(const walk *w, uint16_t index, int32_t needed)
{
    const sn_stream *stream = &w->model->streams[index];
    const sn_tensor *tensor = &w->model->tensors[stream->tensor];
    while (w->arrived[index] < needed) {
        const int32_t row = w->arrived[index];
        uint8_t *target = memory_at(w, tensor->offset) + (uint32_t)(row % tensor->slots) * tensor->row_bytes;
        const int status = w->io->fetch_row(w->io->context, stream->input, row, target);
        if (status) return status;
#ifdef SN_TRACE
        trace_step(w->model->node_count + stream->input, row, 0, 1, tensor->columns);
#endif
        w->arrived[index]++;
        if (w->io->yield) w->io->yield(w->io->context);
    }
    return 0;
}

/* Fetches what a node's new rows read of streamed inputs and has not arrived yet. */
static int fetch_for(const walk *w, int32_t position)
{
    const sn_node *node = node_at(w, position);
    const range rows = {w->states[position].rows.fresh, w->states[position].rows.end};
    if (rows.begin >= rows.end) return 0;
    for (int32_t i = 0; w->model->stream_count && i < node->operand_count; i++) {
        const sn_operand *operand = &operands_of(w, node)[i];
        for (uint16_t s = 0; s < w->model->stream_count; s++) {
            if (w->model->streams[s].tensor != operand->tensor) continue;
            const int32_t size = w->model->tensors[operand->tensor].rows;
            const int status = fetch_until(w, s, read_by(w, operand, 1, rows, size).end);
            if (status) return status;
        }
    }
    return 0;
}

/* In ascending order, for what is kept may move down over itself. */
static void copy(uint8_t *target, const uint8_t *source, int32_t count)
{
    typedef uint32_t __attribute__((may_alias)) word;
    int32_t rest = count;
    if ((((uintptr_t)target | (uintptr_t)source) & 3u) == 0) {
        for (; rest >= 4; rest -= 4) {
            *(word *)(void *)target = *(const word *)(const void *)source;
            target += 4;
            source += 4;
        }
    }
    for (; rest > 0; rest--) *target++ = *source++;
}

#ifdef SN_TRACE
static void trace_move(const walk *w, int32_t position, range rows, range columns)
{
    trace_step(
        w->model->node_count + w->model->input_count + w->first + position,
        row_in_memory(w, result_of(w, position), rows.begin, rows.end - rows.begin), columns.begin,
        rows.end - rows.begin, columns.end - columns.begin);
}
#endif

/* Copies the newest rows of a window to where rows are kept, from its first column to `end`. */
static void save_window(const walk *w, int32_t position, int32_t end)
{
    sn_state *state = &w->states[position];
    const sn_tensor *tensor = result_of(w, position);
    const range columns = range_of(state->window_begin, smaller(end, state->window_end));
    const range rows = range_of(larger(state->window_row, state->rows.end - tensor->slots), state->rows.end);
    if (!tensor->slots || columns.begin >= columns.end || rows.begin >= rows.end) return;
    for (int32_t row = rows.begin; row < rows.end; row++) {
        const int32_t y = row_in_memory(w, tensor, row, 1);
        uint8_t *target = memory_at(w, tensor->offset) + (uint32_t)(y % tensor->slots) * tensor->row_bytes
            + (uint32_t)((columns.begin - state->origin) * tensor->pixel_bytes);
        copy(
            target, address(w, tensor, row, columns.begin),
            (columns.end - columns.begin) * tensor->pixel_bytes);
    }
#ifdef SN_TRACE
    trace_move(w, position, rows, columns);
#endif
}

/* Lets the windows of a unit hold the columns of this tile, and takes along those that are kept. */
static void move_windows(const walk *w, nodes unit)
{
    for (int32_t i = unit.first; i < unit.last; i++) {
        sn_state *state = &w->states[i];
        const sn_tensor *tensor = result_of(w, i);
        if (tensor->window < 0 || state->rows.begin >= state->rows.end
            || state->columns.begin >= state->columns.end)
            continue;
        state->window_row = (int16_t)smaller(state->rows.begin + tensor->slots, state->rows.end);
        save_window(w, i, state->columns.begin);
        const range kept = range_of(state->columns.begin, larger(state->columns.begin, state->columns.fresh));
        const range rows = {state->window_row, state->rows.end};
        for (int32_t row = rows.begin; kept.begin < kept.end && row < rows.end; row++) {
            const uint8_t *source = address(w, tensor, row, kept.begin);
            copy(
                address(w, tensor, row, state->window_begin), source,
                (kept.end - kept.begin) * tensor->pixel_bytes);
        }
#ifdef SN_TRACE
        if (kept.begin < kept.end && rows.begin < rows.end) trace_move(w, i, rows, kept);
#endif
        state->window_begin = state->columns.begin;
        state->window_end = state->columns.end;
    }
}

#endif
