#include "sn_depthwise_planar.h"

void sn_depthwise_7x7_s2(const void *params, const sn_call *call)
{
    sn_planar_depthwise(params, call, 7, 2);
}
