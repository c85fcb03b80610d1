/* The part of QEMU's TCG plug-in interface that count.c uses, version 1 (QEMU 6.0 to 8.x; Debian 12: 7.2).
 * Declared here because distributions ship the emulator without its qemu-plugin.h. QEMU finds a plug-in's
 * two exported names, `qemu_plugin_version` and `qemu_plugin_install`, by dlsym; the functions below are
 * exported by the emulator itself. */
#ifndef QEMU_PLUGIN_ABI_H
#define QEMU_PLUGIN_ABI_H

#include <stddef.h>
#include <stdint.h>

#define QEMU_PLUGIN_EXPORT __attribute__((visibility("default")))
#define QEMU_PLUGIN_VERSION 1

enum { QEMU_PLUGIN_CB_NO_REGS = 0 };
enum { QEMU_PLUGIN_INLINE_ADD_U64 = 0 };

typedef uint64_t qemu_plugin_id_t;

/* Passed to `qemu_plugin_install` by reference and not looked into. */
struct qemu_plugin_info;
/* A block of guest instructions and one of its instructions, valid during translation only. */
struct qemu_plugin_tb;
struct qemu_plugin_insn;

typedef void qemu_plugin_tb_callback(qemu_plugin_id_t id, struct qemu_plugin_tb *block);
typedef void qemu_plugin_vcpu_callback(unsigned int vcpu, void *data);
typedef void qemu_plugin_callback(qemu_plugin_id_t id, void *data);

/* Called each time a block is translated, with all its instructions known and none executed. */
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, qemu_plugin_tb_callback *callback);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, qemu_plugin_callback *callback, void *data);

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *instruction);

/* Before the instruction executes: a call, or an addition compiled into the block. */
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *instruction,
                                            qemu_plugin_vcpu_callback *callback, int registers, void *data);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *instruction, int operation,
                                                void *address, uint64_t operand);

#endif
