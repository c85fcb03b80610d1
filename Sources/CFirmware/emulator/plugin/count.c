/* A QEMU plug-in that counts executed guest instructions exactly, in total and per named function.
 *
 *   qemu-system-arm ... -plugin ./count.so,ranges=FILE,out=FILE[,each=on]
 *
 * `ranges` has lines `start end name` with hexadecimal addresses, from the symbols of the ELF file: one line
 * per operator function, `(driver)` for the model's run function and whatever else belongs to the model but
 * to no operator, and `(outside)` for the functions around it: the caller of the run function, and callbacks
 * of the user that the model calls. A name may have several ranges. `out` receives `(total) n` and then one
 * line `name n` per name in the order of its first range; `(outside)` is neither listed nor in the total.
 *
 * The rule is one sentence: an instruction in a listed range counts for that range's name, any other for the
 * name whose range was executed last. So a kernel counts for the operator that called it, a function that
 * several operators and the harness share (memcpy, a division) for its caller of the moment, and a return is
 * seen without knowing any return address, because the caller's own instructions come next. Recursion and
 * nested operators need no special case. The run starts in `(outside)`; the model's part of it begins with
 * the first instruction of the run function and ends with the next one of its caller.
 *
 * What the rule needs: an unlisted function calls no listed one (a hook called from a kernel would keep the
 * rest of that kernel), operators are not inlined into the driver, and no two operators are folded into one
 * body (`__attribute__((noinline))`, -fno-ipa-icf). A tail call from one listed function to another
 * counts for the one jumped to, which is right.
 *
 * How it is fast: each block is split at translation into runs of instructions with one name. A run in a
 * listed range adds its length to that name's counter by an addition compiled into the block, and calls
 * `enter`; an unlisted run only adds its length to one shared counter, which `enter` hands to the name that
 * was active when the name changes. Kernels with their loops are unlisted, so they cost one addition a block.
 *
 * Why it is exact: a block either executes to its end or is left by a fault, and a faulting run is reported
 * as such and never as a count. Instructions that fail their condition (Thumb IT) count as executed, as they
 * do on the core. No register, no clock and no host state is used: two runs give the same bytes. Do not
 * combine with -icount, which may execute the start of a block twice around a device access.
 * `each=on` makes every run one instruction long: slow, and the same result by the plainest of means. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "qemu_plugin_abi.h"
#include "ranges.h"

/* A plug-in's callbacks have no context of their own, and the emulator loads one count.so once. */
static struct {
    struct ranges ranges;
    uint64_t *counts;  /* per name */
    uint64_t unlisted; /* instructions since the active name was entered or returned to */
    unsigned active;
    int each;
    char *out;
} state;

QEMU_PLUGIN_EXPORT int qemu_plugin_version = QEMU_PLUGIN_VERSION;
QEMU_PLUGIN_EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_plugin_info *info, int argc,
                                           char **argv);

static void enter(unsigned int vcpu, void *data)
{
    (void)vcpu;
    unsigned name = ((const struct range *)data)->name;
    if (name == state.active) return;
    state.counts[state.active] += state.unlisted;
    state.unlisted = 0u;
    state.active = name;
}

static const struct range *range_of(const struct qemu_plugin_tb *block, size_t index)
{
    return ranges_find(&state.ranges, qemu_plugin_insn_vaddr(qemu_plugin_tb_get_insn(block, index)));
}

static void count_block(qemu_plugin_id_t id, struct qemu_plugin_tb *block)
{
    (void)id;
    size_t count = qemu_plugin_tb_n_insns(block);
    for (size_t first = 0u, next; first < count; first = next) {
        const struct range *range = range_of(block, first);
        next = first + 1u;
        while (!state.each && next < count && range_of(block, next) == range) next++;
        struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(block, first);
        uint64_t *counter = range != NULL ? &state.counts[range->name] : &state.unlisted;
        qemu_plugin_register_vcpu_insn_exec_inline(instruction, QEMU_PLUGIN_INLINE_ADD_U64, counter,
                                                   next - first);
        if (range != NULL) {
            qemu_plugin_register_vcpu_insn_exec_cb(instruction, enter, QEMU_PLUGIN_CB_NO_REGS, (void *)range);
        }
    }
}

static void write_counts(qemu_plugin_id_t id, void *data)
{
    (void)id;
    (void)data;
    state.counts[state.active] += state.unlisted;
    uint64_t total = 0u;
    for (unsigned name = OUTSIDE + 1u; name < state.ranges.name_count; name++) total += state.counts[name];
    FILE *file = fopen(state.out, "w");
    int failed = file == NULL;
    if (file != NULL) {
        fprintf(file, "(total) %" PRIu64 "\n", total);
        for (unsigned name = OUTSIDE + 1u; name < state.ranges.name_count; name++) {
            fprintf(file, "%s %" PRIu64 "\n", state.ranges.names[name], state.counts[name]);
        }
        failed = ferror(file);
        failed |= fclose(file);
    }
    if (failed) fprintf(stderr, "count: cannot write %s\n", state.out);
}

int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_plugin_info *info, int argc, char **argv)
{
    (void)info;
    const char *ranges = NULL;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "ranges=", 7u) == 0) {
            ranges = argv[i] + 7;
        } else if (strncmp(argv[i], "out=", 4u) == 0) {
            state.out = strdup(argv[i] + 4);
        } else if (strcmp(argv[i], "each=on") == 0) {
            state.each = 1;
        } else {
            fprintf(stderr, "count: unknown argument %s; expected ranges=FILE,out=FILE[,each=on]\n", argv[i]);
            return -1;
        }
    }
    if (ranges == NULL || state.out == NULL) {
        fprintf(stderr, "count: expected ranges=FILE,out=FILE\n");
        return -1;
    }
    if (ranges_read(&state.ranges, ranges) != 0) return -1;
    state.counts = calloc(state.ranges.name_count, sizeof *state.counts);
    if (state.counts == NULL) return -1;
    qemu_plugin_register_vcpu_tb_trans_cb(id, count_block);
    qemu_plugin_register_atexit_cb(id, write_counts, NULL);
    return 0;
}
