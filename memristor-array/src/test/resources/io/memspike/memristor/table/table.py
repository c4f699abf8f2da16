# Writes a measured device, device.json with states.csv, curves.csv and retention.csv, and what must follow from it, expected.csv.
#
# python3 table.py DIRECTORY; needs numpy. The laboratory is made up: cells of five targets, 400 each, that were read back at 0.1 V;
# their curves are sinh(V / V0), the steeper the less a cell conducts; what is left after a while is counted cell by cell.
# Interpolation is numpy's; shares nothing with the Java code.
import json
import os
import sys

import numpy as np

TARGETS = np.array([2e-6, 5e-6, 12e-6, 20e-6, 30e-6])
STATES_VOLTS, READ_VOLTS = 0.1, 0.33
TIMES = [1, 10, 100, 3600, 86400, 1e6]
rng = np.random.default_rng(7)
directory = sys.argv[1]


def write(name, header, rows):
    with open(os.path.join(directory, name), "w") as file:
        file.write("# made by table.py\n" + header + "\n")
        file.writelines(",".join(f"{value:.6g}" for value in row) + "\n" for row in rows)


def read(name):
    with open(os.path.join(directory, name)) as file:
        return np.array([[float(value) for value in line.split(",")] for line in file.readlines()[2:]])


cells = [rng.normal(target * 0.97 + 1e-7, 3e-7 + 0.04 * target, 400) for target in TARGETS]
write("states.csv", "target_siemens,mean_siemens,deviation_siemens",
      [(target, g.mean(), g.std(ddof=1)) for target, g in zip(TARGETS, cells)])
volts = np.round(np.arange(-0.5, 0.55, 0.05), 2)
steep = {2e-6: 0.2, 12e-6: 0.4, 30e-6: 0.9}
write("curves.csv", "target_siemens,volts,amperes",
      [(target, v, target * v0 * np.sinh(v / v0)) for target, v0 in steep.items() for v in volts])
rows = []
for target, g in ((2e-6, cells[0]), (30e-6, cells[4])):
    pace = rng.normal(0.02 if target < 1e-5 else 0.008, 0.01, g.size)
    for t in TIMES:
        left = (1 - pace * np.log10(1 + t))
        rows.append((target, t, left.mean(), left.std(ddof=1)))
write("retention.csv", "target_siemens,seconds,mean_factor,deviation_factor", rows)
json.dump({"states": "states.csv", "curves": "curves.csv", "statesVolts": STATES_VOLTS, "readVolts": READ_VOLTS,
           "retention": "retention.csv"}, open(os.path.join(directory, "device.json"), "w"), indent=1)

# What follows, from the files as they were rounded.
states, curves, retention = read("states.csv"), read("curves.csv"), read("retention.csv")


def ratio_of_curve(target):
    curve = curves[curves[:, 0] == target]
    siemens = [np.interp(v, curve[:, 1], curve[:, 2]) / v for v in (STATES_VOLTS, READ_VOLTS)]
    return siemens[1] / siemens[0]


curve_targets = np.unique(curves[:, 0])
ratio = np.interp(states[:, 0], curve_targets, [ratio_of_curve(target) for target in curve_targets])
targets, means, deviations = states[:, 0] * ratio, states[:, 1] * ratio, states[:, 2] * ratio
course_targets = np.unique(retention[:, 0])
course_ratio = np.interp(course_targets, states[:, 0], ratio)  # both are states


def left(column, target, t):
    by_course = []
    for each in course_targets:
        course = retention[retention[:, 0] == each]
        by_course.append(np.interp(np.log10(t), np.log10(course[:, 1]), course[:, column]))
    return np.interp(target, course_targets * course_ratio, by_course)


with open(os.path.join(directory, "expected.csv"), "w") as file:
    file.write("target_siemens,seconds,mean_siemens,deviation_siemens,mean_factor,deviation_factor\n")
    for target in np.concatenate([targets, np.linspace(targets[0], targets[-1], 8), rng.uniform(targets[0], targets[-1], 8)]):
        target = min(max(target, targets[0]), targets[-1])
        for t in (1, 7, 500, 86400, 3e5, 1e6):
            row = (target, t, np.interp(target, targets, means), np.interp(target, targets, deviations),
                   left(2, target, t), left(3, target, t))
            file.write(",".join(repr(float(value)) for value in row) + "\n")
