/* The one line a faulting run leaves behind. Lines before it may be cut short, so it starts a new one. */
#include "machine.h"
#include "text.h"

void fault_end(uint32_t address, uint32_t pc, uint32_t cause)
{
    text_put("\nFAULT ");
    text_hex(address, 8);
    uart_put(' ');
    text_hex(pc, 8);
    uart_put(' ');
    text_hex(cause, 8);
    uart_put('\n');
    machine_end();
}
