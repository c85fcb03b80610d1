/* The table of sn_dsp_products.h, made from weights and constants as the portable kernels take them. */
#ifndef PACK_H
#define PACK_H

#include "streamnet_kernels.h"

/* One convolution: weights out_channels x inputs, an int8 output with its bounds. */
typedef struct pack_source {
    const int8_t *weights;
    const int32_t *bias;
    const int32_t *multiplier;
    const int8_t *shift;
    int32_t inputs, out_channels;
    int32_t in_zero, out_zero, out_min, out_max;
} pack_source;

/* Words of the table. */
int32_t pack_words(int32_t inputs, int32_t out_channels);

/* Whether a table for the quick kernels exists; if so, it is written. If not `is_small`, only kernels that
 * read windows in place may use it. */
int pack_pairs(const pack_source *source, int32_t *table, int *is_small);

/* The constants of the quick sum, if there are; the sign is the function's. */
int pack_sum(const sn_add_params *source, sn_sum_dsp_params *result);

#endif
