"""PyTorch at its best on training by pruning: how many samples a second a good PyTorch program learns from.

  python3 training_torch.py EVENTS --network conv|mlp [--setting SCHEDULE,COMPILER,LAYOUT,float32,BATCH] [--samples 6000]

EVENTS is an event file of Memspike's. The networks are PRIME's two (Wang et al., arXiv 2407.18625): random devices of which
the half with the largest scores is kept, scores learnt by Adam, cross-entropy of the mean read-out.
  schedule  step      the whole network a step at a time
            layers    a layer at a time: products of all ten steps at once, the neurons in a loop over steps
  compiler  none, or inductor (torch.compile of loss and gradients), which needs a C++ compiler
  layout    nchw, or nhwc with channels last
The first batch goes through the plain network too, a step at a time; where loss or gradients differ by more than rounding, it
says so instead of a rate. Whatever is compiled is compiled before time is taken. Prints one JSON line. Needs torch and numpy.
"""

import argparse
import json
import math
import struct
import time

import numpy as np
import torch
import torch.nn.functional as F

RETAIN, SLOPE, WINDOW = 0.2, 0.1, 0.5
DEVICE_SIGMA, DEVICE_SCALE, SPARSITY = 6.352, 0.01, 0.5
LEARNING_RATE, WEIGHT_DECAY = 1e-3, 5e-4
THRESHOLD = {"conv": 0.2, "mlp": 0.5}
SHAPES = {"conv": ((12, 2, 5, 5), (64, 12, 5, 5), (10, 2304)), "mlp": ((250, 2312), (250, 250), (10, 250))}
PADDING = (1, 0)
ROUNDING = 1e-3  # of the largest gradient: sums of float32 in another order
WARM_UP_BATCHES = 3


class Spike(torch.autograd.Function):
    """1 above 0; the gradient passes within a window around it."""

    @staticmethod
    def forward(ctx, distance):
        ctx.save_for_backward(distance)
        return (distance > 0).float()

    @staticmethod
    def backward(ctx, gradient):
        (distance,) = ctx.saved_tensors
        return gradient * (distance.abs() < WINDOW)


class Kept(torch.autograd.Function):
    """Devices of the largest scores; the gradient goes through the mask as it is."""

    @staticmethod
    def forward(ctx, scores, devices, threshold):
        ctx.save_for_backward(scores, devices)
        return devices * (scores.abs() >= threshold)

    @staticmethod
    def backward(ctx, gradient):
        scores, devices = ctx.saved_tensors
        return gradient * devices * scores.sign(), None, None


class Network(torch.nn.Module):
    def __init__(self, kind, schedule, layout):
        super().__init__()
        self.kind, self.schedule = kind, schedule
        self.format = torch.channels_last if layout == "nhwc" else torch.contiguous_format
        self.scores = torch.nn.ParameterList()
        for i, shape in enumerate(SHAPES[kind]):
            bound = 1 / math.sqrt(math.prod(shape[1:]))
            memory = self.format if len(shape) == 4 else torch.contiguous_format
            devices = torch.randn(shape) * DEVICE_SIGMA * DEVICE_SCALE
            self.register_buffer(f"devices{i}", devices.contiguous(memory_format=memory))
            scores = torch.empty(shape).uniform_(-bound, bound).contiguous(memory_format=memory)
            self.scores.append(torch.nn.Parameter(scores))

    def thresholds(self):
        """The score of each layer from which on devices are kept; chosen outside of what is compiled."""
        with torch.no_grad():
            size = [s.abs().flatten() for s in self.scores]
            return [s.kthvalue(1 + round(SPARSITY * (s.numel() - 1))).values for s in size]

    def product(self, i, x, weight):
        if self.kind == "conv" and i < 2:
            return F.conv2d(x, weight, padding=PADDING[i])
        return F.linear(x.flatten(1), weight)

    def pooled(self, x):
        return F.avg_pool2d(x, 2) if self.kind == "conv" else x

    def neuron(self, u, s, current):
        u = F.leaky_relu(RETAIN * u * (1 - s) + current, SLOPE)
        return u, Spike.apply(u - THRESHOLD[self.kind])

    def loss(self, x, y, thresholds):
        weights = [Kept.apply(s, getattr(self, f"devices{i}"), k)
                   for i, (s, k) in enumerate(zip(self.scores, thresholds))]
        run = self.by_layers if self.schedule == "layers" else self.by_steps
        return F.cross_entropy(run(x, weights), y)

    def by_layers(self, x, weights):
        n, steps = x.shape[:2]
        h = x.transpose(0, 1).reshape(steps * n, *x.shape[2:]).float().contiguous(memory_format=self.format)
        for i in range(2):
            current = self.product(i, h, weights[i])
            current = current.reshape(steps, n, *current.shape[1:])
            u = s = torch.zeros_like(current[0])
            spikes = []
            for t in range(steps):
                u, s = self.neuron(u, s, current[t])
                spikes.append(s)
            h = self.pooled(torch.cat(spikes))
        current = self.product(2, h, weights[2]).reshape(steps, n, -1)
        m = mean = torch.zeros_like(current[0])
        for t in range(steps):
            m = F.leaky_relu(m + current[t], SLOPE)
            mean = mean + m
        return mean / steps

    def by_steps(self, x, weights):
        state = [(torch.zeros(()), torch.zeros(()))] * 2
        m = mean = torch.zeros(())
        for t in range(x.shape[1]):
            h = x[:, t].float().contiguous(memory_format=self.format)
            for i in range(2):
                state[i] = self.neuron(*state[i], self.product(i, h, weights[i]))
                h = self.pooled(state[i][1])
            m = F.leaky_relu(m + self.product(2, h, weights[2]), SLOPE)
            mean = mean + m
        return mean / x.shape[1]


def tensors(path):
    raw = np.memmap(path, mode="r")
    size = struct.unpack("<Q", bytes(raw[:8]))[0]
    head = json.loads(bytes(raw[8 : 8 + size]))
    out = {}
    for name in ("events", "labels"):
        entry = head[name]
        a, b = entry["data_offsets"]
        types = {"U8": "u1", "I32": "<i4", "I64": "<i8", "F32": "<f4"}
        out[name] = np.frombuffer(raw[8 + size + a : 8 + size + b], types[entry["dtype"]]).reshape(entry["shape"])
    return torch.from_numpy(out["events"].copy()), torch.from_numpy(out["labels"].astype(np.int64))


def gradients(network, loss, x, y):
    network.zero_grad(set_to_none=True)
    value = loss(x, y, network.thresholds())
    value.backward()
    return value.item(), [s.grad.clone() for s in network.scores]


def difference(network, loss, x, y):
    """The largest difference from the plain network, relative to the largest gradient of a layer."""
    plain = Network(network.kind, "step", "nchw")
    plain.load_state_dict(network.state_dict())
    expected_loss, expected = gradients(plain, plain.loss, x, y)
    found_loss, found = gradients(network, loss, x, y)
    apart = [((a - b).abs().max() / a.abs().max()).item() for a, b in zip(expected, found)]
    return max(apart + [abs(expected_loss - found_loss) / abs(expected_loss)])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("events")
    parser.add_argument("--network", choices=sorted(SHAPES), default="conv")
    parser.add_argument("--setting", default="layers,inductor,nchw,float32,128")
    parser.add_argument("--samples", type=int, default=6000)
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    schedule, compiler, layout, precision, batch = a.setting.split(",")
    if precision != "float32":
        raise SystemExit(f"--setting: expected float32, found {precision}")
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    events, labels = tensors(a.events)
    events, labels = events[: a.samples], labels[: a.samples]
    network = Network(a.network, schedule, layout)
    loss = network.loss if compiler == "none" else torch.compile(network.loss, dynamic=False)
    optimizer = torch.optim.Adam(network.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    batches = [b for b in torch.randperm(len(events)).split(int(batch)) if len(b) == int(batch)]
    apart = difference(network, loss, events[batches[0]], labels[batches[0]])
    if not apart < ROUNDING:
        print(json.dumps({"refused": f"gradients are {apart:.2g} apart from those of the plain network"}))
        raise SystemExit(1)

    def learn(chosen):
        start, total = time.perf_counter(), 0.0
        for each in chosen:
            value = loss(events[each], labels[each], network.thresholds())
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            optimizer.step()
            total += value.item()
        return time.perf_counter() - start, total / len(chosen)

    learn(batches[:WARM_UP_BATCHES])
    seconds, mean = learn(batches)
    print(json.dumps({"engine": "torch " + torch.__version__, "threads": a.threads, "network": a.network,
                      "setting": a.setting, "samples": len(batches) * int(batch), "loss": mean, "difference": apart,
                      "trainSamplesPerSecond": len(batches) * int(batch) / seconds}))


if __name__ == "__main__":
    main()
