/* Planes: four channels of the rows of a window, taken apart into rows of 16-bit elements of one channel, so
 * that one instruction multiplies and adds two taps.
 *
 * A plane word holds two columns of one channel. The planes of a block of columns lie in the scratch: row
 * after row of the window, in each channel after channel, sn_planes_row_words words each. The first column is
 * that of the first output's first tap, so outputs lie at even columns (stride 2) or at even and odd ones in
 * turn (stride 1). Elements have the input's zero point taken off. */
#ifndef SN_PLANES_H
#define SN_PLANES_H

#include "streamnet_kernels.h"

enum {
    sn_planes_group = 4,
    sn_planes_row_words = SN_DEPTHWISE_ROW_WORDS,
    /* From one row of the window to the next. */
    sn_planes_row_step = sn_planes_group * sn_planes_row_words
};

/* What the channels of a block of columns share. */
typedef struct sn_planes {
    const int8_t *rows[7];
    int32_t row_count, first_row;
    int32_t channels, columns;
    /* Words before the first that holds an input column, and in use. */
    int32_t words_before, words;
    /* Input columns: one in a high lane, pairs, one in a low lane. */
    int32_t leading, pairs, trailing;
    uint32_t minus_zero;
    int32_t twice_zero_and_one;
    /* Rows of planes that are not in use, the first ones. */
    int32_t skipped_rows;
} sn_planes;

/* Finds the rows of a window of a square kernel that are not in the padding. */
void sn_planes_find_rows(sn_planes *b, const sn_depthwise_dsp_params *p, const sn_call *call, int32_t kernel);

/* Places the block of `columns` outputs from column `x` on, and clears its padding, which stays as it is for
 * all channels; moves the row pointers from column `left` to its first column, which it returns. */
int32_t sn_planes_place(
    sn_planes *b, const sn_depthwise_dsp_params *p, int32_t x, int32_t left, int32_t kernel, int32_t stride,
    uint32_t *plane);

/* Fills the planes with four channels of the input. */
void sn_planes_widen(const sn_planes *b, int32_t channel, uint32_t *plane);

/* Keeps output elements to the operator's bounds. */
void sn_planes_clamp(const sn_depthwise_dsp_params *p, int8_t *out, int32_t count);

#endif
