/* CONV_2D of one pixel and FULLY_CONNECTED with Helium: pixel by pixel, four output channels at a time. An
 * output pixel may overlap input pixels before its own, never its own or later ones.
 *
 * The table has of every four channels, the last filled up with zeros: of every 16 inputs 16 weights of each
 * channel, then of those that are left as many of each, then the factors of sn_mve.h. */
#include "streamnet_kernels.h"
#include "sn_mve.h"

void sn_pointwise_mve_s8(const void *params, const sn_call *call)
{
    const sn_pointwise_dsp_params *p = params;
    const int32_t sixteens = p->in_channels >> 4, last = p->in_channels & 15;
    const int32_t zero = p->out_zero, least = p->out_min, greatest = p->out_max;
    const int8_t *pixel = call->rows[0];
    int8_t *out = call->out;
    for (int32_t i = 0; i < call->columns; i++) {
        const int8_t *w = (const int8_t *)p->table;
        int32_t rest = p->out_channels;
        for (; rest > 0; rest -= 4) {
            const int8_t *in = pixel;
            int32_t s0 = 0, s1 = 0, s2 = 0, s3 = 0;
            for (int32_t k = sixteens; k > 0; k--) {
                const sn_mve_bytes x = sn_mve_load_16(in);
                s0 = sn_mve_dot(s0, x, sn_mve_load_16(w));
                s1 = sn_mve_dot(s1, x, sn_mve_load_16(w + 16));
                s2 = sn_mve_dot(s2, x, sn_mve_load_16(w + 32));
                s3 = sn_mve_dot(s3, x, sn_mve_load_16(w + 48));
                in += 16;
                w += 64;
            }
            if (last) {
                /* What is behind the weights of a channel is multiplied by 0. */
                const sn_mve_bytes x = sn_mve_load_bytes(in, last);
                s0 = sn_mve_dot(s0, x, sn_mve_load_16(w));
                s1 = sn_mve_dot(s1, x, sn_mve_load_16(w + last));
                s2 = sn_mve_dot(s2, x, sn_mve_load_16(w + 2 * last));
                s3 = sn_mve_dot(s3, x, sn_mve_load_16(w + 3 * last));
                w += 4 * last;
            }
            const int32_t *factors = (const int32_t *)(const void *)w;
            const sn_mve_words four =
                sn_mve_outputs(sn_mve_words_of(s0, s1, s2, s3), factors, zero, least, greatest);
            sn_mve_store_4(four, rest, out);
            w += 4 * sn_mve_factor_words;
            out += 4;
        }
        out += rest;
        pixel += p->in_channels;
    }
}
