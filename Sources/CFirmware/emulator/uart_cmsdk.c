/* Arm's CMSDK APB UART, as on the MPS2 and MPS3 boards. -DUART_BASE=address of its registers. */
#include "machine.h"

#define UART_DATA register_at(UART_BASE + 0x00u)
#define UART_STATE register_at(UART_BASE + 0x04u)
#define UART_CTRL register_at(UART_BASE + 0x08u)
#define UART_BAUDDIV register_at(UART_BASE + 0x10u)

#define STATE_TX_FULL 1u
#define CTRL_TX_ENABLE 1u
#define BAUDDIV_LEAST 16u

void uart_open(void)
{
    *UART_BAUDDIV = BAUDDIV_LEAST;
    *UART_CTRL = CTRL_TX_ENABLE;
}

void uart_put(char character)
{
    uart_drain();
    *UART_DATA = (uint8_t)character;
}

void uart_drain(void)
{
    while ((*UART_STATE & STATE_TX_FULL) != 0u) {
    }
}
