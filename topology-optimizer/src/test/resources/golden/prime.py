"""Writes prime_mlp.safetensors and prime_conv.safetensors: PRIME's two classifiers, what they answer and how they learn.

Run:  python3 prime.py DIRECTORY      needs PyTorch

Each network has fixed random weights, and scores that choose which half of them is there:
  w = weight_scale * weight * mask,   mask = |score| >= the k-th smallest |score|,   k = 1 + round(sparsity (n - 1))
  neuron:    u <- leaky(retain u (1 - spike) + I),   spike = u > threshold,   leaky(x) = x > 0 ? x : slope x
  read-out:  m <- leaky(m + I);   the answer after step t is the mean of m over the steps 0...t
Gradients pass the mask unchanged and a spike as 1 where |u - threshold| < 0.5. The order of the random draws is part of
the definition. Shapes: input [samples, steps, 2, 34, 34], output [samples, steps, classes].
"""
import math
import pathlib
import sys
from dataclasses import dataclass

import torch
import torch.nn.functional as F

import golden_file

STEPS, SPARSITY, RETAIN, SLOPE, WINDOW = 10, 0.5, 0.2, 0.1, 0.5
LABELS = (3, 0, 7, 9)
STOPS = (0.3, 0.5, 0.8)


@dataclass(frozen=True)
class Classifier:
    name: str
    shapes: tuple  # of the weights: [out, in, k, k] or [out, in]
    threshold: float
    weight_scale: float
    samples: int
    seed: int  # one that keeps every potential 8e-6 or more from the threshold, so that rounding flips no spike


MLP = Classifier("mlp", ((64, 2312), (64, 64), (10, 64)), 0.5, 0.03, 4, 20263)
CONV = Classifier("conv", ((12, 2, 5, 5), (64, 12, 5, 5), (10, 2304)), 0.2, 0.01, 2, 20321)


def straight_through(decision, gradient_of):
    """The decision's value 0 or 1 forward; backward it is as if it were the second argument."""
    return decision.float() + (gradient_of - gradient_of.detach())


def mask(score):
    magnitude = score.abs()
    k = 1 + round(SPARSITY * (score.numel() - 1))
    smallest_kept = magnitude.detach().flatten().sort().values[k - 1]
    return straight_through(magnitude >= smallest_kept, magnitude)


def leaky(x):
    return torch.where(x > 0, x, SLOPE * x)


def fire(currents, threshold):
    """currents: one tensor a step. Returns the spikes of each step, and how near a potential came to the threshold."""
    potential = spike = torch.zeros(())
    spikes, nearest = [], math.inf
    for current in currents:
        potential = leaky(RETAIN * potential * (1 - spike) + current)
        excess = potential - threshold
        nearest = min(nearest, excess.abs().min().item())
        spike = straight_through(excess > 0, excess.clamp(-WINDOW, WINDOW))
        spikes.append(spike)
    return spikes, nearest


def read_out(currents):
    accumulated, outputs = torch.zeros(()), []
    for current in currents:
        accumulated = leaky(accumulated + current)
        outputs.append(accumulated)
    return torch.stack(outputs, 1)


def synapses(layer, weight):
    """What turns the spikes of one step into currents. Only the first convolution is padded."""
    if weight.dim() == 4:
        return lambda spikes: F.conv2d(spikes, weight, padding=1 if layer == 0 else 0)
    return lambda spikes: spikes.flatten(1) @ weight.T


def run(classifier, inputs, weights, scores):
    """A layer at a time over all steps. Returns the output and the spikes counted by layer, sample and step."""
    signal, counts = list(inputs.unbind(1)), []
    for layer, (weight, score) in enumerate(zip(weights, scores)):
        connect = synapses(layer, weight * classifier.weight_scale * mask(score))
        currents = [connect(step) for step in signal]
        if layer == len(weights) - 1:
            return read_out(currents), counts
        signal, nearest = fire(currents, classifier.threshold)
        assert nearest > 8e-6, f"{classifier.name}, layer {layer}: a potential lies {nearest} from the threshold"
        counts.append(torch.stack([step.flatten(1).sum(1) for step in signal], 1))
        if weight.dim() == 4:
            signal = [F.avg_pool2d(step, 2) for step in signal]


def draw(classifier):
    """The weights of all layers, then all scores (uniform within 1/sqrt(fan-in)), then the events: 7 % of bins hold 1 to 3."""
    random = torch.Generator().manual_seed(classifier.seed)
    weights = [6.352 * torch.randn(shape, generator=random) for shape in classifier.shapes]
    scores = []
    for shape in classifier.shapes:
        bound = 1 / math.sqrt(math.prod(shape[1:]))
        scores.append((bound * (2 * torch.rand(shape, generator=random) - 1)).requires_grad_())
    bins = (classifier.samples, STEPS, 2, 34, 34)
    present = torch.rand(bins, generator=random) < 0.07
    return weights, scores, present * torch.randint(1, 4, bins, generator=random).float()


def early_stops(output):
    """The first step whose running mean r has max softmax(r / 2) above the threshold, else the last; and the class there."""
    running = output.cumsum(1) / torch.arange(1, STEPS + 1).view(-1, 1)
    confidence = (running / 2).softmax(2).amax(2)
    for threshold in STOPS:
        steps = [next((t for t in range(STEPS) if row[t] > threshold), STEPS - 1) for row in confidence]
        yield f"stop.{threshold}.step", torch.tensor(steps)
        yield f"stop.{threshold}.class", torch.stack([running[n, t].argmax() for n, t in enumerate(steps)])


def make(classifier):
    weights, scores, inputs = draw(classifier)
    label = torch.tensor(LABELS[: classifier.samples])
    output, counts = run(classifier, inputs, weights, scores)
    after = [F.cross_entropy(output[:, :steps].mean(1), label) for steps in range(1, STEPS + 1)]
    losses = {"mean": after[-1], "running": sum(after) / STEPS}

    tensors = {"input": inputs, "label": label, "output": output}
    tensors |= {f"loss.{name}": loss for name, loss in losses.items()}
    tensors |= {f"layer{i}.spike_count": count for i, count in enumerate(counts)}
    for name, loss in losses.items():
        gradients = torch.autograd.grad(loss, scores, retain_graph=True)
        tensors |= {f"grad.{name}.score{i}": gradient for i, gradient in enumerate(gradients)}
    for i, (weight, score) in enumerate(zip(weights, scores)):
        tensors |= {f"weight{i}": weight, f"score{i}": score, f"mask{i}": mask(score)}
    tensors |= early_stops(output)
    metadata = {
        "network": classifier.name,
        "retain": RETAIN,
        "leaky_slope": SLOPE,
        "weight_scale": classifier.weight_scale,
        "sparsity": SPARSITY,
        "threshold": classifier.threshold,
    }
    return {name: tensor.detach().float().numpy() for name, tensor in tensors.items()}, metadata


if __name__ == "__main__":
    torch.set_num_threads(1)
    for each in (MLP, CONV):
        golden_file.write(pathlib.Path(sys.argv[1], f"prime_{each.name}.safetensors"), *make(each))
