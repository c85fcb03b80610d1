/* Tiles in the middle of a row of tiles do what the tile before did, some columns further: what one of them does is
 * noted, and done again without working it out. Part of streamnet_tiles.c. */
#ifndef SN_REPEAT_H
#define SN_REPEAT_H

#include "sn_hooks.h"
#include "sn_moves.h"
#include "sn_walk.h"

/* Finds how far columns of the nodes of a unit are from tile to tile, once. */
SN_SELDOM static void find_shifts(const walk *w, nodes unit, int32_t tile_columns)
{
    if (w->states[unit.last].shift) return;
    w->states[unit.last].shift = (int16_t)(w->stage->flags & SN_UNIFORM ? -1 : tile_columns);
    for (int32_t i = unit.last; i >= unit.first; i--) {
        const sn_node *node = node_at(w, i);
        for (int32_t k = 0; k < node->operand_count; k++) {
            const sn_operand *operand = &operands_of(w, node)[k];
            const sn_axis *columns = &w->model->reads[operand->reads].columns;
            const int32_t producer = position_of(w, &w->model->tensors[operand->tensor]);
            const int32_t shift = w->states[i].shift * columns->numerator;
            if (producer < unit.first) continue;
            sn_state *state = &w->states[producer];
            const int is_alike = shift > 0 && shift < INT16_MAX && (!state->shift || state->shift == shift);
            state->shift = (int16_t)(is_alike ? shift : -1);
        }
    }
}

/* How many of the next `tiles` tiles will do the same as the one that is planned: none of them reads beyond the
 * edges of an input, nor does this one, and all nodes compute as many columns as they move on. */
SN_SELDOM static int32_t tiles_alike(const walk *w, nodes unit, int32_t tiles)
{
    int32_t copies = 0, calls = 0, rows = 0;
    for (int32_t i = unit.last; i >= unit.first && tiles > 1; i--) {
        const sn_node *node = node_at(w, i);
        const sn_state *state = &w->states[i];
        const int32_t height = larger(0, state->rows.end - state->rows.fresh);
        if (state->shift <= 0) return 0;
        if (i < unit.last) {
            const int32_t end = node->flags & SN_KEEP_COLUMNS ? state->columns.done + state->shift
                                                              : larger(state->columns.begin + 1, state->columns.end);
            if (state->columns.end != end) return 0;
            const int32_t slots = result_of(w, i)->slots;
            const int32_t newest = larger(0, state->rows.end - state->rows.begin - slots);
            copies += smaller(newest, slots) + (state->columns.begin < state->columns.fresh ? newest : 0);
        }
        calls += height;
        for (int32_t k = 0; k < node->operand_count; k++) {
            const sn_operand *operand = &operands_of(w, node)[k];
            const sn_reads *reads = &w->model->reads[operand->reads];
            const int32_t last = first_read(&reads->columns, state->columns.end - 1);
            const int32_t end = last + (reads->columns.taps - 1) * reads->columns.dilation + 1;
            const int32_t room = w->model->tensors[operand->tensor].columns - end;
            if (first_read(&reads->columns, state->columns.fresh) < 0 || reads->columns.denominator != 1
                || reads->columns.numerator < 1)
                return 0;
            tiles = smaller(tiles, room / (reads->columns.numerator * state->shift));
            rows += height * reads->rows.taps;
        }
    }
    return copies <= SN_NOTED_COPIES && calls <= SN_NOTED_CALLS && rows <= SN_NOTED_ROWS ? tiles : 0;
}

/* Lets the columns of a unit's nodes be those of a later tile. */
static void advance(const walk *w, nodes unit, int32_t tiles)
{
    for (int32_t i = unit.first; i <= unit.last; i++) {
        sn_state *state = &w->states[i];
        const int32_t columns = tiles * state->shift;
        state->columns.begin = (int16_t)(state->columns.begin + columns);
        state->columns.fresh = (int16_t)(state->columns.fresh + columns);
        state->columns.end = (int16_t)(state->columns.end + columns);
        state->columns.done = (int16_t)(state->columns.done + columns);
        state->window_begin = (int16_t)(state->window_begin + columns);
        state->window_end = (int16_t)(state->window_end + columns);
    }
}

/* Does what was noted for so many tiles more. */
SN_HOT static void repeat(const walk *w, nodes unit, int32_t tiles)
{
    notebook *const notes = w->notes;
#ifndef SN_HOOKS
    advance(w, unit, tiles);
#endif
    for (; tiles > 0; tiles--) {
        const void **row = notes->rows;
        const int32_t *step = notes->row_steps;
        noted_copy *copied = notes->copies;
        for (int32_t rest = notes->copy_count; rest > 0; rest--, copied++) {
            copied->target += copied->step;
            copy(copied->target, copied->source, copied->count);
#ifdef SN_TRACE
            copied->x += copied->step_x;
            if (copied->columns) trace_step(copied->node, copied->y, copied->x, copied->rows, copied->columns);
#endif
        }
#ifdef SN_HOOKS
        advance(w, unit, 1);
#endif
        noted_call *called = notes->calls;
        for (int32_t rest = notes->call_count; rest > 0; rest--, called++) {
            called->call.out = (uint8_t *)called->call.out + called->step_out;
            called->call.x += called->step_x;
            called->call.left += called->step_left;
            for (int32_t taps = called->rows; taps > 0; taps--, row++) {
                *row = (const void *)((uintptr_t)*row + (uintptr_t)*step++);
            }
#ifdef SN_HOOKS
            if (called->is_first) begin_hooks(w, called->position);
#endif
            called->compute(&called->call);
            if (w->io && w->io->yield) w->io->yield(w->io->context);
#ifdef SN_HOOKS
            if (called->is_last) end_hooks(w, called->position);
#endif
        }
    }
}

#endif
