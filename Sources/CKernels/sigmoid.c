/* LOGISTIC (scale 1/256, zero point -128) and TANH (scale 1/128, zero point 0). */
#include "streamnet_kernels.h"
#include "sn_fixed_point.h"

/* 1 / (1 + exp(-a)) in Q0.31 for a in Q4.27. */
static inline int32_t logistic(int32_t a)
{
    if (a == 0) return 1 << 30;
    const int32_t of_magnitude = sn_reciprocal_of_one_plus(sn_exp_of_negative(a > 0 ? -a : a, 4));
    return a > 0 ? of_magnitude : INT32_MAX - of_magnitude;
}

/* tanh(a) in Q0.31 for a in Q4.27: (1 - e) / (1 + e) with e = exp(-2|a|). Read as Q5.26, a is 2a. */
static inline int32_t hyperbolic_tangent(int32_t a)
{
    if (a == 0) return 0;
    const int32_t twice_reciprocal = sn_twice_reciprocal(sn_exp_of_negative(a > 0 ? -a : a, 5));
    const int32_t of_magnitude = sn_saturating_shift_left(twice_reciprocal - (1 << 29), 2);
    return a > 0 ? of_magnitude : -of_magnitude;
}

static inline void sigmoid_run(
    const sn_sigmoid_params *p, const sn_call *call, int32_t (*function)(int32_t), int32_t shift,
    int32_t zero)
{
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns * p->channels; i++) {
        const int32_t difference = in[i] - p->in_zero;
        int32_t result = difference <= -p->in_range_radius ? INT8_MIN : INT8_MAX;
        if (difference > -p->in_range_radius && difference < p->in_range_radius) {
            const int32_t scaled = sn_requantise(difference, p->multiplier, p->left_shift);
            result = sn_clamp(sn_rounding_shift(function(scaled), shift) + zero, INT8_MIN, INT8_MAX);
        }
        out[i] = (int8_t)result;
    }
}

void sn_logistic_s8(const void *params, const sn_call *call)
{
    sigmoid_run(params, call, logistic, 31 - 8, INT8_MIN);
}

void sn_tanh_s8(const void *params, const sn_call *call)
{
    sigmoid_run(params, call, hyperbolic_tangent, 31 - 7, 0);
}
