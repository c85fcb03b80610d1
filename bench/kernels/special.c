/* Kernels for a number of input channels, as generated code would have them. */
#include "special.h"
#include "sn_dsp_pointwise.h"

#define KERNEL(name, body, channels) \
    void name##_##channels(const void *params, const sn_call *call) { body(params, call, channels); }
#define KERNELS(channels)                        \
    KERNEL(quads, sn_pointwise_quads, channels)  \
    KERNEL(pairs, sn_pointwise_widened, channels) \
    KERNEL(direct, sn_pointwise_direct, channels)
SPECIAL_CHANNELS(KERNELS)
