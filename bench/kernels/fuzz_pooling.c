/* Pools and means of any window, and means from accumulated sums. */
#include "fuzz.h"
#include "fuzz_data.h"
#include "streamnet_kernels.h"

enum { most_kernel = 5, most_columns = 300, most_channels = 14, most_row = 300 * most_channels, guard_bytes = 8 };

static int8_t inputs[most_kernel][most_columns * most_channels];
static int8_t expected[most_row + guard_bytes], result[most_row + guard_bytes];
static int32_t sums[most_channels];

static uint32_t compare(sn_kernel portable, sn_kernel kernel, const void *params, const sn_call *call, int32_t bytes)
{
    for (int32_t i = 0; i < bytes + guard_bytes; i++) result[i] = expected[i] = 0x55;
    sn_call mine = *call;
    mine.out = expected;
    portable(params, &mine);
    mine.out = result;
    kernel(params, &mine);
    uint32_t wrong = 0;
    for (int32_t i = 0; i < bytes + guard_bytes; i++) wrong += result[i] != expected[i];
    return wrong;
}

static uint32_t one_pool(fuzz_random *random, int32_t channels, int32_t columns)
{
    const int32_t kernel = fuzz_between(random, 1, most_kernel), stride = fuzz_between(random, 1, 3);
    const int32_t wide = kernel * columns <= 256 && fuzz_one_in(random, 4) ? columns : fuzz_between(random, 1, kernel);
    const int32_t pad = fuzz_between(random, 0, wide - 1);
    const int32_t span = columns + pad + fuzz_between(random, 0, wide - 1) - wide;
    if (span < 0) return 0;
    const int32_t out_columns = span / stride + 1;
    const int32_t x = fuzz_between(random, 0, out_columns - 1);
    const int32_t count = fuzz_between(random, 1, out_columns - x);
    sn_pool_params p = {columns, channels, kernel, wide, stride, pad, -128, 127};
    p.out_min = fuzz_between(random, -128, 0);
    p.out_max = fuzz_between(random, p.out_min, 127);
    const int32_t first = x * stride - pad, left = first < 0 ? 0 : first;
    const void *rows[most_kernel];
    const int32_t whole = fuzz_between(random, 0, kernel - 1);
    for (int32_t r = 0; r < kernel; r++) {
        rows[r] = r != whole && fuzz_one_in(random, 4) ? (void *)0 : inputs[r] + left * channels;
    }
    const sn_call call = {rows, (void *)0, (void *)0, 0, x, count, left};
    return compare(sn_average_pool_s8, sn_average_pool_dsp_s8, &p, &call, count * channels)
        + compare(sn_max_pool_s8, sn_max_pool_dsp_s8, &p, &call, count * channels);
}

static uint32_t one_mean(fuzz_random *random, int32_t channels, int32_t columns)
{
    const int32_t rows_count = fuzz_between(random, 1, most_kernel);
    const int32_t over_columns = fuzz_between(random, 0, 1);
    int32_t multiplier, shift;
    fuzz_factor(random, &multiplier, &shift);
    const sn_mean_params p = {
        channels, rows_count, over_columns ? columns : 1, rows_count * (over_columns ? columns : 1),
        fuzz_between(random, -128, 127), fuzz_between(random, -128, 127), multiplier, shift};
    const void *rows[most_kernel];
    for (int32_t r = 0; r < rows_count; r++) rows[r] = inputs[r];
    const int32_t out_columns = over_columns ? 1 : columns;
    const sn_call call = {rows, (void *)0, (void *)0, 0, 0, out_columns, 0};
    uint32_t wrong = channels < 4 || p.count > 256 ? 0 : compare(sn_mean_s8, sn_mean_dsp_s8, &p, &call, out_columns * channels);
    if (!over_columns) return wrong;
    /* Row by row, in tiles. */
    const sn_pixel_sum_params sum = {channels};
    for (int32_t c = 0; c < channels; c++) sums[c] = 0;
    for (int32_t y = 0; y < rows_count; y++) {
        for (int32_t x = 0; x < columns;) {
            const int32_t count = fuzz_between(random, 1, columns - x);
            const void *row[1] = {inputs[y] + x * channels};
            const sn_call part = {row, sums, (void *)0, y, x, count, 0};
            sn_pixel_sum_dsp_s8(&sum, &part);
            x += count;
        }
    }
    const void *row[1] = {sums};
    sn_call finish = {row, result, (void *)0, 0, 0, 1, 0};
    const sn_mean_of_sum_params of_sum = {channels, p.count, p.in_zero, p.out_zero, multiplier, shift};
    sn_mean_of_sum(&of_sum, &finish);
    sn_call whole = call;
    whole.out = expected;
    sn_mean_s8(&p, &whole);
    for (int32_t c = 0; c < channels; c++) wrong += result[c] != expected[c];
    const sn_pool_params average = {columns, channels, rows_count, columns, 1, 0, -100, 100};
    const sn_average_of_sum_params average_of_sum = {channels, rows_count * columns, -100, 100};
    sn_average_pool_s8(&average, &whole);
    sn_average_of_sum(&average_of_sum, &finish);
    for (int32_t c = 0; c < channels; c++) wrong += result[c] != expected[c];
    return wrong;
}

fuzz_result fuzz_pooling(uint32_t cases, uint32_t seed)
{
    fuzz_result total = {0, 0, 0, 0};
    fuzz_random random = {seed};
    for (uint32_t i = 0; i < cases; i++) {
        const int32_t columns = fuzz_between(&random, 1, fuzz_one_in(&random, 30) ? most_columns : 12);
        const int32_t channels = fuzz_between(&random, 1, most_channels);
        for (int32_t r = 0; r < most_kernel; r++) {
            fuzz_bytes(&random, inputs[r], columns * channels);
            if (fuzz_one_in(&random, 20)) {
                for (int32_t k = 0; k < columns * channels; k++) inputs[r][k] = fuzz_one_in(&random, 9) ? 127 : -128;
            }
        }
        uint32_t wrong = one_mean(&random, channels, columns);
        if (channels >= 4) wrong += one_pool(&random, channels, columns);
        total.compared++;
        if (wrong && !total.differing++) total.first_differing = i;
    }
    return total;
}
