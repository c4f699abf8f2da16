# Writes endurance.csv: the share of cells that have failed after so many writes, by Weibull's distribution.
#
# python3 endurance.py DIRECTORY; needs numpy. By Weibull's own product of survivals over hazards, integrated numerically; checked
# against a million cells that numpy draws. Shares nothing with the Java code.
import sys

import numpy as np

NODES, WEIGHTS = np.polynomial.legendre.leggauss(60)
rng = np.random.default_rng(5)
lines = ["writes,scale,shape,failed"]
for scale, shape in ((1e6, 1.0), (1e6, 1.5), (3e4, 0.7), (1e9, 3.2)):
    drawn = scale * rng.weibull(shape, 1_000_000)
    for part in (0.01, 0.1, 0.5, 1.0, 1.7, 3.0):
        n = part * scale
        # hazard k/s (x/s)^(k-1), integrated over y with x = n y^(1/k), where it is smooth
        y = (NODES + 1) / 2
        hazard = shape / scale * (n * y ** (1 / shape) / scale) ** (shape - 1)
        cumulative = np.sum(WEIGHTS / 2 * hazard * n / shape * y ** (1 / shape - 1))
        failed = -np.expm1(-cumulative)
        counted = np.mean(drawn <= n)
        assert abs(failed - counted) < 4 * np.sqrt(failed * (1 - failed) / drawn.size) + 1e-6, (failed, counted)
        lines.append(",".join(repr(float(value)) for value in (n, scale, shape, failed)))
with open(f"{sys.argv[1]}/endurance.csv", "w") as file:
    file.write("\n".join(lines) + "\n")
