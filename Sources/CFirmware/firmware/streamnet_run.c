/* The loop over tiles. For each run of a unit it works out, from the output backwards, what every operator
 * must compute; then it fetches the rows of streamed inputs that are lacking and goes from tile to tile: moves
 * what is kept, calls the operators. The simulator walks the same steps in the same order. */
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
    uint8_t *arena;
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
    if (operand->reads == SN_SAME) return output;
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

/* Where a pixel of a tensor lies: in its window, if the row does, or else with the rows that are kept. */
static SN_INSIDE uint8_t *pixel_of(const walk *w, const sn_tensor *tensor, int32_t row, int32_t column)
{
    const int32_t position = position_of(w, tensor);
    const int32_t y = w->stage->flags & SN_UP ? tensor->rows - 1 - row : row;
    uintptr_t rows = tensor->constant ? (uintptr_t)tensor->constant : (uintptr_t)(w->arena + tensor->offset);
    uint32_t row_bytes = tensor->row_bytes;
    int32_t slots = tensor->slots;
    if (position >= 0 && position < w->count - 1) {
        const sn_state *state = &w->states[position];
        if (tensor->window >= 0 && row >= state->window_row) {
            const sn_window *window = &w->model->windows[tensor->window];
            rows = (uintptr_t)(w->arena + window->offset);
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
            if (i == 0) call.left = columns.begin;
            *next++ = address(w, tensor, y, columns.begin);
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
    call.out = node->flags & SN_SUM ? w->arena + output->offset : address(w, output, y, columns.begin);
    call.scratch = w->arena + node->scratch;
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
        sn_observe(node, w->arena + output->offset, output->row_bytes);
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
        uint8_t *target = w->arena + tensor->offset + (uint32_t)(row % tensor->slots) * tensor->row_bytes;
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

static sn_span *span_of(const walk *w, int32_t position, int is_row)
{
    return is_row ? &w->states[position].rows : &w->states[position].columns;
}

static int32_t size_of(const walk *w, int32_t position, int is_row)
{
    return is_row ? image_of(w, position)->rows : image_of(w, position)->columns;
}

/* The extents that a tile in the middle needs of every result. */
SN_SELDOM static void measure_tiles(const walk *w, int is_row)
{
    for (int32_t i = 0; i < w->count; i++) span_of(w, i, is_row)->extent = 0;
    span_of(w, w->count - 1, is_row)->extent = is_row ? w->stage->tile_rows : w->units->columns;
    for (int32_t i = w->count - 1; i >= 0; i--) {
        const int32_t extent = span_of(w, i, is_row)->extent;
        for (int32_t k = 0; extent > 0 && k < node_at(w, i)->operand_count; k++) {
            const sn_operand *operand = &operands_of(w, node_at(w, i))[k];
            const sn_reads *reads = &w->model->reads[operand->reads];
            const sn_axis *axis = is_row ? &reads->rows : &reads->columns;
            const int32_t producer = position_of(w, &w->model->tensors[operand->tensor]);
            if (producer < 0) continue;
            const int32_t last = (extent - 1) * axis->numerator / axis->denominator;
            sn_span *span = span_of(w, producer, is_row);
            span->extent = (int16_t)smaller(
                larger(span->extent, last + (axis->taps - 1) * axis->dilation + 1), INT16_MAX);
        }
    }
}

static SN_INSIDE void set_span(sn_span *span, range range)
{
    span->begin = span->fresh = range.begin;
    span->end = range.end;
}

/* What some nodes need and compute along one axis for a part of the result of the last of them: a result is
 * needed where its readers compute anew, and computed where it is needed and not kept from before. */
static void plan_all(const walk *w, int is_row, nodes unit, range output, int keep)
{
    for (int32_t i = unit.first; i < unit.last; i++) {
        sn_span *span = span_of(w, i, is_row);
        span->begin = span->fresh = span->end = 0;
    }
    set_span(span_of(w, unit.last, is_row), output);
    for (int32_t i = unit.last; i >= unit.first; i--) {
        const sn_node *node = node_at(w, i);
        sn_span *span = span_of(w, i, is_row);
        if (span->begin >= span->end) continue;
        if ((w->stage->flags & SN_UNIFORM) && i < unit.last) {
            const int32_t extent = smaller(span->extent, size_of(w, i, is_row));
            span->begin = (int16_t)smaller(span->begin, size_of(w, i, is_row) - extent);
            span->end = (int16_t)larger(span->begin + extent, span->end);
        }
        span->fresh = span->begin;
        if (i < unit.last && (node->flags & keep)) {
            /* What was computed ahead stays: later tiles may need more of it than this one. */
            span->end = (int16_t)larger(span->end, span->done);
            span->fresh = (int16_t)larger(span->begin, span->done);
        }
        for (int32_t k = 0; span->fresh < span->end && k < node->operand_count; k++) {
            const sn_operand *operand = &operands_of(w, node)[k];
            const int32_t producer = position_of(w, &w->model->tensors[operand->tensor]);
            const range fresh = {span->fresh, span->end};
            if (producer < unit.first) continue;
            const range needed = read_by(w, operand, is_row, fresh, size_of(w, producer, is_row));
            if (needed.begin >= needed.end) continue;
            sn_span *read = span_of(w, producer, is_row);
            const int is_new = read->begin >= read->end;
            if (is_new || needed.begin < read->begin) read->begin = needed.begin;
            if (is_new || needed.end > read->end) read->end = needed.end;
        }
    }
}

/* As plan_all, where a node alone asks nothing of others. */
static SN_INSIDE void plan(const walk *w, int is_row, nodes unit, range output, int keep)
{
    if (unit.first == unit.last) {
        set_span(span_of(w, unit.last, is_row), output);
    } else {
        plan_all(w, is_row, unit, output, keep);
    }
}

static void finish(const walk *w, int is_row, int32_t first, int32_t last)
{
    for (int32_t i = first; i <= last; i++) {
        sn_span *span = span_of(w, i, is_row);
        span->done = (int16_t)larger(span->done, span->end);
    }
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
        uint8_t *target = w->arena + tensor->offset + (uint32_t)(y % tensor->slots) * tensor->row_bytes
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

/* Tile by tile the rows that the unit was planned for. */
static void run_tiles(const walk *w, nodes unit, int32_t tile_columns)
{
    const sn_state *output = &w->states[unit.last];
    if (unit.first == unit.last && tile_columns >= output->strip_end - output->strip_begin) {
        const range strip = {output->strip_begin, output->strip_end};
        plan(w, 0, unit, strip, 0);
        compute(w, unit.last);
        return;
    }
    for (int32_t i = unit.first; i <= unit.last; i++) {
        w->states[i].columns.done = w->states[i].window_begin = w->states[i].window_end = 0;
    }
    for (int32_t x = output->strip_begin; x < output->strip_end; x += tile_columns) {
        const range columns = range_of(x, smaller(x + tile_columns, output->strip_end));
        plan(w, 0, unit, columns, SN_KEEP_COLUMNS);
        move_windows(w, unit);
        for (int32_t i = unit.first; i <= unit.last; i++) compute(w, i);
        finish(w, 0, unit.first, unit.last);
    }
    for (int32_t i = unit.first; i < unit.last; i++) {
        if (result_of(w, i)->window >= 0 && w->states[i].rows.begin < w->states[i].rows.end) {
            save_window(w, i, w->states[i].window_end);
        }
    }
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
        for (uint32_t byte = 0; byte < sum->row_bytes; byte++) w->arena[sum->offset + byte] = 0;
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
            state->origin = state->columns.begin;
            state->strip_begin = state->columns.fresh;
            state->strip_end = state->columns.end;
            state->rows.done = 0;
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
    const sn_model *model, uint8_t *arena, const sn_io *io, const void **pointers, sn_state *states,
    int32_t *arrived)
{
    walk w = {model, 0, model->units, model->nodes, arena, io, pointers, states, arrived, 0, 0};
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
