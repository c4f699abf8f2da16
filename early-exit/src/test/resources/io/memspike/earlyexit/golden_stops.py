"""Writes golden_stops.csv from the golden files prime_mlp.safetensors and prime_conv.safetensors.

Run:  python3 golden_stops.py GOLDEN_DIR > golden_stops.csv

The golden files were made by an independent PyTorch program: read-out potentials m of a few samples at each step, and
where the rule "stop when the largest softmax(running mean / 2) exceeds the threshold, else at the last step" stops.
Lines:  readout,NETWORK,SAMPLE,STEP,m0,...,m9    stop,NETWORK,SAMPLE,THRESHOLD,STEP,CLASS    (steps count from 0)
Floats have nine digits, which is enough to give the same float32 back.
"""
import json
import pathlib
import struct
import sys


def tensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name == "output" or name.startswith("stop."):
            begin, end = (8 + length + offset for offset in entry["data_offsets"])
            yield name, entry["shape"], struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])


for network in ("mlp", "conv"):
    found = {name: (shape, values) for name, shape, values in tensors(pathlib.Path(sys.argv[1], f"prime_{network}.safetensors"))}
    (samples, steps, classes), output = found["output"]
    for sample in range(samples):
        for step in range(steps):
            at = (sample * steps + step) * classes
            print("readout", network, sample, step, *(f"{m:.9g}" for m in output[at : at + classes]), sep=",")
    for threshold in ("0.3", "0.5", "0.8"):
        for sample in range(samples):
            step, decision = (int(found[f"stop.{threshold}.{what}"][1][sample]) for what in ("step", "class"))
            print("stop", network, sample, threshold, step, decision, sep=",")
