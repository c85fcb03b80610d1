/* Pools and means: instructions per element read. */
#include "bench.h"
#include "streamnet_kernels.h"

#ifdef BENCH_CMSIS
#include "arm_nnfunctions.h"
#endif

enum { size = 8, channels = 320, elements = size * size * channels };

static void run_rows(sn_kernel kernel, const void *params, int32_t kernel_rows, int32_t out_rows, int8_t *out)
{
    const int32_t out_columns = size / kernel_rows;
    for (int32_t y = 0; y < out_rows; y++) {
        const void *rows[size];
        for (int32_t r = 0; r < kernel_rows; r++) rows[r] = bench_in + (y * kernel_rows + r) * size * channels;
        const sn_call call = {rows, out + y * out_columns * channels, bench_scratch, y, 0, out_columns, 0};
        kernel(params, &call);
    }
}

static void run_sums(int8_t *out)
{
    static const sn_pixel_sum_params sums = {channels};
    static const sn_mean_of_sum_params mean_of_sum = {channels, size * size, -5, -3, 0x51234567, -5};
    int32_t *totals = (int32_t *)(void *)bench_scratch;
    for (int32_t c = 0; c < channels; c++) totals[c] = 0;
    for (int32_t y = 0; y < size; y++) {
        const void *rows[1] = {bench_in + y * size * channels};
        const sn_call call = {rows, totals, (void *)0, y, 0, size, 0};
        sn_pixel_sum_dsp_s8(&sums, &call);
    }
    const void *rows[1] = {totals};
    const sn_call call = {rows, out, (void *)0, 0, 0, 1, 0};
    sn_mean_of_sum(&mean_of_sum, &call);
}

static const sn_pool_params pool2 = {size, channels, 2, 2, 2, 0, -128, 127};
static const sn_pool_params pool8 = {size, channels, size, size, size, 0, -128, 127};
static const sn_mean_params mean = {channels, size, size, size * size, -5, -3, 0x51234567, -5};

void ours_average_pool2(void), ours_average_pool8(void), ours_max_pool2(void), ours_mean(void), ours_sums(void);
void cmsis_average_pool2(void), cmsis_average_pool8(void), cmsis_max_pool2(void);
#define COUNTED __attribute__((noinline)) void
COUNTED ours_average_pool2(void) { run_rows(sn_average_pool_dsp_s8, &pool2, 2, size / 2, bench_out); }
COUNTED ours_average_pool8(void) { run_rows(sn_average_pool_dsp_s8, &pool8, size, 1, bench_out); }
COUNTED ours_max_pool2(void) { run_rows(sn_max_pool_dsp_s8, &pool2, 2, size / 2, bench_out); }
COUNTED ours_mean(void) { run_rows(sn_mean_dsp_s8, &mean, size, 1, bench_out); }
COUNTED ours_sums(void) { run_sums(bench_out); }

#ifdef BENCH_CMSIS
typedef arm_cmsis_nn_status cmsis_pool(
    const cmsis_nn_context *, const cmsis_nn_pool_params *, const cmsis_nn_dims *, const int8_t *,
    const cmsis_nn_dims *, const cmsis_nn_dims *, int8_t *);

static void run_cmsis(cmsis_pool *pool, int32_t kernel)
{
    const cmsis_nn_context context = {bench_scratch, sizeof bench_scratch};
    const cmsis_nn_pool_params params = {{kernel, kernel}, {0, 0}, {-128, 127}};
    const cmsis_nn_dims in = {1, size, size, channels}, filter = {1, kernel, kernel, 1};
    const cmsis_nn_dims out = {1, size / kernel, size / kernel, channels};
    (void)pool(&context, &params, &in, bench_in, &filter, &out, bench_out);
}
COUNTED cmsis_average_pool2(void) { run_cmsis(arm_avgpool_s8, 2); }
COUNTED cmsis_average_pool8(void) { run_cmsis(arm_avgpool_s8, size); }
COUNTED cmsis_max_pool2(void) { run_cmsis(arm_max_pool_s8, 2); }
#else
COUNTED cmsis_average_pool2(void) {}
COUNTED cmsis_average_pool8(void) {}
COUNTED cmsis_max_pool2(void) {}
#endif

static void compare(const char *name, void (*ours)(void), void (*cmsis)(void), int32_t results)
{
    bench_clear();
    ours();
    const uint32_t wrong = bench_differing(results);
    uint32_t cmsis_wrong = 0;
    if (cmsis) {
        bench_clear();
        cmsis();
        cmsis_wrong = bench_differing(results);
    }
    bench_print(name, elements, wrong, cmsis_wrong);
}

void bench_pooling(void)
{
    bench_random(bench_in, elements);
    run_rows(sn_average_pool_s8, &pool2, 2, size / 2, bench_expected);
    compare("average_pool2", ours_average_pool2, cmsis_average_pool2, elements / 4);
    run_rows(sn_max_pool_s8, &pool2, 2, size / 2, bench_expected);
    compare("max_pool2", ours_max_pool2, cmsis_max_pool2, elements / 4);
    run_rows(sn_average_pool_s8, &pool8, size, 1, bench_expected);
    compare("average_pool8", ours_average_pool8, cmsis_average_pool8, channels);
    run_rows(sn_mean_s8, &mean, size, 1, bench_expected);
    compare("mean", ours_mean, (void *)0, channels);
    compare("sums", ours_sums, (void *)0, channels);
}
