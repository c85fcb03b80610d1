/* The loop over tiles. For each tile it works out, from the output backwards, what every operator must
 * compute; then it moves what is kept, fetches the rows of streamed inputs that are lacking, and calls the
 * operators. The simulator walks the same steps in the same order. */
#include "streamnet_run.h"

/* What the functions below share in one run. */
typedef struct walk {
    const sn_model *model;
    const sn_stage *stage;
    uint8_t *arena;
    const sn_io *io;
    const void **pointers;
    sn_state *states;
    int32_t *arrived;
    int32_t count; /* nodes of the stage */
} walk;

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

static int32_t first_read(const sn_axis *axis, int32_t position)
{
    const int32_t scaled = position * axis->numerator + axis->phase;
    int32_t quotient = scaled / axis->denominator;
    if (scaled % axis->denominator < 0) quotient--;
    return quotient + axis->offset;
}

/* The first position that `count` output positions read of an input of `size`, and behind the last; both
 * inside it. */
static void reads_inside(
    const sn_axis *axis, int32_t position, int32_t count, int32_t size, int32_t *begin, int32_t *end)
{
    const int32_t one = first_read(axis, position);
    const int32_t other = first_read(axis, position + count - 1);
    *begin = larger(smaller(one, other), 0);
    *end = smaller(larger(one, other) + (axis->taps - 1) * axis->dilation + 1, size);
}

static const sn_node *node_at(const walk *w, int32_t position)
{
    return &w->model->nodes[w->stage->first + position];
}

static const sn_tensor *result_of(const walk *w, int32_t position)
{
    return &w->model->tensors[node_at(w, position)->output];
}

/* The node of the stage that makes a tensor, or -1. */
static int32_t position_of(const walk *w, const sn_tensor *tensor)
{
    const int32_t position = tensor->producer - w->stage->first;
    return tensor->producer >= 0 && position >= 0 && position < w->count ? position : -1;
}

static uint8_t *address(const walk *w, const sn_tensor *tensor, int32_t row, int32_t column)
{
    const int32_t position = position_of(w, tensor);
    const int moves = position >= 0 && (node_at(w, position)->flags & SN_WINDOW);
    const int32_t skipped = column - (moves ? w->states[position].origin : 0);
    return w->arena + tensor->offset + (uint32_t)(row % tensor->slots) * tensor->row_bytes
        + (uint32_t)(skipped * tensor->pixel_bytes);
}

static int is_contiguous(const sn_tensor *tensor)
{
    return tensor->slots >= tensor->rows
        && tensor->row_bytes == (uint32_t)tensor->columns * tensor->pixel_bytes;
}

/* Computes `pixels` pixels from output row y on: those of one row, or of several that lie together. */
static void call_node(const walk *w, const sn_node *node, int32_t y, int32_t x, int32_t columns, int32_t pixels)
{
    const sn_tensor *output = &w->model->tensors[node->output];
    const void **next = w->pointers;
    sn_call call;
    call.left = 0;
    for (uint16_t i = 0; i < node->operand_count; i++) {
        const sn_operand *operand = &node->operands[i];
        const sn_tensor *tensor = &w->model->tensors[operand->tensor];
        int32_t begin, end;
        reads_inside(&operand->columns, x, columns, tensor->columns, &begin, &end);
        const int32_t row = first_read(&operand->rows, y);
        if (i == 0) call.left = begin < end ? begin : 0;
        for (int32_t tap = 0; tap < operand->rows.taps; tap++) {
            const int32_t source = row + tap * operand->rows.dilation;
            const void *pointer = (void *)0;
            if (source >= 0 && source < tensor->rows && begin < end) {
                if (tensor->constant) {
                    pointer = tensor->constant + (uint32_t)source * tensor->row_bytes
                        + (uint32_t)(begin * tensor->pixel_bytes);
                } else {
                    pointer = address(w, tensor, source, begin);
                }
            }
            *next++ = pointer;
        }
    }
    call.rows = w->pointers;
    call.out = address(w, output, y, x);
    call.scratch = (void *)0;
    call.y = y;
    call.x = x;
    call.columns = pixels;
    node->compute(&call);
}

/* Computes some rows of a node's result, in the columns of this tile. */
static void compute(const walk *w, int32_t position, int32_t y, int32_t rows)
{
    const sn_node *node = node_at(w, position);
    const sn_tensor *output = result_of(w, position);
    const int32_t x = w->states[position].columns.fresh;
    const int32_t columns = w->states[position].columns.end - x;
    const int yields = w->io && w->io->yield;
    int together = (node->flags & SN_RUN) && columns == output->columns && is_contiguous(output) && !yields;
    for (uint16_t i = 0; i < node->operand_count; i++) {
        together = together && is_contiguous(&w->model->tensors[node->operands[i].tensor]);
    }
#ifdef SN_TRACE
    trace_step(w->stage->first + position, y, x, rows, columns);
#endif
#ifdef SN_PROFILE
    sn_profile_begin((uint16_t)(w->stage->first + position));
#endif
    if (together) {
        call_node(w, node, y, x, columns, rows * columns);
    } else {
        for (int32_t row = y; row < y + rows; row++) {
            call_node(w, node, row, x, columns, columns);
            if (yields) w->io->yield(w->io->context);
        }
    }
#ifdef SN_PROFILE
    sn_profile_end((uint16_t)(w->stage->first + position));
#endif
#ifdef SN_OBSERVE
    for (int32_t row = y; row < y + rows; row++) {
        sn_observe(
            (uint16_t)(w->stage->first + position), address(w, output, row, x),
            (uint32_t)columns * output->pixel_bytes);
    }
#endif
}

/* Fetches rows of a streamed input until `needed` have arrived. */
static int fetch_until(const walk *w, uint16_t index, int32_t needed)
{
    const sn_stream *stream = &w->model->streams[index];
    const sn_tensor *tensor = &w->model->tensors[stream->tensor];
    while (w->arrived[index] < needed) {
        const int32_t row = w->arrived[index];
        const int status = w->io->fetch_row(w->io->context, stream->input, row, address(w, tensor, row, 0));
        if (status) return status;
#ifdef SN_TRACE
        trace_step(w->model->node_count + stream->input, row, 0, 1, tensor->columns);
#endif
        w->arrived[index]++;
        if (w->io->yield) w->io->yield(w->io->context);
    }
    return 0;
}

/* Fetches what some rows of a node read of streamed inputs and has not arrived yet. */
static int fetch_for(const walk *w, int32_t position, int32_t y, int32_t rows)
{
    const sn_node *node = node_at(w, position);
    for (uint16_t i = 0; w->model->stream_count && i < node->operand_count; i++) {
        const sn_operand *operand = &node->operands[i];
        for (uint16_t s = 0; s < w->model->stream_count; s++) {
            int32_t begin, end;
            if (w->model->streams[s].tensor != operand->tensor) continue;
            reads_inside(&operand->rows, y, rows, w->model->tensors[operand->tensor].rows, &begin, &end);
            const int status = fetch_until(w, s, end);
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
    return is_row ? result_of(w, position)->rows : result_of(w, position)->columns;
}

/* The extents that a tile in the middle needs of every result. */
static void measure_tiles(const walk *w, int is_row)
{
    for (int32_t i = 0; i < w->count; i++) span_of(w, i, is_row)->extent = 0;
    span_of(w, w->count - 1, is_row)->extent = is_row ? w->stage->tile_rows : w->stage->tile_columns;
    for (int32_t i = w->count - 1; i >= 0; i--) {
        const int32_t extent = span_of(w, i, is_row)->extent;
        for (uint16_t k = 0; extent > 0 && k < node_at(w, i)->operand_count; k++) {
            const sn_operand *operand = &node_at(w, i)->operands[k];
            const sn_axis *axis = is_row ? &operand->rows : &operand->columns;
            const int32_t producer = position_of(w, &w->model->tensors[operand->tensor]);
            if (producer < 0) continue;
            const int32_t last = (extent - 1) * axis->numerator / axis->denominator;
            sn_span *span = span_of(w, producer, is_row);
            span->extent = (int16_t)smaller(
                larger(span->extent, last + (axis->taps - 1) * axis->dilation + 1), INT16_MAX);
        }
    }
}

/* What a tile needs and computes along one axis: a result is needed where its readers compute anew, and
 * computed where it is needed and not kept from the tile before. */
static void plan_tile(const walk *w, int is_row, int32_t begin, int32_t end)
{
    for (int32_t i = 0; i < w->count; i++) span_of(w, i, is_row)->begin = span_of(w, i, is_row)->end = 0;
    span_of(w, w->count - 1, is_row)->begin = (int16_t)begin;
    span_of(w, w->count - 1, is_row)->end = (int16_t)end;
    for (int32_t i = w->count - 1; i >= 0; i--) {
        const sn_node *node = node_at(w, i);
        const int is_inside = i < w->count - 1;
        sn_span *span = span_of(w, i, is_row);
        if ((w->stage->flags & SN_UNIFORM) && is_inside && span->begin < span->end) {
            const int32_t extent = smaller(span->extent, size_of(w, i, is_row));
            span->begin = (int16_t)smaller(span->begin, size_of(w, i, is_row) - extent);
            span->end = (int16_t)larger(span->begin + extent, span->end);
        }
        span->fresh = span->begin;
        if (is_inside && span->begin < span->end
            && (node->flags & (is_row ? SN_KEEP_ROWS : SN_KEEP_COLUMNS))) {
            /* What was computed ahead stays: later tiles may need more of it than this one. */
            span->end = (int16_t)larger(span->end, span->done);
            span->fresh = (int16_t)larger(span->begin, span->done);
        }
        for (uint16_t k = 0; span->fresh < span->end && k < node->operand_count; k++) {
            const sn_operand *operand = &node->operands[k];
            const int32_t producer = position_of(w, &w->model->tensors[operand->tensor]);
            int32_t first, last;
            if (producer < 0) continue;
            reads_inside(
                is_row ? &operand->rows : &operand->columns, span->fresh, span->end - span->fresh,
                size_of(w, producer, is_row), &first, &last);
            if (first >= last) continue;
            sn_span *read = span_of(w, producer, is_row);
            const int is_new = read->begin >= read->end;
            read->begin = (int16_t)(is_new ? first : smaller(first, read->begin));
            read->end = (int16_t)(is_new ? last : larger(last, read->end));
        }
    }
}

static void finish_tile(const walk *w, int is_row)
{
    for (int32_t i = 0; i < w->count; i++) {
        sn_span *span = span_of(w, i, is_row);
        span->done = (int16_t)larger(span->done, span->end);
    }
}

/* Lets the windows hold the columns of this tile, and takes along those that are kept. */
static void move_windows(const walk *w)
{
    for (int32_t i = 0; i < w->count; i++) {
        sn_state *state = &w->states[i];
        const sn_tensor *tensor = result_of(w, i);
        const int32_t kept = larger(state->columns.fresh, state->columns.begin) - state->columns.begin;
        if (!(node_at(w, i)->flags & SN_WINDOW) || state->columns.begin >= state->columns.end) continue;
        for (int32_t row = state->rows.begin; kept > 0 && row < state->rows.end; row++) {
            const uint8_t *source = address(w, tensor, row, state->columns.begin);
            uint8_t *target = address(w, tensor, row, state->origin);
            for (int32_t byte = 0; byte < kept * tensor->pixel_bytes; byte++) target[byte] = source[byte];
        }
        state->origin = state->columns.begin;
#ifdef SN_TRACE
        if (kept > 0) {
            trace_step(
                w->model->node_count + w->model->input_count + w->stage->first + i, state->rows.begin,
                state->columns.begin, state->rows.end - state->rows.begin, kept);
        }
#endif
    }
}

static int has_work(const walk *w, int32_t position)
{
    const sn_state *state = &w->states[position];
    return state->rows.fresh < state->rows.end && state->columns.fresh < state->columns.end;
}

/* Operator after operator, each all its new rows. */
static int compute_in_order(const walk *w)
{
    for (int32_t i = 0; i < w->count; i++) {
        const sn_span *rows = &w->states[i].rows;
        if (!has_work(w, i)) continue;
        const int status = fetch_for(w, i, rows->fresh, rows->end - rows->fresh);
        if (status) return status;
        compute(w, i, rows->fresh, rows->end - rows->fresh);
    }
    return 0;
}

/* A node of the stage that must make a row before this one can make its next; -1 where nothing lacks. */
static int32_t lacking(const walk *w, int32_t position)
{
    const sn_node *node = node_at(w, position);
    for (uint16_t i = 0; i < node->operand_count; i++) {
        const sn_operand *operand = &node->operands[i];
        const int32_t producer = position_of(w, &w->model->tensors[operand->tensor]);
        int32_t begin, end;
        if (producer < 0 || !has_work(w, producer)) continue;
        reads_inside(&operand->rows, w->states[position].next_row, 1, result_of(w, producer)->rows, &begin, &end);
        if (w->states[producer].next_row < smaller(end, w->states[producer].rows.end)) return producer;
    }
    return -1;
}

/* Row after row of the last operator, each after the rows it lacks, from the last operator backwards. */
static int compute_by_need(const walk *w)
{
    for (int32_t i = 0; i < w->count; i++) w->states[i].next_row = w->states[i].rows.fresh;
    while (w->states[w->count - 1].next_row < w->states[w->count - 1].rows.end) {
        int32_t position = w->count - 1;
        for (int32_t producer = lacking(w, position); producer >= 0; producer = lacking(w, position)) {
            position = producer;
        }
        const int32_t row = w->states[position].next_row;
        const int status = fetch_for(w, position, row, 1);
        if (status) return status;
        compute(w, position, row, 1);
        w->states[position].next_row++;
    }
    return 0;
}

static int run_stage(const walk *w)
{
    const sn_stage *stage = w->stage;
    const sn_tensor *output = result_of(w, w->count - 1);
    for (int32_t i = 0; i < w->count; i++) w->states[i].rows.done = w->states[i].origin = 0;
    if (stage->flags & SN_UNIFORM) {
        measure_tiles(w, 1);
        measure_tiles(w, 0);
    }
    for (int32_t y = 0; y < output->rows; y += stage->tile_rows) {
        plan_tile(w, 1, y, smaller(y + stage->tile_rows, output->rows));
        for (int32_t i = 0; i < w->count; i++) w->states[i].columns.done = 0;
        for (int32_t x = 0; x < output->columns; x += stage->tile_columns) {
            plan_tile(w, 0, x, smaller(x + stage->tile_columns, output->columns));
            move_windows(w);
            const int status = stage->flags & SN_PULL ? compute_by_need(w) : compute_in_order(w);
            if (status) return status;
            finish_tile(w, 0);
        }
        finish_tile(w, 1);
    }
    for (uint16_t s = 0; s < w->model->stream_count; s++) {
        if (w->model->streams[s].last_node > stage->last) continue;
        const int status = fetch_until(w, s, w->model->tensors[w->model->streams[s].tensor].rows);
        if (status) return status;
    }
    return 0;
}

int sn_run(
    const sn_model *model, uint8_t *arena, const sn_io *io, const void **pointers, sn_state *states,
    int32_t *arrived)
{
    walk w = {model, model->stages, arena, io, pointers, states, arrived, 0};
#ifdef SN_TRACE
    sn_trace_hash = 0xCBF29CE484222325u;
#endif
    for (uint16_t s = 0; s < model->stream_count; s++) arrived[s] = 0;
    for (uint16_t i = 0; i < model->stage_count; i++) {
        w.stage = &model->stages[i];
        w.count = w.stage->last - w.stage->first + 1;
        const int status = run_stage(&w);
        if (status) return status;
    }
    return 0;
}
