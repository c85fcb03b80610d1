/* The constants of the kernels with Helium, as planning makes them. */
#ifndef PACK_MVE_H
#define PACK_MVE_H

#include "pack.h"

/* Writes the table of sn_mve_products.h; false where the kernels would not be exact. */
int pack_mve_pairs_of_pixels(const pack_source *source, int32_t *table);

/* Writes the records of depthwise_mve.c; false where the kernel would not be exact. Depth multiplier 1. */
int pack_mve_depthwise(const sn_depthwise_params *p, int32_t *records);

#endif
