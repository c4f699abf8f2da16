"""Reads, writes and compares golden files: safetensors with float32 or uint8 tensors in the order they are given.

Run:  python3 golden_file.py MADE COMMITTED      prints the largest difference of each tensor that differs; needs NumPy
"""
import json
import struct
import sys

import numpy as np

CODES = {"float32": "F32", "uint8": "U8"}


def write(path, tensors, metadata):
    """tensors: arrays by name, row-major; metadata: whatever str() can print, by name."""
    header = {"__metadata__": {name: str(value) for name, value in metadata.items()}}
    end = 0
    for name, values in tensors.items():
        begin, end = end, end + values.nbytes
        header[name] = {"dtype": CODES[values.dtype.name], "shape": values.shape, "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text = text.ljust(-(-len(text) // 8) * 8)  # tensors begin at a multiple of 8 bytes
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for values in tensors.values():
            file.write(values.astype(values.dtype.newbyteorder("<")).tobytes())


def read(path):
    """Returns the arrays by name, and the metadata."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    metadata = header.pop("__metadata__")
    kinds = {code: np.dtype(kind).newbyteorder("<") for kind, code in CODES.items()}
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = np.frombuffer(data[begin:end], kinds[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata


def compare(made, committed):
    """Prints what differs. True where it is rounding alone: 1e-6 of a tensor's largest magnitude, or 1e-7, since the
    gradient of a bias before a norm is zero but for rounding."""
    (ours, our_metadata), (theirs, their_metadata) = read(made), read(committed)
    assert our_metadata == their_metadata, f"metadata: {our_metadata} and {their_metadata}"
    assert list(ours) == list(theirs), f"tensors: {list(ours)} and {list(theirs)}"
    is_rounding, different = True, 0
    for name, expected in theirs.items():
        found = ours[name]
        assert found.shape == expected.shape and found.dtype == expected.dtype, f"{name}: {found.shape} {found.dtype}"
        difference = np.abs(found.astype(float) - expected.astype(float)).max()
        largest = np.abs(expected.astype(float)).max()
        if difference != 0:
            print(f"{name}: differs by {difference:.3g}, largest magnitude {largest:.3g}")
            is_rounding &= bool(difference <= max(1e-6 * largest, 1e-7))
            different += 1
    print(f"{different} of {len(theirs)} tensors differ" + (", by rounding" if different and is_rounding else ""))
    return is_rounding


if __name__ == "__main__":
    sys.exit(0 if compare(*sys.argv[1:]) else 1)
