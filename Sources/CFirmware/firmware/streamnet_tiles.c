/* Some nodes in tiles along the columns, for the rows that are planned: moves what is kept, calls the operators.
 * Beside streamnet_run.c where tiles are narrower than what they are tiles of. */
#include "sn_moves.h"
#include "sn_repeat.h"
#include "sn_walk.h"
#include "streamnet_run.h"

void sn_run_tiles(const walk *w, int32_t first, int32_t last, int32_t tile_columns)
{
    const nodes unit = {(int16_t)first, (int16_t)last};
    const sn_state *output = &w->states[last];
    notebook notes;
    walk noting = *w;
    noting.notes = &notes;
    find_shifts(w, unit, tile_columns);
    for (int32_t i = first; i <= last; i++) {
        w->states[i].columns.done = w->states[i].window_begin = w->states[i].window_end = 0;
    }
    for (int32_t x = output->strip_begin, alike = 0; x < output->strip_end; x += tile_columns) {
        const range columns = range_of(x, smaller(x + tile_columns, output->strip_end));
        const walk *tile = alike > 1 ? &noting : w;
        sn_plan(w, 0, unit, columns, SN_KEEP_COLUMNS);
        notes.copy_count = notes.call_count = notes.row_count = 0;
        if (alike <= 1) alike = tiles_alike(w, unit, (output->strip_end - x) / tile_columns - 1);
        move_windows(tile, unit);
        for (int32_t i = first; i <= last; i++) sn_compute(tile, i);
        finish(w, 0, first, last);
        if (tile->notes) {
            repeat(tile, unit, alike - 1);
            x += (alike - 1) * tile_columns;
            alike = 0;
        }
    }
    for (int32_t i = first; i < last; i++) {
        if (result_of(w, i)->window >= 0 && w->states[i].rows.begin < w->states[i].rows.end) {
            save_window(w, i, w->states[i].window_end);
        }
    }
}
