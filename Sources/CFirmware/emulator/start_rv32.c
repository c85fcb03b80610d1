/* Start and trap entry of an RV32 core in machine mode. Any trap is a fault: nothing here asks for one. The
 * handler takes its own stack at once: the other may be what overflowed. */
#include "machine.h"

/* The assembler wants to be told of the CSR instructions, which -march=rv32imc leaves out. */
#define WITH_CSR(text) ".option push\n.option arch, +zicsr\n" text ".option pop\n"

int main(void);
void reset(void);
void start(void);
void trap_entry(void);
void trap_decode(uint32_t address, uint32_t pc, uint32_t cause);

extern uint32_t data_load[], data_start[], data_end[], bss_start[], bss_end[];

uint32_t fault_stack[64] __attribute__((aligned(16)));

__attribute__((naked, section(".vectors"), used)) void reset(void)
{
    __asm__ volatile(
        ".option push\n"
        ".option norelax\n"
        "la gp, __global_pointer$\n"
        ".option pop\n"
        "la sp, stack_top\n"
        "la t0, trap_entry\n"
        WITH_CSR("csrw mtvec, t0\n")
        "j start\n");
}

__attribute__((noreturn)) void start(void)
{
    volatile uint32_t *out = data_start;
    for (const volatile uint32_t *in = data_load; out < data_end; in++) *out++ = *in;
    for (out = bss_start; out < bss_end; out++) *out = 0u;
    uart_open();
    guard_close();
    (void)main();
    machine_end();
}

/* mtvec's two lowest bits are a mode: the entry is aligned to 4. */
__attribute__((naked, aligned(4))) void trap_entry(void)
{
    __asm__ volatile(
        "la sp, fault_stack + 256\n"
        WITH_CSR("csrr a0, mtval\n csrr a1, mepc\n csrr a2, mcause\n")
        "j trap_decode\n");
}

void trap_decode(uint32_t address, uint32_t pc, uint32_t cause)
{
    fault_end(address, pc, cause);
}
