#include "sn_depthwise_direct.h"

void sn_depthwise_direct_5x5(const void *params, const sn_call *call)
{
    sn_direct_depthwise(params, call, 5);
}
