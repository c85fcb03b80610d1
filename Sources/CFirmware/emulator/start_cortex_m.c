/* Start and fault entry of a Cortex-M, any of Armv6-M, v7-M, v8-M, in the subset all of them execute.
 *
 * All faults arrive at HardFault, because the configurable ones are left disabled; there the MPU is off, and
 * the status registers say what happened. The handler leaves the stack at once: it may be what overflowed. */
#include "machine.h"

#define SCB_CCR register_at(0xe000ed14u)
#define SCB_CFSR register_at(0xe000ed28u)
#define SCB_MMFAR register_at(0xe000ed34u)
#define SCB_BFAR register_at(0xe000ed38u)
#define SCB_CPACR register_at(0xe000ed88u)

#define CFSR_IACCVIOL (1u << 0)
#define CFSR_MSTKERR (1u << 4)
#define CFSR_MMARVALID (1u << 7)
#define CFSR_IBUSERR (1u << 8)
#define CFSR_BFARVALID (1u << 15)
#define CFSR_USAGE 0xffff0000u

#define FRAME_BYTES 32u
#define FRAME_PC 6

int main(void);
void reset(void);
void fault_entry(void);
void fault_decode(const uint32_t *frame);

extern uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[];

uint32_t fault_stack[64] __attribute__((aligned(8)));

__attribute__((section(".vectors"), used)) const uintptr_t vectors[16] = {
    (uintptr_t)stack_top,   (uintptr_t)reset,       (uintptr_t)fault_entry, (uintptr_t)fault_entry,
    (uintptr_t)fault_entry, (uintptr_t)fault_entry, (uintptr_t)fault_entry, (uintptr_t)fault_entry,
    (uintptr_t)fault_entry, (uintptr_t)fault_entry, (uintptr_t)fault_entry, (uintptr_t)fault_entry,
    (uintptr_t)fault_entry, (uintptr_t)fault_entry, (uintptr_t)fault_entry, (uintptr_t)fault_entry,
};

__attribute__((noinline, noreturn)) static void start(void)
{
    volatile uint32_t *out = data_start;
    for (const volatile uint32_t *in = data_load; out < data_end; in++) *out++ = *in;
    for (out = bss_start; out < bss_end; out++) *out = 0u;
    uart_open();
    guard_close();
    (void)main();
    machine_end();
}

/* Nothing before the coprocessors are enabled may use them, so this does nothing else. */
__attribute__((noreturn)) void reset(void)
{
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    *SCB_CPACR |= 0xfu << 20;
#endif
#if __ARM_ARCH == 6
    *SCB_CCR |= 1u << 3; /* Armv6-M faults on unaligned access: a larger core that plays one shall too. */
#endif
    __asm__ volatile("dsb\n isb" ::: "memory");
    start();
}

__attribute__((naked)) void fault_entry(void)
{
    __asm__ volatile(
        "mrs r0, msp\n"
        "ldr r1, =fault_stack + 256\n"
        "mov sp, r1\n"
        "ldr r1, =fault_decode\n"
        "bx r1\n"
        ".ltorg\n");
}

void fault_decode(const uint32_t *frame)
{
    uint32_t cause = *SCB_CFSR;
    uint32_t at = (uint32_t)(uintptr_t)frame;
    uint32_t pc = 0u;
    uint32_t address = 0xffffffffu;
    int framed = at >= address_of(stack_bottom) && at <= address_of(stack_top) - FRAME_BYTES;
    if (framed && (cause & CFSR_MSTKERR) == 0u) pc = frame[FRAME_PC];
    if ((cause & CFSR_MMARVALID) != 0u) {
        address = *SCB_MMFAR;
    } else if ((cause & CFSR_BFARVALID) != 0u) {
        address = *SCB_BFAR;
    } else if ((cause & CFSR_MSTKERR) != 0u) {
        address = at;
    } else if ((cause & (CFSR_IACCVIOL | CFSR_IBUSERR | CFSR_USAGE)) != 0u) {
        address = pc;
    }
    fault_end(address, pc, cause);
}
