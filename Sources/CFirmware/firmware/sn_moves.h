/* What windows take along and leave behind from tile to tile. Part of streamnet_tiles.c. */
#ifndef SN_MOVES_H
#define SN_MOVES_H

#include "sn_hooks.h"
#include "sn_walk.h"

/* In ascending order, for what is kept may move down over itself. */
SN_HOT static void copy(uint8_t *target, const uint8_t *source, int32_t count)
{
    typedef uint32_t __attribute__((may_alias)) word;
    typedef struct __attribute__((may_alias)) {
        uint32_t words[4];
    } four_words;
    int32_t rest = count;
    if ((((uintptr_t)target | (uintptr_t)source) & 3u) == 0) {
        for (; rest >= 16; rest -= 16) {
            *(four_words *)(void *)target = *(const four_words *)(const void *)source;
            target += 16;
            source += 16;
        }
        for (; rest >= 4; rest -= 4) {
            *(word *)(void *)target = *(const word *)(const void *)source;
            target += 4;
            source += 4;
        }
    }
    for (; rest > 0; rest--) *target++ = *source++;
}

/* The same as part of a tile. */
static void copy_in_tile(const walk *w, uint8_t *target, const uint8_t *source, int32_t count, int32_t step)
{
    if (w->notes) {
        noted_copy *note = &w->notes->copies[w->notes->copy_count++];
        note->target = target;
        note->source = source;
        note->count = count;
        note->step = step;
#ifdef SN_TRACE
        note->columns = 0;
#endif
    }
    copy(target, source, count);
}

#ifdef SN_TRACE
static void trace_move(const walk *w, int32_t position, range rows, range columns)
{
    const int32_t node = w->model->node_count + w->model->input_count + w->first + position;
    const int32_t y = row_in_memory(w, result_of(w, position), rows.begin, rows.end - rows.begin);
    trace_step(node, y, columns.begin, rows.end - rows.begin, columns.end - columns.begin);
    if (w->notes) {
        noted_copy *note = &w->notes->copies[w->notes->copy_count - 1];
        note->node = node;
        note->y = y;
        note->x = columns.begin;
        note->rows = rows.end - rows.begin;
        note->columns = columns.end - columns.begin;
        note->step_x = w->states[position].shift;
    }
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
        copy_in_tile(
            w, target, address(w, tensor, row, columns.begin),
            (columns.end - columns.begin) * tensor->pixel_bytes, state->shift * tensor->pixel_bytes);
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
            uint8_t *target = address(w, tensor, row, state->window_begin);
            copy_in_tile(
                w, target, target + (kept.begin - state->window_begin) * tensor->pixel_bytes,
                (kept.end - kept.begin) * tensor->pixel_bytes, 0);
        }
#ifdef SN_TRACE
        if (kept.begin < kept.end && rows.begin < rows.end) trace_move(w, i, rows, kept);
#endif
        state->window_begin = state->columns.begin;
        state->window_end = state->columns.end;
    }
}

#endif
