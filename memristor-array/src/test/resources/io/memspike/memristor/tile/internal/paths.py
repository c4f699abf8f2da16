# Writes paths.json: columns of XNOR cells whose resistances add up, 70 rows on arrays of 64, beside time-to-digital converters of 4 bits.
#
# python3 paths.py DIRECTORY; needs NumPy. The circuit itself, ohm by ohm; shares nothing with the Java code.
import json
import sys

import numpy as np

random = np.random.default_rng(7)
ROWS, OUTPUTS, ARRAY, SCALE, FULL_SCALE = 70, 3, 64, 0.5, 24.0
LOW, HIGH = 13e3, 26e3

weights = random.choice([-1, 1], (OUTPUTS, ROWS))
inputs = random.choice([-1, 1], (2, ROWS))
first = np.where(weights == 1, random.normal(LOW, 1.6e3, weights.shape), random.normal(HIGH, 2e3, weights.shape))
second = np.where(weights == 1, random.normal(HIGH, 2e3, weights.shape), random.normal(LOW, 1.6e3, weights.shape))


def column(ohms, rows):
    """Agreements less disagreements that a chain of so many ohms would be if every cell met its target."""
    all_low, all_high = rows * LOW, rows * HIGH
    return rows * (1 - 2 * (ohms - all_low) / (all_high - all_low))


exact, read = [], []
for x in inputs:
    one, other = np.zeros(OUTPUTS), np.zeros(OUTPUTS)
    for start in range(0, ROWS, ARRAY):
        rows = slice(start, min(start + ARRAY, ROWS))
        chain = np.where(x[rows] == 1, first[:, rows], second[:, rows]).sum(axis=1)
        sums = column(chain, rows.stop - rows.start)
        step = 2 * FULL_SCALE / 16
        one += sums
        other += np.clip(np.floor(sums / step + 0.5), -8, 7) * step
    exact.append((SCALE * one).tolist())
    read.append((SCALE * other).tolist())

with open(sys.argv[1] + "/paths.json", "w") as file:
    json.dump({
        "weights": weights.ravel().tolist(), "inputs": inputs.tolist(), "firstOhms": first.ravel().tolist(),
        "secondOhms": second.ravel().tolist(), "exact": exact, "read": read}, file, indent=1)
