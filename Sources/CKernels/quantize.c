/* QUANTIZE and DEQUANTIZE: between float32 and integers, and between integers. */
#include "streamnet_kernels.h"
#include "sn_arithmetic.h"

/* To the nearest integer, ties away from zero; beyond +-limit, limit. What is not a number becomes 0. */
static inline int32_t rounded(float value)
{
    const float limit = 1024.0f; /* greater than what can matter to an int8_t */
    if (value != value) return 0;
    if (value > limit) return 1024;
    if (value < -limit) return -1024;
    const int32_t whole = (int32_t)value;
    const float fraction = value - (float)whole;
    return whole + (fraction >= 0.5f) - (fraction <= -0.5f);
}

void sn_quantize_f32_s8(const void *params, const sn_call *call)
{
    const sn_quantize_params *p = params;
    const float *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns * p->channels; i++) {
        out[i] = (int8_t)sn_clamp(rounded(in[i] / p->scale) + p->out_zero, INT8_MIN, INT8_MAX);
    }
}

static inline int32_t element(const void *in, int32_t i, int32_t type)
{
    switch (type) {
    case SN_UINT8: return ((const uint8_t *)in)[i];
    case SN_INT16: return ((const int16_t *)in)[i];
    default: return ((const int8_t *)in)[i];
    }
}

static inline void set_element(void *out, int32_t i, int32_t type, int32_t value)
{
    switch (type) {
    case SN_UINT8: ((uint8_t *)out)[i] = (uint8_t)sn_clamp(value, 0, UINT8_MAX); break;
    case SN_INT16: ((int16_t *)out)[i] = (int16_t)sn_clamp(value, INT16_MIN, INT16_MAX); break;
    default: ((int8_t *)out)[i] = (int8_t)sn_clamp(value, INT8_MIN, INT8_MAX); break;
    }
}

void sn_requantize(const void *params, const sn_call *call)
{
    const sn_requantize_params *p = params;
    for (int32_t i = 0; i < call->columns * p->channels; i++) {
        const int32_t difference = element(call->rows[0], i, p->in_type) - p->in_zero;
        const int32_t scaled = sn_requantise(difference, p->multiplier, p->shift);
        set_element(call->out, i, p->out_type, sn_add_wrapping(scaled, p->out_zero));
    }
}

void sn_dequantize_f32(const void *params, const sn_call *call)
{
    const sn_dequantize_params *p = params;
    float *out = call->out;
    for (int32_t i = 0; i < call->columns * p->channels; i++) {
        out[i] = p->scale * (float)(element(call->rows[0], i, p->in_type) - p->in_zero);
    }
}
