/* The comparisons on this computer. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

static int report(const char *name, fuzz_result r)
{
    printf("%s: %u compared, %u refused, %u differ", name, r.compared, r.refused, r.differing);
    printf(r.differing ? ", the first is %u\n" : "\n", r.first_differing);
    return r.differing != 0;
}

int main(int argc, char **argv)
{
    const uint32_t cases = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 20000;
    const uint32_t seed = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 1;
    int failed = report("requantisation", fuzz_requantisation(cases * 500, seed));
    failed |= report("element-wise", fuzz_elementwise(cases * 20, seed));
    failed |= report("convolutions", fuzz_convolutions(cases, seed));
    failed |= report("depthwise", fuzz_depthwise(cases, seed));
    failed |= report("convolutions with Helium", fuzz_mve(cases, seed));
    failed |= report("pools and means", fuzz_pooling(cases, seed));
    return failed;
}
