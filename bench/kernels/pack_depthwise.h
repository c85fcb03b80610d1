/* The constants of the depthwise kernels with DSP instructions, as planning makes them. */
#ifndef PACK_DEPTHWISE_H
#define PACK_DEPTHWISE_H

#include "streamnet_kernels.h"

enum pack_form {
    pack_planar,
    pack_direct,
    pack_vectors /* for Helium, by pack_mve_depthwise */
};

/* Writes the table; false where a channel cannot be had exactly. Channels: at least 4, depth multiplier 1. */
int pack_depthwise(const sn_depthwise_params *p, enum pack_form form, uint32_t *table);

#endif
