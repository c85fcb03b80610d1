/* The comparisons on the emulator. */
#include "fuzz.h"
#include "machine.h"
#include "text.h"

int main(void);

static void report(const char *name, fuzz_result r)
{
    text_put(name);
    text_put(": ");
    text_decimal(r.compared);
    text_put(" compared, ");
    text_decimal(r.refused);
    text_put(" refused, ");
    text_decimal(r.differing);
    text_put(" differ\n");
}

int main(void)
{
    report("requantisation", fuzz_requantisation(2000000, 11));
    report("element-wise", fuzz_elementwise(50000, 12));
    report("convolutions", fuzz_convolutions(4000, 13));
    report("depthwise", fuzz_depthwise(4000, 14));
    report("convolutions with Helium", fuzz_mve(4000, 16));
    report("pools and means", fuzz_pooling(4000, 15));
    text_put("END\n");
    return 0;
}
