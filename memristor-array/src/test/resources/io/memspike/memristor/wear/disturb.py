# Writes disturb.csv: what reads make of cells of 2 to 20 uS, by a power of their number.
#
# python3 disturb.py DIRECTORY; needs numpy. By logarithms of conductances, clipped at the ends of the range; shares nothing with
# the Java code.
import sys

import numpy as np

LOW, HIGH = 2e-6, 20e-6
rng = np.random.default_rng(11)
lines = ["reads,after,exponent,before_siemens,after_siemens"]
for reads in (0, 1, 1e3, 1.5e3, 2e6, 1e12):
    for after, exponent in ((1, 0.01), (1e3, 0.05), (1e3, -0.05), (1e5, 0.4), (7e5, -0.3), (1e3, 0)):
        for g in np.concatenate([rng.uniform(LOW, HIGH, 4), [LOW, HIGH, 1e-6, 25e-6, 0]]):
            decades = np.log10(np.maximum(reads, 1e-9) / after).clip(min=0)
            moved = g * 10 ** (-exponent * decades)
            if moved < g:  # no cell is moved beyond an end, and none that lies beyond it is moved further
                moved = g if g <= LOW else moved.clip(min=LOW)
            elif moved > g:
                moved = g if g >= HIGH else moved.clip(max=HIGH)
            lines.append(",".join(repr(float(value)) for value in (reads, after, exponent, g, moved)))
with open(f"{sys.argv[1]}/disturb.csv", "w") as file:
    file.write("\n".join(lines) + "\n")
