/* What the hooks of streamnet_run.h are told while a tile is computed; nothing where there are none. Part of
 * streamnet_run.c and streamnet_tiles.c. */
#ifndef SN_HOOKS_H
#define SN_HOOKS_H

#include "sn_walk.h"

#ifdef SN_TRACE
static inline void trace(uint32_t value)
{
    for (int byte = 0; byte < 4; byte++) {
        sn_trace_hash ^= (value >> (8 * byte)) & 0xFFu;
        sn_trace_hash *= 0x100000001B3u;
    }
}

static inline void trace_step(int32_t operator_index, int32_t y, int32_t x, int32_t rows, int32_t columns)
{
    trace((uint32_t)operator_index);
    trace((uint32_t)y);
    trace((uint32_t)x);
    trace(0);
    trace((uint32_t)rows);
    trace((uint32_t)columns);
}
#endif

#ifdef SN_OBSERVE
static inline void observe(const walk *w, int32_t position)
{
    const sn_state *state = &w->states[position];
    const range rows = {state->rows.fresh, state->rows.end};
    const range columns = {state->columns.fresh, state->columns.end};
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

/* What hooks are told before a node's rectangle is computed, and behind it. */
static SN_INSIDE void begin_hooks(const walk *w, int32_t position)
{
#ifdef SN_TRACE
    const sn_state *state = &w->states[position];
    const int32_t rows = state->rows.end - state->rows.fresh;
    trace_step(
        w->first + position, row_in_memory(w, image_of(w, position), state->rows.fresh, rows),
        state->columns.fresh, rows, state->columns.end - state->columns.fresh);
#endif
#ifdef SN_PROFILE
    sn_profile_begin((uint16_t)(w->first + position));
#endif
    (void)w, (void)position;
}

static SN_INSIDE void end_hooks(const walk *w, int32_t position)
{
#ifdef SN_PROFILE
    sn_profile_end((uint16_t)(w->first + position));
#endif
#ifdef SN_OBSERVE
    observe(w, position);
#endif
    (void)w, (void)position;
}

#endif
