/* The self-test on a bare machine: what it prints goes out of the UART. */
#include "machine.h"
#include "selftest.h"

int main(void);

void sn_putchar(char character) { uart_put(character); }

int main(void) { return sn_selftest_run(); }
