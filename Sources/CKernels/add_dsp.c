/* ADD with DSP instructions. */
#include "sn_dsp_sum.h"

void sn_add_dsp_s8(const void *params, const sn_call *call) { sn_sum(params, call, 1, 1); }
