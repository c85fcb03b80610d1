-- CONV_2D of one pixel for one board: two pixels share every load of a weight. Constants, promises and which
-- operators it takes are those of the built-in kernel.
return {
  kind = "kernel",
  name = "pointwise-pairs",
  version = "1.0.0",
  api = "1",
  description = "CONV_2D of one pixel, two pixels and two channels at a time.",
  operator = "CONV_2D",
  like = "pointwise_s8",
  boards = { "stm32f767zi" },
  -- An output pixel may lie over input pixels before its own: two at a time need room between them.
  alias = "none",
  matches = function(node) return node.output.channels % 2 == 0 end,
  source = [[
#include "sn_arithmetic.h"

static int8_t output(const sn_pointwise_params *p, int32_t channel, uint32_t sum)
{
    return sn_output(sum, p->multiplier[channel], p->shift[channel], p->out_zero, p->out_min, p->out_max);
}

static void pixels(
    const sn_pointwise_params *p, const int8_t *first, const int8_t *second, int8_t *out, int8_t *next)
{
    for (int32_t c = 0; c < p->out_channels; c += 2) {
        const int8_t *one = p->weights + c * p->in_channels;
        const int8_t *two = one + p->in_channels;
        uint32_t a = (uint32_t)p->bias[c], b = (uint32_t)p->bias[c + 1], d = a, e = b;
        for (int32_t i = 0; i < p->in_channels; i++) {
            const int32_t u = first[i], v = second[i];
            a += (uint32_t)(one[i] * u);
            b += (uint32_t)(two[i] * u);
            d += (uint32_t)(one[i] * v);
            e += (uint32_t)(two[i] * v);
        }
        out[c] = output(p, c, a);
        out[c + 1] = output(p, c + 1, b);
        next[c] = output(p, c, d);
        next[c + 1] = output(p, c + 1, e);
    }
}

void kernel_pointwise_pairs(const void *params, const sn_call *call)
{
    const sn_pointwise_params *p = params;
    const int8_t *in = call->rows[0];
    int8_t *out = call->out;
    for (int32_t x = 0; x < call->columns; x += 2) {
        /* The last pixel of an odd count is computed twice. */
        const int32_t other = x + 1 < call->columns ? 1 : 0;
        pixels(p, in, in + other * p->in_channels, out, out + other * p->out_channels);
        in += 2 * p->in_channels;
        out += 2 * p->out_channels;
    }
}
]],
}
