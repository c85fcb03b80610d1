/* Any function of one int8 element, by a table of its 256 results. */
#include "streamnet_kernels.h"

void sn_lookup_s8(const void *params, const sn_call *call)
{
    const sn_lookup_params *p = params;
    const int8_t *const results = p->results + 128;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    int32_t rest = call->columns * p->channels;
    for (; rest >= 4; rest -= 4) {
        out[0] = results[in[0]];
        out[1] = results[in[1]];
        out[2] = results[in[2]];
        out[3] = results[in[3]];
        in += 4;
        out += 4;
    }
    for (; rest > 0; rest--) *out++ = results[*in++];
}
