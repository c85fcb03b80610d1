/* CONV_2D of one pixel and FULLY_CONNECTED with Helium. An output pixel may overlap input pixels before its own,
 * never its own or later ones. */
#include "sn_mve_products.h"

void sn_pointwise_mve_s8(const void *params, const sn_call *call)
{
    const sn_pointwise_dsp_params *p = params;
    const sn_mve_pixels all = {
        call->rows[0], call->out, p->in_channels, p->in_channels, p->out_channels, p->out_zero, p->out_min, p->out_max,
    };
    sn_mve_all_pixels(p->table, all, call->columns);
}
