/* The self-test as a program of a computer with an operating system. */
#include "selftest.h"
#include <stdio.h>

void sn_putchar(char character) { putchar(character); }

int main(void) { return sn_selftest_run(); }
