/* SUB with DSP instructions. */
#include "sn_dsp_sum.h"

void sn_sub_dsp_s8(const void *params, const sn_call *call)
{
    const sn_sum_dsp_params *p = params;
    if (p->greater_side == 0) {
        sn_sum(p, call, 1, -1);
    } else {
        sn_sum(p, call, -1, 1);
    }
}
