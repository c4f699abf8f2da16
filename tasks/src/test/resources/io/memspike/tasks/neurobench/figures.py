"""Writes model.safetensors, events.safetensors and figures.json: a small classifier, its events, and what NeuroBench counts.

Run:  python3 figures.py DIRECTORY      needs PyTorch and NeuroBench (pip install neurobench==2.3.0)

The figures are the harness's own, one sample at a time: SynapticOperations, ActivationSparsity, ConnectionSparsity (which
it rounds to four digits) and Footprint of a PyTorch module with the same weights. Weights are eighths, so that no sum rounds.
  neuron:  u <- leaky(0.5 u (1 - spike) + x),   spike = u > 0.5,   leaky(x) = x where x > 0, else x / 4
Every third step has counts of 1 to 3 where events are, the others single events.
"""
import json
import pathlib
import struct
import sys

import numpy as np
import torch
from neurobench.metrics.static.connection_sparsity import ConnectionSparsity
from neurobench.metrics.static.footprint import Footprint
from neurobench.metrics.workload.activation_sparsity import ActivationSparsity
from neurobench.metrics.workload.synaptic_operations import SynapticOperations
from neurobench.models.snntorch_models import SNNTorchModel

SAMPLES, STEPS, CHANNELS, HEIGHT, WIDTH, CLASSES = 5, 4, 2, 6, 5, 4
RANDOM = np.random.default_rng(3)
CODES = {"float32": "F32", "uint8": "U8", "int64": "I64"}


def weights(*shape):
    drawn = RANDOM.integers(-8, 12, shape) / 8.0
    drawn[RANDOM.random(shape) < 0.3] = 0
    return drawn.astype(np.float32)


def write(path, tensors, metadata):
    header, body = {"__metadata__": metadata}, b""
    for name, values in tensors.items():
        end = len(body) + values.nbytes
        header[name] = {"dtype": CODES[values.dtype.name], "shape": values.shape, "data_offsets": [len(body), end]}
        body += values.tobytes()
    text = json.dumps(header).encode()
    text = text.ljust(-(-len(text) // 8) * 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


class Neurons(torch.nn.Module):
    potential = None

    def forward(self, x):
        if self.potential is not None:
            x = 0.5 * self.potential * (self.potential <= 0.5).float() + x
        self.potential = torch.where(x > 0, x, 0.25 * x)
        return (self.potential > 0.5).float()


class Classifier(torch.nn.Module):
    def __init__(self, tensors):
        super().__init__()
        self.c1 = torch.nn.Conv2d(CHANNELS, 3, 3, padding=1)
        self.n1 = Neurons()
        self.p = torch.nn.AvgPool2d(2)
        self.c2 = torch.nn.Conv2d(3, 5, 2, bias=False)
        self.r = torch.nn.ReLU()
        self.l1 = torch.nn.Linear(10, 8)
        self.n2 = Neurons()
        self.l2 = torch.nn.Linear(8, CLASSES, bias=False)
        self.load_state_dict({name: torch.tensor(values) for name, values in tensors.items()})

    def reset(self):
        self.n1.potential = self.n2.potential = None

    def forward(self, x):
        x = self.r(self.c2(self.p(self.n1(self.c1(x)))))
        return self.l2(self.n2(self.l1(x.flatten(1)))), None


def figures(tensors, events):
    model = SNNTorchModel(Classifier(tensors))
    model.add_activation_module(Neurons)
    model.register_hooks()
    operations, sparsity, silent = SynapticOperations(), ActivationSparsity(), []
    for sample in events:
        batch = torch.tensor(sample[None].astype(np.float32))
        with torch.no_grad():
            answers = model(batch)
        found = operations(model, answers, (batch, None))
        silent.append(sparsity(model, answers, (batch, None)))
        model.reset_hooks()
    return {
        "footprintBytes": Footprint()(model),
        "connectionSparsity": ConnectionSparsity()(model),
        "activationSparsity": sum(silent) / len(silent),  # as many activations in each sample
        "denseOperations": found["Dense"],
        "effectiveMacs": found["Effective_MACs"],
        "effectiveAcs": found["Effective_ACs"],
    }


def graph():
    lif = {"lif": {"retain": 0.5, "threshold": 0.5, "leakySlope": 0.25}}
    nodes = {
        "input": {"input": {"shape": [CHANNELS, HEIGHT, WIDTH]}},
        "c1": {"conv2d": {"out": 3, "kernel": 3, "padding": 1, "bias": True}},
        "n1": lif,
        "p": {"avgPool": {"kernel": 2}},
        "c2": {"conv2d": {"out": 5, "kernel": 2}},
        "r": {"activation": {"function": "relu"}},
        "l1": {"linear": {"out": 8, "bias": True}},
        "n2": lif,
        "l2": {"linear": {"out": CLASSES}},
        "answer": {"mean": {}},
    }
    names = list(nodes)
    edges = [{"from": a, "to": b} for a, b in zip(names, names[1:])]
    return json.dumps({"nodes": nodes, "edges": edges, "outputs": ["answer"]})


def main(directory):
    tensors = {
        "c1.weight": weights(3, CHANNELS, 3, 3),
        "c1.bias": weights(3),
        "c2.weight": weights(5, 3, 2, 2),
        "l1.weight": weights(8, 10),
        "l1.bias": weights(8),
        "l2.weight": weights(CLASSES, 8),
    }
    events = (RANDOM.random((SAMPLES, STEPS, CHANNELS, HEIGHT, WIDTH)) < 0.25).astype(np.uint8)
    events[:, 1::3] *= RANDOM.integers(1, 4, events[:, 1::3].shape).astype(np.uint8)
    metadata = {"format": "memspike-model", "formatVersion": "2", "graph": graph()}
    write(directory / "model.safetensors", tensors, metadata)
    labels = np.arange(SAMPLES, dtype=np.int64) % CLASSES
    write(directory / "events.safetensors", {"events": events, "labels": labels}, {"classes": str(CLASSES)})
    (directory / "figures.json").write_text(json.dumps(figures(tensors, events), indent=1) + "\n")


main(pathlib.Path(sys.argv[1]))
