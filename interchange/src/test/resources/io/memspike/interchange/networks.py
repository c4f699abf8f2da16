"""Writes dense.nir, convolution.nir, dense.net, convolution.net and data.h5, small networks and what one did, beside itself. Needs h5py."""

import pathlib

import h5py
import numpy

HERE = pathlib.Path(__file__).parent
F4 = "<f4"


def node(group, type_, **parameters):
    group["type"] = type_
    for name, value in parameters.items():
        group[name] = numpy.array(value, F4 if isinstance(value, (float, list)) else "<i8")


def graph(group, edges):
    group["type"] = "NIRGraph"
    group.create_dataset("edges", data=numpy.array(edges, dtype=h5py.string_dtype()), dtype=h5py.string_dtype())
    return group.create_group("nodes")


def ends(nodes, size_in, size_out):
    node(nodes.create_group("input"), "Input", shape=numpy.array(size_in))
    node(nodes.create_group("output"), "Output", shape=numpy.array(size_out))


def chain(names):
    return [[a, b] for a, b in zip(names, names[1:])]


with h5py.File(HERE / "dense.nir", "w") as file:
    file["version"] = "1.0"
    nodes = graph(file.create_group("node"), chain(["input", "fc", "lif", "inner", "li", "output"]) + [["lif", "back"], ["back", "lif"]])
    ends(nodes, [3], [2])
    node(nodes.create_group("fc"), "Affine", weight=[[1.0, 2, 3], [4, 5, 6]], bias=[0.5, -0.5])
    node(nodes.create_group("lif"), "LIF", tau=[0.01, 0.02], r=[1.0, 1], v_leak=[0.0, 0], v_threshold=[1.0, 1], v_reset=[0.0, 0])
    node(nodes.create_group("back"), "Linear", weight=[[0.0, 1], [1, 0]])
    node(nodes.create_group("li"), "LI", tau=[0.01, 0.01], r=[1.0, 1], v_leak=[0.0, 0])
    inner = graph(nodes.create_group("inner"), chain(["input", "scale", "cuba", "wait", "output"]))
    ends(inner, [2], [2])
    node(inner.create_group("scale"), "Scale", scale=[2.0, 2])
    cuba = dict(tau_syn=[0.01, 0.01], tau_mem=[0.02, 0.02], r=[1.0, 1], v_leak=[0.0, 0], v_threshold=[1.0, 1], w_in=[1.0, 1])
    node(inner.create_group("cuba"), "CubaLIF", **cuba)
    node(inner.create_group("wait"), "Delay", delay=[0.001, 0.002])

with h5py.File(HERE / "convolution.nir", "w") as file:
    file["version"] = "1.0"
    nodes = graph(file.create_group("node"), chain(["input", "conv", "if", "pool", "flat", "fc", "fire", "output"]))
    ends(nodes, [1, 4, 4], [2])
    conv = nodes.create_group("conv")
    node(conv, "Conv2d", weight=numpy.ones((2, 1, 3, 3)).tolist(), bias=[0.0, 1], groups=1)
    conv["input_shape"], conv["stride"], conv["dilation"] = [4, 4], [1, 1], [1, 1]
    conv["padding"] = "same"
    node(nodes.create_group("if"), "IF", r=numpy.ones((2, 4, 4)).tolist(), v_threshold=numpy.ones((2, 4, 4)).tolist())
    pool = nodes.create_group("pool")
    node(pool, "SumPool2d")
    pool["kernel_size"], pool["stride"], pool["padding"] = [2, 2], [2, 2], [0, 0]
    flat = nodes.create_group("flat")
    node(flat, "Flatten", start_dim=0, end_dim=-1)
    flat["input_type"] = numpy.array([2, 2, 2])
    fc = nodes.create_group("fc")
    fc["type"] = "Linear"
    fc.create_dataset("weight", data=numpy.arange(16, dtype=F4).reshape(2, 8), compression="gzip", chunks=(1, 8))
    node(nodes.create_group("fire"), "Threshold", threshold=[1.0, 1])

with h5py.File(HERE / "dense.net", "w") as file:
    for i, (type_, size) in enumerate([("input", 4), ("dense", 3), ("dense_rec", 2), ("flatten", 2)]):
        layer = file.create_group(f"layer/{i}")
        layer["type"] = numpy.array([type_.encode()], "S10")
        layer["shape"] = numpy.array([size])
        if type_ == "flatten":
            continue
        neuron = dict(type="CUBA", iDecay=4096, vDecay=1024, vThMant=25, refDelay=1)
        for name, value in neuron.items():
            layer[f"neuron/{name}"] = value
        if i > 0:
            layer["weight"] = numpy.ones((size, 4 if i == 1 else 3), F4)
            layer["delay"] = numpy.arange(size, dtype="<i8")
            layer["bias"] = numpy.array([1], F4)
        if type_ == "dense_rec":
            layer["weight_rec"] = numpy.ones((size, size), F4)

with h5py.File(HERE / "convolution.net", "w") as file:
    first = file.create_group("layer/0")
    first["type"], first["shape"], first["weight"], first["bias"] = numpy.array([b"input"]), [1, 4, 4], [36.0], [34.0]
    second = file.create_group("layer/1")
    second["type"], second["shape"] = numpy.array([b"conv"]), [2, 2, 2]
    second["weight"] = numpy.ones((2, 1, 3, 3, 1), F4)
    second["stride"], second["padding"], second["dilation"], second["groups"] = [1, 1], [0, 0], [1, 1], 1
    for layer in (first, second):
        for name, value in dict(type="LOIHI", iDecay=4096, vDecay=1024, vThMant=25, wgtExp=0).items():
            layer[f"neuron/{name}"] = value

with h5py.File(HERE / "data.h5", "w") as file:
    file.attrs["__type__"] = "NIRGraphData"
    for name in ("grid", "events"):
        made = file.create_group("nodes/" + name)
        made.attrs["__type__"] = "NIRNodeData"
        signal = made.create_group("observables/spikes")
        if name == "grid":
            signal.attrs["__type__"], signal.attrs["dt"] = "TimeGriddedData", 0.001
            signal["data"] = numpy.ones((1, 2, 3), F4)
        else:
            signal.attrs["__type__"], signal.attrs["n_neurons"], signal.attrs["t_max"] = "ValuedEventData", 3, 0.03
            signal["idx"], signal["time"] = numpy.array([[0, 2, -1]]), numpy.array([[0, 0.029, numpy.inf]])
            signal["value"] = numpy.array([[1, 2, 0]], F4)
