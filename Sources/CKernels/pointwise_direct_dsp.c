/* Convolutions of one pixel for any number of channels that is a multiple of 4, without scratch. An output
 * pixel may overlap input pixels before its own, never its own or later ones. */
#include "sn_dsp_pointwise.h"

void sn_pointwise_direct_dsp_s8(const void *params, const sn_call *call)
{
    const sn_pointwise_dsp_params *p = params;
    sn_pointwise_direct(p, call, p->in_channels);
}
