"""Ranges for the counting plug-in from the lines of nm -S: what runs ours, what runs CMSIS-NN, and the rest."""
import sys

for line in sys.stdin:
    fields = line.split()
    if len(fields) != 4:
        continue
    start, size, name = int(fields[0], 16), int(fields[1], 16), fields[3]
    if name.startswith(("ours_", "cmsis_")):
        print(f"{start:x} {start + size:x} {name}")
    elif name.split(".")[0] in ("main", "run_case", "compare", "bench_print", "bench_elementwise", "bench_depthwise", "bench_pooling"):
        print(f"{start:x} {start + size:x} (outside)")
