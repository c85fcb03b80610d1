#ifndef SPECIAL_H
#define SPECIAL_H

#include "streamnet_kernels.h"

#define SPECIAL_CHANNELS(apply) apply(8) apply(16) apply(24) apply(32) apply(48) apply(64)
#define DECLARE(channels)                                          \
    void quads_##channels(const void *params, const sn_call *call);  \
    void pairs_##channels(const void *params, const sn_call *call);  \
    void direct_##channels(const void *params, const sn_call *call);
SPECIAL_CHANNELS(DECLARE)
#undef DECLARE

#endif
