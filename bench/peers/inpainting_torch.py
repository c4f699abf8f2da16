"""PyTorch on the work of `memspike train inpaint`: how many digits a second a good PyTorch program trains on.

  python3 inpainting_torch.py IMAGES [--samples 1000] [--batch 100] [--epochs 1] [--threads 2] [--mode prune|weights]

IMAGES is an IDX file of 28 x 28 pixels, gzipped or plain. The network is the spiking variational auto-encoder of PRIME
(Wang et al., arXiv 2407.18625, after Kamata et al., "Fully spiking variational autoencoder", AAAI 2022): 32 x 32 pixels,
32 channels, 128 latent spikes, each drawn from 20, 16 steps. Layers see all steps of a batch in one call; the latent
spikes are drawn without gradient and with running statistics, the state of the neurons going on from step to step.
Prints one JSON line. Needs torch and numpy.
"""
import argparse
import ctypes
import gzip
import json
import math
import struct
import time

import numpy as np
import torch
import torch.nn.functional as F

THRESHOLD, RETAIN, WINDOW, EPSILON = 0.2, 0.25, 0.5, 1e-5
DEVICE_SIGMA, DEVICE_SCALE, SPARSITY = 6.91593, 0.003, 0.5
SIDE, CHANNELS, LATENT, CHOICES, STEPS = 32, 32, 128, 20, 16
FLAT, CORNER = CHANNELS * (SIDE // 8) ** 2, SIDE // 8
HOLE = slice(12, 20)
WARM_UP_BATCHES = 1


class Spikes(torch.autograd.Function):
    """Leaky integrate-and-fire neurons over all steps of [steps, ...], both ways by hand, in place where it can be."""

    @staticmethod
    def forward(ctx, current):
        potential, spikes = torch.empty_like(current), torch.empty_like(current)
        potential[0] = current[0]
        torch.gt(potential[0], THRESHOLD, out=spikes[0])
        for t in range(1, len(current)):
            kept = torch.addcmul(potential[t - 1], potential[t - 1], spikes[t - 1], value=-1)
            torch.add(current[t], kept, alpha=RETAIN, out=potential[t])
            torch.gt(potential[t], THRESHOLD, out=spikes[t])
        ctx.save_for_backward(potential, spikes)
        return spikes

    @staticmethod
    def backward(ctx, gradient):
        potential, spikes = ctx.saved_tensors
        out = torch.empty_like(gradient)
        torch.mul(gradient[-1], potential[-1].abs() < WINDOW, out=out[-1])
        for t in range(len(gradient) - 2, -1, -1):
            later = out[t + 1] * RETAIN
            to_spike = torch.addcmul(gradient[t], later, potential[t], value=-1)
            kept = later.addcmul_(later, spikes[t], value=-1)
            torch.add(kept, to_spike.mul_(potential[t].abs() < WINDOW), out=out[t])
        return out


class StraightThrough(torch.autograd.Function):
    """Half of the random devices, those of the largest scores; the gradient goes through the mask as it is."""

    @staticmethod
    def forward(ctx, scores, devices):
        size = scores.abs().flatten()
        kth = size.kthvalue(1 + round(SPARSITY * (size.numel() - 1))).values
        ctx.save_for_backward(scores, devices)
        return devices * (scores.abs() >= kth)

    @staticmethod
    def backward(ctx, gradient):
        scores, devices = ctx.saved_tensors
        return gradient * devices * scores.sign(), None


class Weight(torch.nn.Module):
    """A weight: trained, or a random device with a trained score."""

    def __init__(self, shape, fan_in, is_pruned):
        super().__init__()
        bound = 1 / math.sqrt(fan_in)
        self.values = torch.nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        devices = torch.randn(shape) * DEVICE_SIGMA * DEVICE_SCALE if is_pruned else None
        self.register_buffer("devices", devices)

    def forward(self):
        return self.values if self.devices is None else StraightThrough.apply(self.values, self.devices)


class Norm(torch.nn.Module):
    """Threshold-dependent batch norm of [all, channels, ...]: over samples, places and steps."""

    def __init__(self, channels, alpha=1.0):
        super().__init__()
        self.scale = alpha * THRESHOLD
        self.gamma = torch.nn.Parameter(torch.ones(channels))
        self.beta = torch.nn.Parameter(torch.zeros(channels))
        self.register_buffer("mean", torch.zeros(channels))
        self.register_buffer("variance", torch.ones(channels))

    def forward(self, x, is_learning):
        return F.batch_norm(x, self.mean, self.variance, self.gamma * self.scale, self.beta, is_learning, 0.1, EPSILON)


class Block(torch.nn.Module):
    """Weights, norm and neurons over [steps, samples, ...]."""

    def __init__(self, shape, fan_in, channels, is_pruned, connect, alpha=1.0):
        super().__init__()
        self.weight, self.norm = Weight(shape, fan_in, is_pruned), Norm(channels, alpha)
        self.bias = torch.nn.Parameter(torch.zeros(channels))
        self.connect = connect

    def forward(self, x):
        y = self.connect(x.flatten(0, 1), self.weight(), self.bias)
        return Spikes.apply(self.norm(y, True).unflatten(0, x.shape[:2]))

    def constant(self, x):
        """The same input [samples, ...] at each step: its currents and their statistics are needed once."""
        y = self.norm(self.connect(x, self.weight(), self.bias), True)
        return Spikes.apply(y.expand(STEPS, *y.shape).contiguous())

    def step(self, x, state):
        """One step with running statistics; state is (potential, spikes) of the step before, or None."""
        y = self.norm(self.connect(x, self.weight(), self.bias), False)
        potential = y if state is None else y.add_(state[0] * (1 - state[1]), alpha=RETAIN)
        return potential, (potential > THRESHOLD).float()


def down(x, w, b):
    return F.conv2d(x, w, b, stride=2, padding=1)


def up(x, w, b):
    return F.conv_transpose2d(x, w, b, stride=2, padding=1, output_padding=1)


def head(sizes):
    return torch.nn.ModuleList(
        Block((o, i), i, o, False, F.linear, alpha=2.0) for i, o in zip(sizes, sizes[1:]))


def through(blocks, x):
    for block in blocks:
        x = block(x)
    return x


def step_through(blocks, x, states):
    for i, block in enumerate(blocks):
        states[i] = block.step(x, states[i])
        x = states[i][1]
    return x


def psp(x):
    """Post-synaptic potential of [steps, ...]: s <- s + (x - s) / 2."""
    s, out = torch.zeros_like(x[0]), []
    for each in x:
        s = s + (each - s) / 2
        out.append(s)
    return torch.stack(out)


class Network(torch.nn.Module):
    def __init__(self, is_pruned):
        super().__init__()
        c = CHANNELS
        self.encoder = torch.nn.ModuleList(
            Block((c, i, 3, 3), 9 * i, c, is_pruned, down) for i in (1, c, c))
        self.latent = Block((LATENT, FLAT), FLAT, LATENT, is_pruned, F.linear)
        self.posterior = head([2 * LATENT, 2 * LATENT, 4 * LATENT, CHOICES * LATENT])
        self.prior = head([LATENT, 2 * LATENT, 4 * LATENT, CHOICES * LATENT])
        self.flat = Block((FLAT, LATENT), LATENT, FLAT, is_pruned, F.linear)
        self.decoder = torch.nn.ModuleList(Block((c, c, 3, 3), 9 * c, c, is_pruned, up) for _ in range(3))
        self.output = Weight((c, 1, 3, 3), 9 * c, is_pruned)
        self.output_bias = torch.nn.Parameter(torch.zeros(1))
        self.register_buffer("membrane", 0.8 ** torch.arange(STEPS - 1, -1, -1.0).view(-1, 1, 1, 1, 1))

    @torch.no_grad()
    def draw(self, encoded, pick, scheduled):
        """What enters posterior and prior at each step: the choice of the step before; for the prior, where
        `scheduled` says so, its own one."""
        n = encoded.shape[1]
        mine = own = torch.zeros(n, LATENT)
        posterior, prior, entered, scheduled_in = [None] * 3, [None] * 3, [mine], [own]
        for t in range(STEPS - 1):
            q = step_through(self.posterior, torch.cat([encoded[t], mine], 1), posterior)
            p = step_through(self.prior, own, prior)
            mine = q.view(n, LATENT, CHOICES).gather(2, pick[t]).squeeze(2)
            theirs = p.view(n, LATENT, CHOICES).gather(2, pick[t]).squeeze(2)
            own = torch.where(scheduled[t], theirs, mine)
            entered.append(mine)
            scheduled_in.append(own)
        return torch.stack(entered), torch.stack(scheduled_in)

    def forward(self, image, holed, probability):
        n = len(image)
        x = self.encoder[0].constant(holed)
        for block in self.encoder[1:]:
            x = block(x)
        encoded = self.latent(x.flatten(2))
        pick = torch.randint(CHOICES, (STEPS, n, LATENT, 1))
        before, before_prior = self.draw(encoded.detach(), pick, torch.rand(STEPS, n, 1) < probability)
        q = through(self.posterior, torch.cat([encoded, before], 2)).view(STEPS, n, LATENT, CHOICES)
        p = through(self.prior, before_prior).view(STEPS, n, LATENT, CHOICES)
        z = q.gather(3, pick).squeeze(3)
        y = self.flat(z).view(STEPS, n, CHANNELS, CORNER, CORNER)
        for block in self.decoder:
            y = block(y)
        # the output is linear: its input may be summed over the steps first
        summed = (y * self.membrane).sum(0)
        out = F.conv_transpose2d(summed, self.output(), None, padding=1) + self.output_bias * self.membrane.sum()
        error = F.mse_loss(torch.tanh(out), image)
        distance = F.mse_loss(psp(q.mean(3)), psp(p.mean(3)))
        return error, distance


def keep_memory():
    """Lets the C library keep large blocks for the next batch instead of giving them back and clearing them anew."""
    try:
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(-3, 1 << 30)  # M_MMAP_THRESHOLD
        libc.mallopt(-1, (1 << 31) - 1)  # M_TRIM_THRESHOLD
    except (OSError, AttributeError):
        pass  # another C library


def digits(path, count):
    raw = (gzip.open if path.endswith(".gz") else open)(path, "rb").read(16 + 784 * count)
    magic, size, height, width = struct.unpack(">4I", raw[:16])
    if magic != 0x803 or (height, width) != (28, 28) or size < count:
        raise SystemExit(f"{path}: expected {count} images of 28 x 28, found {size} of {height} x {width}")
    pixels = np.frombuffer(raw, np.uint8, offset=16).reshape(count, 1, 28, 28)
    return F.pad(torch.from_numpy(pixels.astype(np.float32) / 127.5 - 1), (2, 2, 2, 2), value=-1.0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("images")
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    parser.add_argument("--mode", choices=("prune", "weights"), default="prune")
    parser.add_argument("--seed", type=int, default=1)
    a = parser.parse_args()
    keep_memory()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    images = digits(a.images, a.samples)
    holed = images.clone()
    holed[:, :, HOLE, HOLE] = -1
    network = Network(a.mode == "prune")
    optimizer = torch.optim.AdamW(network.parameters(), a.learning_rate)
    seconds, seen, history = 0.0, 0, []
    for epoch in range(-1, a.epochs):  # epoch -1 warms up
        probability = 0.1 + 0.2 * max(epoch, 0) / max(1, a.epochs - 1)
        batches = torch.randperm(len(images)).split(a.batch)
        error_sum = distance_sum = 0.0
        start = time.perf_counter()
        for batch in batches[:WARM_UP_BATCHES] if epoch < 0 else batches:
            error, distance = network(images[batch], holed[batch], probability)
            optimizer.zero_grad(set_to_none=True)
            (error + distance).backward()
            optimizer.step()
            error_sum += error.item() * len(batch)
            distance_sum += distance.item() * len(batch)
        if epoch >= 0:
            seconds += time.perf_counter() - start
            seen += len(images)
            history.append({"error": error_sum / len(images), "distance": distance_sum / len(images)})
    print(json.dumps({"engine": "torch " + torch.__version__, "threads": a.threads, "batch": a.batch, "samples": seen,
                      "trainSamplesPerSecond": seen / seconds, "msPerSample": 1e3 * seconds / seen,
                      "losses": history}))


if __name__ == "__main__":
    main()
