/* Numbers and words over the UART, without a C library. */
#ifndef TEXT_H
#define TEXT_H

#include <stdint.h>

void text_put(const char *text);

/* Lower-case hexadecimal with exactly `digits` digits. */
void text_hex(uint64_t value, int digits);

void text_decimal(uint32_t value);

#endif
