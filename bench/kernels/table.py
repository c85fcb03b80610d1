"""Prints the table from what the benchmark printed and what the plug-in counted."""
import sys

counts = dict(line.split() for line in open(sys.argv[2]))
print(f"{'case':32} {'ours':>7} {'CMSIS-NN':>9}")
for line in open(sys.argv[1]):
    if not line.startswith("CASE"):
        continue
    _, name, work, wrong, cmsis_wrong = line.split()
    row = f"{name:32} {int(counts['ours_' + name]) / int(work):7.3f}"
    if sys.argv[3] == '1' and int(counts.get('cmsis_' + name, 0)) > 0:
        row += f" {int(counts['cmsis_' + name]) / int(work):9.3f}"
    if wrong != "0":
        row += f"  OURS DIFFERS in {wrong}"
    if sys.argv[3] == '1' and cmsis_wrong != "0":
        row += f"  (CMSIS-NN differs in {cmsis_wrong})"
    print(row)
