#include "sn_depthwise_planar.h"

void sn_depthwise_3x3_s1(const void *params, const sn_call *call)
{
    sn_planar_depthwise(params, call, 3, 1);
}
