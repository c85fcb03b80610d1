/* As conv_3x3x3_dsp.c with little scratch. Needs pointwise_direct_dsp.c. */
#include "sn_dsp_window3.h"

void sn_conv_dsp_3x3x3_pairs_s8(const void *params, const sn_call *call)
{
    sn_conv_of_windows3(params, call, 2, sn_pointwise_direct_dsp_s8);
}
