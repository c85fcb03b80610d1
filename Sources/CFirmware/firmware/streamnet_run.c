/* The loop over tiles. For each run of a unit it works out, from the output backwards, what every operator
 * must compute; then it fetches the rows of streamed inputs that are lacking and goes from tile to tile: moves
 * what is kept, calls the operators. The simulator walks the same steps in the same order. */
#include "sn_plan.h"
#include "sn_steps.h"
#include "sn_walk.h"
#include "streamnet_run.h"

#ifdef SN_TRACE
uint64_t sn_trace_hash;
#endif

void sn_point_at(
    const walk *w, const sn_tensor *tensor, int32_t y, int32_t step, int32_t count, int32_t rows,
    int32_t column, const void **next, int32_t *steps, int32_t columns_further)
{
    const int32_t position = tensor->producer - w->first;
    /* Rows count from the top of memory or from its bottom: y, or y less than -1. */
    const int32_t turn = w->stage->flags & SN_UP ? -1 : 0;
    uintptr_t kept = tensor->constant ? (uintptr_t)tensor->constant : (uintptr_t)memory_at(w, tensor->offset);
    uintptr_t newest = 0;
    const sn_window *window = w->model->windows;
    int32_t newest_row = INT32_MAX;
    if ((uint32_t)position < (uint32_t)(w->count - 1)) {
        const sn_state *state = &w->states[position];
        if (tensor->window >= 0) {
            window += tensor->window;
            newest = (uintptr_t)memory_at(w, window->offset)
                + (uintptr_t)((column - state->window_begin) * tensor->pixel_bytes);
            newest_row = state->window_row - (turn & tensor->rows);
        }
        column -= state->origin;
    }
    kept += (uintptr_t)(column * tensor->pixel_bytes);
    for (; count > 0; count--, y += step) {
        uintptr_t row = 0;
        int32_t further = 0;
        if ((uint32_t)y < (uint32_t)rows) {
            if ((y ^ turn) >= newest_row) {
                row = newest + (uint32_t)(y % window->slots) * window->row_bytes;
            } else {
                row = kept + (uint32_t)(y % tensor->slots) * tensor->row_bytes;
                further = columns_further * tensor->pixel_bytes;
            }
        }
        *next++ = (const void *)row;
        if (steps) *steps++ = further;
    }
}

/* The unit that makes a node's result, for a node before those of unit `unit`. */
static int32_t unit_of(const walk *w, int32_t position, int32_t unit)
{
    do {
        unit--;
    } while (unit > 0 && w->units[unit - 1].last >= w->first + position);
    return unit;
}

static SN_INSIDE nodes nodes_of(const walk *w, int32_t unit)
{
    const nodes nodes = {
        (int16_t)(unit == 0 ? 0 : w->units[unit - 1].last + 1 - w->first),
        (int16_t)(w->units[unit].last - w->first),
    };
    return nodes;
}

/* A node outside a unit that must make more rows before the unit can run; -1 where nothing lacks. */
static int32_t lacking(const walk *w, nodes unit)
{
    for (int32_t i = unit.first; i <= unit.last; i++) {
        const sn_node *node = node_at(w, i);
        const range fresh = {w->states[i].rows.fresh, w->states[i].rows.end};
        for (int32_t k = 0; fresh.begin < fresh.end && k < node->operand_count; k++) {
            const sn_operand *operand = &operands_of(w, node)[k];
            const int32_t producer = position_of(w, &w->model->tensors[operand->tensor]);
            if (producer < 0 || producer >= unit.first) continue;
            const int32_t end = read_by(w, operand, 1, fresh, size_of(w, producer, 1)).end;
            if (w->states[producer].next_row < smaller(end, w->states[producer].last_row)) return producer;
        }
    }
    return -1;
}

/* The rows that a unit was planned for: at once, or tile by tile. */
static void run_tiles(const walk *w, nodes unit, int32_t tile_columns)
{
    const sn_state *output = &w->states[unit.last];
    if (unit.first == unit.last && tile_columns >= output->strip_end - output->strip_begin) {
        const range strip = {output->strip_begin, output->strip_end};
        plan(w, 0, unit, strip, 0);
        sn_compute(w, unit.last);
        return;
    }
    w->model->run_tiles(w, unit.first, unit.last, tile_columns);
}

/* The next row that the first node of a unit makes ahead of the run that is planned, over the full width: one
 * that lies with the kept rows, not in the window. -1 for none. */
static int32_t row_ahead(const walk *w, nodes unit)
{
    const sn_span *rows = &w->states[unit.first].rows;
    const sn_tensor *tensor = result_of(w, unit.first);
    const int keeps = SN_KEEP_ROWS | SN_KEEP_COLUMNS;
    if (unit.first == unit.last || (node_at(w, unit.first)->flags & keeps) != keeps) return -1;
    if (tensor->window < 0 || !tensor->slots || rows->fresh >= rows->end) return -1;
    return rows->fresh < rows->begin + tensor->slots ? rows->fresh : -1;
}

/* Plans what a unit does next, and gives the nodes that do it: all of them, or the first, which goes ahead. */
static nodes plan_unit(const walk *w, int32_t index, int32_t *ahead)
{
    nodes unit = nodes_of(w, index);
    const sn_state *output = &w->states[unit.last];
    const range rows =
        range_of(output->next_row, smaller(output->next_row + w->units[index].rows, output->last_row));
    plan(w, 1, unit, rows, SN_KEEP_ROWS);
    *ahead = row_ahead(w, unit);
    if (*ahead >= 0) {
        const range row = range_of(*ahead, *ahead + 1);
        unit.last = unit.first;
        plan(w, 1, unit, row, 0);
    }
    return unit;
}

/* Runs the last unit of the stage, and before it the units that make rows it lacks; each is taken up again where
 * it waited. What others run does not change the plan of a node alone. */
SN_OFTEN static int run_last_unit(const walk *w)
{
    const int32_t last = w->stage->unit_count - 1;
    int32_t index = last, ahead;
    nodes unit = plan_unit(w, index, &ahead);
    for (;;) {
        for (int32_t producer = lacking(w, unit); producer >= 0; producer = lacking(w, unit)) {
            const int32_t waiting = index;
            index = unit_of(w, producer, waiting);
            w->states[nodes_of(w, index).last].waiting = (int16_t)waiting;
            unit = plan_unit(w, index, &ahead);
        }
        for (int32_t i = unit.first; i <= unit.last; i++) {
            const int status = fetch_for(w, i);
            if (status) return status;
        }
        if (ahead >= 0) {
            w->states[unit.first].window_row = (int16_t)(ahead + 1);
            run_tiles(w, unit, INT16_MAX);
            finish(w, 1, unit.first, unit.first);
            unit = plan_unit(w, index, &ahead);
            continue;
        }
        run_tiles(w, unit, w->units[index].columns);
        sn_state *output = &w->states[unit.last];
        output->next_row = output->rows.end;
        finish(w, 1, unit.first, unit.last - 1);
        if (index == last) return 0;
        index = output->waiting;
        unit = nodes_of(w, index);
        if (unit.first != unit.last) unit = plan_unit(w, index, &ahead);
    }
}

/* Plans a row of tiles, and runs units until its last row is there. */
SN_SELDOM static int run_tile_row(const walk *w, range rows)
{
    const nodes all = {0, (int16_t)(w->count - 1)};
    plan(w, 1, all, rows, SN_KEEP_ROWS);
    for (int32_t unit = 0; unit < w->stage->unit_count; unit++) {
        const int32_t last = nodes_of(w, unit).last;
        sn_state *state = &w->states[last];
        state->next_row = state->rows.fresh;
        state->last_row = state->strip_begin < state->strip_end ? state->rows.end : state->rows.fresh;
        finish(w, 1, last, last);
    }
    while (w->states[w->count - 1].next_row < w->states[w->count - 1].last_row) {
        const int status = run_last_unit(w);
        if (status) return status;
    }
    return 0;
}

SN_SELDOM static int run_stage(const walk *w)
{
    const sn_stage *stage = w->stage;
    const nodes all = {0, (int16_t)(w->count - 1)};
    const int32_t height = size_of(w, w->count - 1, 1);
    const int32_t width = size_of(w, w->count - 1, 0);
    if (node_at(w, w->count - 1)->flags & SN_SUM) {
        const sn_tensor *sum = result_of(w, w->count - 1);
        uint8_t *bytes = memory_at(w, sum->offset);
        for (uint32_t byte = 0; byte < sum->row_bytes; byte++) bytes[byte] = 0;
    }
    if (stage->flags & SN_UNIFORM) {
        measure_tiles(w, 1);
        measure_tiles(w, 0);
    }
    for (int32_t x = 0; x < width; x += stage->strip_columns) {
        const range strip = range_of(x, smaller(x + stage->strip_columns, width));
        plan(w, 0, all, strip, 0);
        for (int32_t i = 0; i < w->count; i++) {
            sn_state *state = &w->states[i];
            state->origin = holds_all_columns(result_of(w, i)) ? 0 : state->columns.begin;
            state->strip_begin = state->columns.fresh;
            state->strip_end = state->columns.end;
            state->rows.done = 0;
            state->shift = 0;
        }
        for (int32_t y = 0; y < height; y += stage->tile_rows) {
            const range rows = range_of(y, smaller(y + stage->tile_rows, height));
            const int status = run_tile_row(w, rows);
            if (status) return status;
        }
    }
    for (uint16_t s = 0; s < w->model->stream_count; s++) {
        if (w->model->streams[s].last_node >= w->first + w->count) continue;
        const int status = fetch_until(w, s, w->model->tensors[w->model->streams[s].tensor].rows);
        if (status) return status;
    }
    return 0;
}

int sn_run(
    const sn_model *model, uint8_t *const *arenas, const sn_io *io, const void **pointers, sn_state *states,
    int32_t *arrived)
{
    walk w = {model, 0, model->units, model->nodes, arenas, io, pointers, states, arrived, 0, 0, 0};
#ifdef SN_TRACE
    sn_trace_hash = 0xCBF29CE484222325u;
#endif
    for (uint16_t s = 0; s < model->stream_count; s++) arrived[s] = 0;
    for (uint16_t i = 0; i < model->stage_count; i++) {
        w.stage = &model->stages[i];
        w.count = w.units[w.stage->unit_count - 1].last + 1 - w.first;
        const int status = run_stage(&w);
        if (status) return status;
        w.units += w.stage->unit_count;
        w.nodes += w.count;
        w.first += w.count;
    }
    return 0;
}
