"""Writes shd_train.h5 and ssc_test.h5, small files in the layout of the Heidelberg data sets, beside itself. Needs h5py."""

import pathlib

import h5py
import numpy

HERE = pathlib.Path(__file__).parent


def write(name, time, unit, chunks, samples, labels):
    with h5py.File(HERE / name, "w") as file:
        spikes = file.create_group("spikes")
        times = spikes.create_dataset("times", (len(samples),), h5py.vlen_dtype(numpy.dtype(time)), chunks=chunks)
        units = spikes.create_dataset("units", (len(samples),), h5py.vlen_dtype(numpy.dtype(unit)), chunks=chunks)
        for i, sample in enumerate(samples):
            times[i] = numpy.array([t for t, _ in sample], time)
            units[i] = numpy.array([u for _, u in sample], unit)
        file["labels"] = numpy.array(labels, "<i8")


write("shd_train.h5", "<f2", "<u2", (2,), [[(0.25, 0), (0.5, 699)], [(1.375, 42)], [(0.0, 7), (0.125, 8), (0.125, 8)]], [3, 3, 19])
write("ssc_test.h5", "<f4", "<i8", None, [[(0.95, 1), (0.05, 2), (1.5, 3)], []], [34, 0])
