/* The quick requantisation against gemmlowp's, at and beside the ties of both roundings. */
#include "fuzz.h"
#include "fuzz_data.h"
#include "sn_arithmetic.h"
#include "sn_dsp_requantise.h"

static int differs(int32_t sum, int32_t multiplier, int32_t shift, int32_t zero)
{
    const uint32_t places = (uint32_t)(-shift - 1);
    const int32_t addend = sn_quick_addend(zero, places);
    const int32_t quick = sn_quick_output((uint32_t)sum << 1, (uint32_t)multiplier, places, addend);
    return quick != sn_output((uint32_t)sum, multiplier, shift, zero, -128, 127);
}

fuzz_result fuzz_requantisation(uint32_t cases, uint32_t seed)
{
    fuzz_result total = {0, 0, 0, 0};
    fuzz_random random = {seed};
    for (uint32_t i = 0; i < cases; i++) {
        const int32_t shift = fuzz_between(&random, -23, -1);
        const int32_t zero = fuzz_between(&random, -128, 127);
        int32_t multiplier = (int32_t)((1u << 30) + (fuzz_bits(&random) >> 2));
        if (fuzz_one_in(&random, 3)) multiplier = multiplier >> 20 << 20;
        if (fuzz_one_in(&random, 9)) multiplier = INT32_MAX;
        int32_t sum;
        if (fuzz_one_in(&random, 2)) {
            /* The sum whose result is about a whole number and a half. */
            const int64_t halves = 2 * fuzz_between(&random, -256, 256) + 1;
            const int64_t wanted = halves * (1LL << (30 - shift));
            const int64_t near = wanted / multiplier;
            if (near <= -(1 << 30) + 2 || near >= (1 << 30) - 2) continue;
            sum = (int32_t)near;
        } else {
            sum = (int32_t)fuzz_bits(&random) >> fuzz_between(&random, 2, 30);
        }
        for (int32_t d = -1; d <= 1; d++) {
            if (sum + d <= -(1 << 30) || sum + d >= 1 << 30) continue;
            total.compared++;
            total.differing += (uint32_t)differs(sum + d, multiplier, shift, zero);
        }
    }
    return total;
}
