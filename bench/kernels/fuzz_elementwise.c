/* ADD, SUB and MUL of any scales, also in place. */
#include "fuzz.h"
#include "fuzz_data.h"
#include "pack.h"
#include "streamnet_kernels.h"

enum { most_elements = 64, guard_bytes = 8 };

static int8_t left[most_elements], right[most_elements];
static int8_t expected[most_elements], result[most_elements + guard_bytes];

static uint32_t differing(sn_kernel kernel, const void *params, const sn_call *call, int32_t count)
{
    for (int32_t i = 0; i < count + guard_bytes; i++) result[i] = 0x55;
    sn_call mine = *call;
    mine.out = result;
    kernel(params, &mine);
    uint32_t wrong = 0;
    for (int32_t i = 0; i < count; i++) wrong += result[i] != expected[i];
    for (int32_t i = 0; i < guard_bytes; i++) wrong += result[count + i] != 0x55;
    /* In place of the left side. */
    mine.out = left;
    kernel(params, &mine);
    for (int32_t i = 0; i < count; i++) wrong += left[i] != expected[i];
    return wrong;
}

/* ADD or SUB: one side's factor is 1/2, the other's at most that. */
static uint32_t one_sum(fuzz_random *random, const sn_call *call, int32_t channels, fuzz_result *total)
{
    int32_t least, greatest;
    fuzz_bounds(random, &least, &greatest);
    int32_t multiplier, shift, out_multiplier, out_shift;
    const int is_difference = fuzz_one_in(random, 2);
    const int32_t side = fuzz_between(random, 0, 1);
    fuzz_factor(random, &multiplier, &shift);
    if (fuzz_one_in(random, 5)) multiplier = 1 << 30, shift = 0;
    fuzz_factor(random, &out_multiplier, &out_shift);
    out_shift = fuzz_between(random, -25, -14);
    const int is_fine = fuzz_one_in(random, 3);
    if (is_fine) {
        /* The lesser side's rounding is seen in the result. */
        multiplier = multiplier >> 20 << 20;
        shift = fuzz_between(random, -26, -16);
        out_shift = fuzz_between(random, -3, -1);
    }
    sn_add_params portable = {
        channels, channels, 1, channels, 1,
        fuzz_between(random, -128, 127), multiplier, shift, fuzz_between(random, -128, 127), multiplier,
        shift,
        is_difference ? -1 : 1, fuzz_between(random, -128, 127), out_multiplier, out_shift, least, greatest};
    if (side == 0) {
        portable.left_multiplier = 1 << 30;
        portable.left_shift = 0;
    } else {
        portable.right_multiplier = 1 << 30;
        portable.right_shift = 0;
    }
    for (int32_t i = 0; is_fine && i < most_elements; i++) {
        if (side == 0) left[i] = (int8_t)portable.left_zero;
        if (side == 1) right[i] = (int8_t)portable.right_zero;
    }
    sn_sum_dsp_params quick;
    if (!pack_sum(&portable, &quick)) {
        total->refused++;
        return 0;
    }
    sn_call mine = *call;
    mine.out = expected;
    sn_add_s8(&portable, &mine);
    total->compared++;
    return differing(is_difference ? sn_sub_dsp_s8 : sn_add_dsp_s8, &quick, call, channels * call->columns);
}

static uint32_t one_product(fuzz_random *random, const sn_call *call, int32_t channels, fuzz_result *total)
{
    int32_t least, greatest;
    fuzz_bounds(random, &least, &greatest);
    int32_t multiplier, shift;
    fuzz_factor(random, &multiplier, &shift);
    if (multiplier == 0 || shift < -23) {
        total->refused++;
        return 0;
    }
    const sn_mul_params portable = {
        channels, channels, 1, fuzz_one_in(random, 3) ? 0 : channels, 1, fuzz_between(random, -128, 127),
        fuzz_between(random, -128, 127), fuzz_between(random, -128, 127), multiplier, shift, least, greatest};
    const sn_mul_dsp_params quick = {
        channels, portable.left_column_step, portable.right_column_step, portable.left_zero,
        portable.right_zero, portable.out_zero, multiplier, -shift - 1, least, greatest};
    sn_call mine = *call;
    mine.out = expected;
    sn_mul_s8(&portable, &mine);
    total->compared++;
    return differing(sn_mul_dsp_s8, &quick, call, channels * call->columns);
}

fuzz_result fuzz_elementwise(uint32_t cases, uint32_t seed)
{
    fuzz_result total = {0, 0, 0, 0};
    for (uint32_t i = 0; i < cases; i++) {
        fuzz_random random = {((uint64_t)seed << 32) + i};
        const int32_t columns = fuzz_between(&random, 1, 8), channels = fuzz_between(&random, 1, 8);
        fuzz_bytes(&random, left, most_elements);
        fuzz_bytes(&random, right, most_elements);
        const void *rows[2] = {left, right};
        const sn_call call = {rows, expected, (void *)0, 0, 0, columns, 0};
        const uint32_t wrong = fuzz_one_in(&random, 3) ? one_product(&random, &call, channels, &total)
                                                       : one_sum(&random, &call, channels, &total);
        if (wrong != 0 && total.differing++ == 0) total.first_differing = i;
    }
    return total;
}
