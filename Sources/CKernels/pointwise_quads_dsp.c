/* Convolutions of one pixel, four pixels at a time. An output pixel may overlap input pixels before its own,
 * never its own or later ones. Needs pointwise_direct_dsp.c. */
#include "sn_dsp_pointwise.h"

void sn_pointwise_quads_dsp_s8(const void *params, const sn_call *call)
{
    const sn_pointwise_dsp_params *p = params;
    sn_pointwise_quads(p, call, p->in_channels);
}
