# Writes noise.csv, ages.csv, columns.csv and weights.csv: thermal noise of columns, and ages at other temperatures.
#
# python3 thermal.py DIRECTORY; needs numpy. Noise is that of resistors between their rows and one virtual ground, each by itself, as
# spectral density times bandwidth; constants are CODATA's of 2018 (exact in SI). Shares nothing with the Java code.
import sys

import numpy as np

K_JOULES, CHARGE = 1.380649e-23, 1.602176634e-19
K_EV = K_JOULES / CHARGE
rng = np.random.default_rng(3)
directory = sys.argv[1]


def write(name, header, rows):
    with open(f"{directory}/{name}", "w") as file:
        file.write(header + "\n")
        file.writelines(",".join(repr(float(value)) for value in row) + "\n" for row in rows)


def sigma_of_columns(siemens, kelvin, volts, seconds):
    """In siemens; siemens: (cells, columns)."""
    bandwidth = 0.5 / seconds
    amperes = np.sqrt(4 * K_JOULES * kelvin * siemens * bandwidth)  # of each cell
    return np.sqrt(np.sum(amperes ** 2, axis=0)) / volts


rows = []
for kelvin in (77, 300, 358.15):
    for volts, seconds in ((0.2, 1e-8), (0.05, 1e-6), (0.4, 3e-9)):
        cells = rng.uniform(1e-6, 4e-5, (40, 1))
        rows.append((kelvin, volts, seconds, cells.sum(), sigma_of_columns(cells, kelvin, volts, seconds)[0]))
write("noise.csv", "kelvin,readVolts,readSeconds,sumSiemens,sigmaSiemens", rows)

rows = []
for kelvin, reference in ((358.15, 298.15), (298.15, 358.15), (300, 300), (250, 300)):
    for energy in (0, 0.5, 1.1, 1.6):
        for seconds in (1, 3600, 3.15e8):
            decades = energy / K_EV * (1 / reference - 1 / kelvin) / np.log(10)
            rows.append((kelvin, reference, energy, seconds, 10 ** (np.log10(seconds) + decades)))
write("ages.csv", "kelvin,referenceKelvin,activationElectronvolts,seconds,referenceSeconds", rows)

# A matrix of 7 inputs and 3 outputs, weights in microsiemens, pairs around 18 uS as pairs for given weights lie; two are cut.
weights = np.round(rng.normal(0, 6, (3, 7)), 3)
cut = [(0, 2), (2, 6)]
plus, minus = 18 + weights / 2, 18 - weights / 2
for output, i in cut:
    plus[output, i] = minus[output, i] = 0
rows = []
for output in range(3):
    for first in (0, 4):  # tiles of 4 rows
        pair = np.concatenate([plus[output, first:first + 4], minus[output, first:first + 4]])
        tiles = [sigma_of_columns(each.reshape(-1, 1) * 1e-6, 300, 0.2, 1e-8)[0] * 1e6
                 for each in (pair, plus[output, first:first + 4], minus[output, first:first + 4])]
        rows.append([output, first, *tiles])
write("columns.csv", "output,firstInput,pairSigma,positiveSigma,negativeSigma", rows)
write("weights.csv", ",".join(f"w{i}" for i in range(7)), weights)
