/* The steps of a run: a node computes, a row arrives. Part of streamnet_run.c. */
#ifndef SN_STEPS_H
#define SN_STEPS_H

#include "sn_hooks.h"
#include "sn_walk.h"

/* Computes `pixels` pixels from row y of a node's image on: those of one row, or of several that lie together. */
static void call_node(const walk *w, int32_t position, int32_t y, range columns, int32_t pixels)
{
    const sn_node *node = node_at(w, position);
    const sn_tensor *output = result_of(w, position);
    const sn_operand *operand = operands_of(w, node);
    const int32_t shift = w->states[position].shift;
    notebook *const notes = w->notes;
    noted_call unnoted, *const note = notes ? &notes->calls[notes->call_count] : &unnoted;
    const void **const rows = notes ? &notes->rows[notes->row_count] : w->pointers;
    int32_t *const steps = notes ? &notes->row_steps[notes->row_count] : (void *)0;
    int32_t count = 0;
    note->call.left = 0;
    note->step_left = 0;
    for (int32_t i = 0; i < node->operand_count; i++, operand++) {
        const sn_tensor *tensor = &w->model->tensors[operand->tensor];
        const sn_reads *reads = &w->model->reads[operand->reads];
        const range inside = read_by(w, operand, 0, columns, tensor->columns);
        const int32_t height = inside.begin < inside.end ? tensor->rows : 0;
        const int32_t further = reads->columns.numerator * shift;
        const int32_t taps = reads->rows.taps, step = reads->rows.dilation;
        int32_t source = first_read(&reads->rows, y);
        if (w->stage->flags & SN_UP) source = tensor->rows - 1 - source - (taps - 1) * step;
        sn_point_at(
            w, tensor, source, step, taps, height, inside.begin, rows + count, steps ? steps + count : steps,
            further);
        if (i == 0 && height) {
            note->call.left = inside.begin;
            note->step_left = further;
        }
        count += taps;
    }
    note->compute = node->compute;
    note->call.rows = rows;
    note->call.scratch = memory_at(w, node->scratch);
    note->call.y = row_in_memory(w, image_of(w, position), y, 1);
    note->call.x = columns.begin;
    note->call.columns = pixels;
    note->step_x = shift;
    if (node->flags & SN_SUM) {
        note->call.out = memory_at(w, output->offset);
        note->step_out = 0;
    } else {
        const void *out;
        sn_point_at(
            w, output, row_in_memory(w, output, y, 1), 1, 1, output->rows, columns.begin, &out, &note->step_out,
            shift);
        note->call.out = (uint8_t *)(uintptr_t)out;
    }
    if (notes) {
        note->rows = count;
        notes->row_count += count;
        notes->call_count++;
    }
    note->compute(&note->call);
}

/* Computes some rows of a node's image, in the columns of this tile; from the top down, as memory counts. */
void sn_compute(const walk *w, int32_t position)
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
    begin_hooks(w, position);
    if (together) {
        call_node(w, position, is_up ? rows.end - 1 : rows.begin, columns, (rows.end - rows.begin) * width);
    } else {
        for (int32_t i = 0; i < rows.end - rows.begin; i++) {
            call_node(w, position, is_up ? rows.end - 1 - i : rows.begin + i, columns, width);
#ifdef SN_HOOKS
            if (w->notes) {
                noted_call *note = &w->notes->calls[w->notes->call_count - 1];
                note->position = position;
                note->is_first = i == 0;
                note->is_last = i == rows.end - rows.begin - 1;
            }
#endif
            if (yields) w->io->yield(w->io->context);
        }
    }
    end_hooks(w, position);
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

#endif
