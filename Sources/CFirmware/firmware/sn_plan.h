/* What a tile needs of every result and computes anew, from its output backwards. Part of streamnet_run.c. */
#ifndef SN_PLAN_H
#define SN_PLAN_H

#include "sn_walk.h"

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

void sn_plan(const walk *w, int is_row, nodes unit, range output, int keep)
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

/* As sn_plan, where a node alone asks nothing of others. */
static SN_INSIDE void plan(const walk *w, int is_row, nodes unit, range output, int keep)
{
    if (unit.first == unit.last) {
        set_span(span_of(w, unit.last, is_row), output);
    } else {
        sn_plan(w, is_row, unit, output, keep);
    }
}

#endif
