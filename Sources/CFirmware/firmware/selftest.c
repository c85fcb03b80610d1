#include "selftest.h"

#ifdef SN_STACK
#include "stack.h"
#endif

static void put_text(const char *text)
{
    while (*text) sn_putchar(*text++);
}

static void put_hex(uint64_t value, int digits)
{
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
        sn_putchar("0123456789abcdef"[(value >> shift) & 0xFu]);
    }
}

#if defined(SN_PROFILE) || defined(SN_SELFTEST_OUTPUT) || defined(SN_STACK)
static void put_number(uint32_t value)
{
    char digits[10];
    int count = 0;
    do {
        digits[count++] = (char)('0' + (char)(value % 10u));
        value /= 10u;
    } while (value);
    while (count) sn_putchar(digits[--count]);
}
#endif

#ifdef SN_PROFILE
static uint32_t started;

void sn_profile_begin(uint16_t node)
{
    (void)node;
    started = sn_cycles();
}

void sn_profile_end(uint16_t node) { sn_selftest_model.cycles[node] += sn_cycles() - started; }

static void put_cycles(const sn_selftest *test)
{
    for (uint16_t node = 0; node < test->node_count; node++) {
        put_text("CYCLES ");
        put_text(test->node_names[node]);
        sn_putchar(' ');
        put_number(test->cycles[node]);
        sn_putchar('\n');
        test->cycles[node] = 0;
    }
}
#endif

#ifdef SN_OBSERVE
/* FNV-1a (64 bits) over the bytes that each node writes, in the order of its steps. */
void sn_observe(uint16_t node, const uint8_t *bytes, uint32_t count)
{
    uint64_t hash = sn_selftest_model.results[node];
    for (uint32_t i = 0; i < count; i++) hash = (hash ^ bytes[i]) * 0x100000001B3u;
    sn_selftest_model.results[node] = hash;
}

static void start_observation(const sn_selftest *test)
{
    for (uint16_t node = 0; node < test->node_count; node++) test->results[node] = 0xCBF29CE484222325u;
}

static void put_observation(const sn_selftest *test)
{
    for (uint16_t node = 0; node < test->node_count; node++) {
        put_text("NODE ");
        put_text(test->node_names[node]);
        sn_putchar(' ');
        put_hex(test->results[node], 16);
        sn_putchar('\n');
    }
}
#endif

#ifdef SN_SELFTEST_OUTPUT
static void put_output(int index, const uint8_t *bytes, uint32_t count)
{
    for (uint32_t start = 0; start < count; start += 64) {
        put_text("OUTPUT ");
        put_number((uint32_t)index);
        sn_putchar(' ');
        for (uint32_t i = start; i < count && i < start + 64; i++) put_hex(bytes[i], 2);
        sn_putchar('\n');
    }
}
#endif

typedef struct feed {
    const sn_selftest *test;
    const sn_selftest_case *data;
} feed;

static int fetch_row(void *context, int input, int row, void *destination)
{
    const feed *source = context;
    const uint32_t count = source->test->input_row_bytes[input];
    const uint8_t *bytes = source->data->inputs[input] + (uint32_t)row * count;
    uint8_t *target = destination;
    for (uint32_t i = 0; i < count; i++) target[i] = bytes[i];
    return 0;
}

static int run_case(const sn_selftest *test, const sn_selftest_case *data)
{
    feed source = {test, data};
    const sn_io io = {&source, fetch_row, 0};
    uint32_t checksum = 0x811C9DC5u;
    int failed;
    for (uint16_t i = 0; i < test->input_count && !test->is_streamed; i++) {
        uint8_t *target = test->input(test->arena, i);
        for (uint32_t k = 0; target && k < test->input_bytes[i]; k++) target[k] = data->inputs[i][k];
    }
#ifdef SN_OBSERVE
    start_observation(test);
#endif
#ifdef SN_STACK
    const uint32_t *mark = stack_paint();
#endif
    failed = test->run(test->arena, &io) != 0;
#ifdef SN_STACK
    const uint32_t used = stack_used(mark);
    put_text("STACK ");
    put_number(used);
    sn_putchar('\n');
#endif
    for (uint16_t i = 0; i < test->output_count; i++) {
        const uint8_t *bytes = test->output(test->arena, i);
        for (uint32_t k = 0; k < test->output_bytes[i]; k++) {
            failed |= bytes[k] != data->outputs[i][k];
            checksum = (checksum ^ bytes[k]) * 0x01000193u;
        }
#ifdef SN_SELFTEST_OUTPUT
        put_output(i, bytes, test->output_bytes[i]);
#endif
    }
#ifdef SN_OBSERVE
    put_observation(test);
#endif
#ifdef SN_PROFILE
    put_cycles(test);
#endif
#ifdef SN_TRACE
    put_text("TRACE ");
    put_hex(sn_trace_hash, 16);
    sn_putchar('\n');
#endif
    put_text("CASE ");
    put_text(data->data);
    put_text(failed ? " FAIL " : " PASS ");
    put_hex(checksum, 8);
    sn_putchar('\n');
    return failed;
}

int sn_selftest_run(void)
{
    const sn_selftest *test = &sn_selftest_model;
    int failed = 0;
    put_text("BEGIN ");
    put_text(test->model);
    sn_putchar('\n');
    for (uint16_t i = 0; i < test->case_count; i++) failed |= run_case(test, &test->cases[i]);
    put_text(failed ? "END FAIL\n" : "END PASS\n");
    return failed;
}
