/* A 16550 UART with byte-wide registers, as on QEMU's RISC-V virt. -DUART_BASE=address of its registers. */
#include "machine.h"

#define UART_THR ((volatile uint8_t *)(uintptr_t)(UART_BASE + 0u))
#define UART_LCR ((volatile uint8_t *)(uintptr_t)(UART_BASE + 3u))
#define UART_LSR ((volatile uint8_t *)(uintptr_t)(UART_BASE + 5u))

#define LCR_8_BITS 0x03u
#define LSR_THR_EMPTY 0x20u
#define LSR_ALL_EMPTY 0x40u

void uart_open(void)
{
    *UART_LCR = LCR_8_BITS;
}

void uart_put(char character)
{
    while ((*UART_LSR & LSR_THR_EMPTY) == 0u) {
    }
    *UART_THR = (uint8_t)character;
}

void uart_drain(void)
{
    while ((*UART_LSR & LSR_ALL_EMPTY) == 0u) {
    }
}
