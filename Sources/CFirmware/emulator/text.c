#include "text.h"

#include "machine.h"

void text_put(const char *text)
{
    while (*text != '\0') uart_put(*text++);
}

void text_hex(uint64_t value, int digits)
{
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
        uart_put("0123456789abcdef"[(value >> shift) & 15u]);
    }
}

void text_decimal(uint32_t value)
{
    char digits[10];
    int count = 0;
    do {
        digits[count++] = (char)('0' + value % 10u);
        value /= 10u;
    } while (value != 0u);
    while (count > 0) uart_put(digits[--count]);
}
