/* CONV_2D of 3 x 3 pixels of 3 channels with DSP instructions: networks begin with it. Needs
 * pointwise_quads_dsp.c and pointwise_direct_dsp.c. */
#include "sn_dsp_window3.h"

void sn_conv_dsp_3x3x3_s8(const void *params, const sn_call *call)
{
    sn_conv_of_windows3(params, call, 4, sn_pointwise_quads_dsp_s8);
}
