/* The four functions a compiler may call even from freestanding code. The empty assembler statements keep
 * the compiler from recognising a loop as the very function it implements. */
#include <stddef.h>
#include <stdint.h>

#define KEEP_LOOP() __asm__ volatile("")

void *memcpy(void *restrict destination, const void *restrict source, size_t count);
void *memmove(void *destination, const void *source, size_t count);
void *memset(void *destination, int value, size_t count);
int memcmp(const void *left, const void *right, size_t count);

typedef uint32_t __attribute__((may_alias)) word;

void *memcpy(void *restrict destination, const void *restrict source, size_t count)
{
    uint8_t *out = destination;
    const uint8_t *in = source;
    if ((((uintptr_t)out | (uintptr_t)in) & 3u) == 0u) {
        for (; count >= 4u; count -= 4u, out += 4, in += 4) {
            KEEP_LOOP();
            *(word *)(void *)out = *(const word *)(const void *)in;
        }
    }
    for (; count > 0u; count--) {
        KEEP_LOOP();
        *out++ = *in++;
    }
    return destination;
}

void *memmove(void *destination, const void *source, size_t count)
{
    uint8_t *out = destination;
    const uint8_t *in = source;
    if ((uintptr_t)out <= (uintptr_t)in || (uintptr_t)out >= (uintptr_t)in + count) {
        for (size_t i = 0; i < count; i++) {
            KEEP_LOOP();
            out[i] = in[i];
        }
    } else {
        for (size_t i = count; i > 0u; i--) {
            KEEP_LOOP();
            out[i - 1u] = in[i - 1u];
        }
    }
    return destination;
}

void *memset(void *destination, int value, size_t count)
{
    uint8_t *out = destination;
    for (; count > 0u && ((uintptr_t)out & 3u) != 0u; count--) {
        KEEP_LOOP();
        *out++ = (uint8_t)value;
    }
    for (uint32_t four = (uint8_t)value * 0x01010101u; count >= 4u; count -= 4u, out += 4) {
        KEEP_LOOP();
        *(word *)(void *)out = four;
    }
    for (; count > 0u; count--) {
        KEEP_LOOP();
        *out++ = (uint8_t)value;
    }
    return destination;
}

int memcmp(const void *left, const void *right, size_t count)
{
    const uint8_t *a = left;
    const uint8_t *b = right;
    for (size_t i = 0; i < count; i++) {
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}
