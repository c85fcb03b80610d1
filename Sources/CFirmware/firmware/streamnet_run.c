/* The loop over tiles: fetches the rows of streamed inputs that a tile lacks, finds the rows each operator
 * reads, and calls it. The simulator walks the same steps in the same order. */
#include "streamnet_run.h"

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
    const int32_t last = (one > other ? one : other) + (axis->taps - 1) * axis->dilation + 1;
    const int32_t first = smaller(one, other);
    *begin = first < 0 ? 0 : first;
    *end = smaller(last, size);
}

static int is_contiguous(const sn_tensor *tensor) { return tensor->slots >= tensor->rows; }

static const uint8_t *row_address(const sn_tensor *tensor, const uint8_t *arena, int32_t row)
{
    const uint8_t *base = tensor->constant ? tensor->constant : arena + tensor->offset;
    return base + (uint32_t)(row % tensor->slots) * tensor->row_bytes;
}

static uint8_t *writable_row(const sn_tensor *tensor, uint8_t *arena, int32_t row)
{
    return arena + tensor->offset + (uint32_t)(row % tensor->slots) * tensor->row_bytes;
}

/* Computes `pixels` pixels from output row y on: those of one row, or of several that lie together. */
static void call_node(
    const sn_model *model, const sn_node *node, uint8_t *arena, const void **pointers, int32_t y, int32_t x,
    int32_t columns, int32_t pixels)
{
    const sn_tensor *output = &model->tensors[node->output];
    const void **next = pointers;
    sn_call call;
    call.left = 0;
    for (uint16_t i = 0; i < node->operand_count; i++) {
        const sn_operand *operand = &node->operands[i];
        const sn_tensor *tensor = &model->tensors[operand->tensor];
        int32_t begin, end;
        reads_inside(&operand->columns, x, columns, tensor->columns, &begin, &end);
        const int32_t row = first_read(&operand->rows, y);
        const int32_t column = begin < end ? begin : 0;
        if (i == 0) call.left = column;
        for (int32_t tap = 0; tap < operand->rows.taps; tap++) {
            const int32_t source = row + tap * operand->rows.dilation;
            const int inside = source >= 0 && source < tensor->rows && begin < end;
            *next++ = inside ? row_address(tensor, arena, source) + column * tensor->pixel_bytes : (const void *)0;
        }
    }
    call.rows = pointers;
    call.out = writable_row(output, arena, y) + x * output->pixel_bytes;
    call.scratch = (void *)0;
    call.y = y;
    call.x = x;
    call.columns = pixels;
    node->compute(&call);
}

static void compute_tile(
    const sn_model *model, uint16_t index, uint8_t *arena, const sn_io *io, const void **pointers, int32_t y,
    int32_t x, int32_t rows, int32_t columns)
{
    const sn_node *node = &model->nodes[index];
    const sn_tensor *output = &model->tensors[node->output];
    int together = node->is_run && columns == output->columns && is_contiguous(output) && !(io && io->yield);
    for (uint16_t i = 0; i < node->operand_count; i++) {
        together = together && is_contiguous(&model->tensors[node->operands[i].tensor]);
    }
#ifdef SN_TRACE
    trace_step(index, y, x, rows, columns);
#endif
#ifdef SN_PROFILE
    sn_profile_begin(index);
#endif
    if (together) {
        call_node(model, node, arena, pointers, y, 0, columns, rows * columns);
    } else {
        for (int32_t row = y; row < y + rows; row++) {
            call_node(model, node, arena, pointers, row, x, columns, columns);
            if (io && io->yield) io->yield(io->context);
        }
    }
#ifdef SN_PROFILE
    sn_profile_end(index);
#endif
#ifdef SN_OBSERVE
    for (int32_t row = y; row < y + rows; row++) {
        const uint8_t *written = row_address(output, arena, row) + x * output->pixel_bytes;
        sn_observe(index, written, (uint32_t)columns * output->pixel_bytes);
    }
#endif
}

/* Fetches rows of a streamed input until `needed` have arrived. */
static int fetch_rows(
    const sn_model *model, const sn_stream *stream, uint8_t *arena, const sn_io *io, int32_t *arrived,
    int32_t needed)
{
    const sn_tensor *tensor = &model->tensors[stream->tensor];
    while (*arrived < needed) {
        const int status = io->fetch_row(
            io->context, stream->input, *arrived, writable_row(tensor, arena, *arrived));
        if (status) return status;
#ifdef SN_TRACE
        trace_step(model->node_count + stream->input, *arrived, 0, 1, tensor->columns);
#endif
        (*arrived)++;
        if (io->yield) io->yield(io->context);
    }
    return 0;
}

/* Fetches what a tile of a node reads of streamed inputs and has not arrived yet. */
static int fetch_for_tile(
    const sn_model *model, uint16_t index, uint8_t *arena, const sn_io *io, int32_t *arrived, int32_t y,
    int32_t rows)
{
    const sn_node *node = &model->nodes[index];
    for (uint16_t s = 0; s < model->stream_count; s++) {
        const sn_stream *stream = &model->streams[s];
        for (uint16_t i = 0; i < node->operand_count; i++) {
            const sn_operand *operand = &node->operands[i];
            int32_t begin, end;
            if (operand->tensor != stream->tensor) continue;
            reads_inside(&operand->rows, y, rows, model->tensors[stream->tensor].rows, &begin, &end);
            const int status = fetch_rows(model, stream, arena, io, &arrived[s], end);
            if (status) return status;
        }
    }
    return 0;
}

int sn_run(const sn_model *model, uint8_t *arena, const sn_io *io, const void **pointers, int32_t *arrived)
{
#ifdef SN_TRACE
    sn_trace_hash = 0xCBF29CE484222325u;
#endif
    for (uint16_t s = 0; s < model->stream_count; s++) arrived[s] = 0;
    for (uint16_t i = 0; i < model->stage_count; i++) {
        const sn_stage *stage = &model->stages[i];
        const sn_tensor *output = &model->tensors[model->nodes[stage->node].output];
        for (int32_t y = 0; y < output->rows; y += stage->tile_rows) {
            const int32_t rows = smaller(stage->tile_rows, output->rows - y);
            for (int32_t x = 0; x < output->columns; x += stage->tile_columns) {
                const int32_t columns = smaller(stage->tile_columns, output->columns - x);
                const int status = fetch_for_tile(model, stage->node, arena, io, arrived, y, rows);
                if (status) return status;
                compute_tile(model, stage->node, arena, io, pointers, y, x, rows, columns);
            }
        }
        for (uint16_t s = 0; s < model->stream_count; s++) {
            const sn_stream *stream = &model->streams[s];
            if (stream->last_node != stage->node) continue;
            const int status =
                fetch_rows(model, stream, arena, io, &arrived[s], model->tensors[stream->tensor].rows);
            if (status) return status;
        }
    }
    return 0;
}
