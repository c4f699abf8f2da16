"""Writes dsec.h5, cd_ecf.h5, sonata.h5 and repeated.h5, in the layouts that recordings in HDF5 have, beside itself. Needs h5py."""

import pathlib
import struct
import zlib

import h5py
import numpy

HERE = pathlib.Path(__file__).parent
BLOSC, ECF = 32001, 0x8ECF
N = 300
T = numpy.cumsum(numpy.arange(N) % 5).astype("<i8")
X = (numpy.arange(N) * 37 % 640).astype("<u2")
Y = (numpy.arange(N) // 4 % 480).astype("<u2")
P = (numpy.arange(N) % 3 == 0).astype("u1")


def blosc(values):
    """One block, bytes shuffled, packed with zlib; too few elements to be split."""
    width = values.dtype.itemsize
    shuffled = values.view("u1").reshape(-1, width).T.tobytes()
    packed = zlib.compress(shuffled)
    body = struct.pack("<II", 20, len(packed)) + packed
    return struct.pack("<BBBBIII", 2, 1, 1 | 16 | 3 << 5, width, len(shuffled), len(shuffled), 16 + len(body)) + body


def ecf():
    """Times in steps below 15, rows in runs, columns in masks of none, polarities in runs."""
    out = struct.pack("<Iq", N << 2, T[0])
    for before, now in zip(numpy.concatenate([T[:1], T[:-1]]), T):
        out += bytes([int(now - before) << 4 | 1])
    for i in range(0, N, 4):
        out += struct.pack("<H", int(Y[i]) << 5 | 4)
    for x in X:
        out += struct.pack("<H", int(x) << 5)
    for p in P:
        out += bytes([int(p) << 7 | 1])
    return out


def packed(group, name, like, dtype, filter_id, chunk):
    """A dataset of one chunk that is written as it is given."""
    plan = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plan.set_chunk((N,))
    plan.set_filter(filter_id, h5py.h5z.FLAG_OPTIONAL, ())
    space = h5py.h5s.create_simple((N,))
    made = h5py.h5d.create(group.id, name.encode(), h5py.h5t.py_create(numpy.dtype(dtype)), space, plan)
    made.write_direct_chunk((0,), chunk)


with h5py.File(HERE / "dsec.h5", "w") as file:
    events = file.create_group("events")
    packed(events, "t", T, "<i8", BLOSC, blosc(T))
    events.create_dataset("x", data=X, chunks=(128,), compression="gzip", shuffle=True)
    events.create_dataset("y", data=Y, chunks=(128,), compression="lzf")
    events["p"] = P
    file["t_offset"] = numpy.int64(49599300000)

with h5py.File(HERE / "cd_ecf.h5", "w") as file:
    file.attrs["geometry"] = "640x480"
    record = numpy.dtype([("x", "<u2"), ("y", "<u2"), ("p", "<i2"), ("t", "<i8")], align=True)
    packed(file.create_group("CD"), "events", T, record, ECF, ecf())

with h5py.File(HERE / "sonata.h5", "w") as file:
    for name in ("v1", "lgn"):
        population = file.create_group("spikes/" + name)
        population["timestamps"] = T / 8.0
        population["timestamps"].attrs["units"] = "ms"
        population["node_ids"] = X.astype("<u8")

with h5py.File(HERE / "repeated.h5", "w") as file:
    for name, dtype in (("times", "<f4"), ("units", "<u2")):
        lists = file.create_dataset("spikes/" + name, (N,), h5py.vlen_dtype(numpy.dtype(dtype)))
        lists[0] = numpy.arange(N, dtype=dtype) % 700 / (1000 if dtype == "<f4" else 1)
    file["labels"] = numpy.zeros(N, "<i8")
    places = [file["spikes/" + name].id.get_offset() for name in ("times", "units")]
content = bytearray((HERE / "repeated.h5").read_bytes())
for place in places:  # every sample is the first
    content[place : place + 16 * N] = content[place : place + 16] * N
(HERE / "repeated.h5").write_bytes(content)
