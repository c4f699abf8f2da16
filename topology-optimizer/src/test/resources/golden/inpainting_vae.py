"""Writes inpainting_vae.safetensors: a small spiking auto-encoder that paints in a hole, its losses and all gradients.

Run:  python3 inpainting_vae.py DIRECTORY      needs PyTorch

Every layer but the last is weights and bias, a batch norm over samples, positions and steps, and neurons:
  norm:    alpha threshold (x - mean) / sqrt(var + epsilon) gamma + beta;   alpha = 2 in posterior and prior, else 1
  neuron:  u <- retain u (1 - spike) + x,   spike = u > threshold, whose gradient is 1 where |u| < 0.5
The encoder's spikes h give the posterior q(z_t | h up to t, z before t); the prior is p(z_t | z before t). Each z is one
of k spikes, which `pick` names. Of z the decoder makes x_t at each step, and the picture is tanh(sum 0.8^(T-1-t) x_t).
Loss: mean squared error + mean((psp(q averaged over k) - psp(p averaged over k))^2),   psp: s <- s + (x - s) / 2.
`z_previous` is z one step later, drawn beforehand without a gradient; each prefix is normalised by itself there. The
order of the random draws is part of the definition. Shapes: [samples, channels, (height, width,) steps].
"""
import math
import pathlib
import sys
from typing import NamedTuple

import torch
import torch.nn.functional as F

import golden_file
from prime import mask, straight_through

SAMPLES, CHANNELS, LATENT, K, STEPS, SIZE, HOLE = 2, 6, 8, 3, 5, 16, slice(6, 10)
THRESHOLD, RETAIN, WINDOW, WEIGHT_SCALE, EPSILON = 0.2, 0.25, 0.5, 0.003, 1e-5
MEMBRANE_TAU, PSP_TAU, HEAD_ALPHA = 0.8, 2.0, 2.0
FLAT = CHANNELS * (SIZE // 8) ** 2  # what three strides of 2 leave


class Layer(NamedTuple):
    name: str
    shape: tuple  # of the weights; those of transposed convolutions are [in, out, 3, 3]
    fan_in: int
    outputs: int
    is_pruned: bool = True  # else its weights are trained
    has_norm: bool = True


def convolution(name, inputs, outputs):
    return Layer(name, (outputs, inputs, 3, 3), inputs * 9, outputs)


def transposed(name, outputs, has_norm=True):
    return Layer(name, (CHANNELS, outputs, 3, 3), CHANNELS * 9, outputs, has_norm=has_norm)


def linear(name, inputs, outputs, is_pruned=True):
    return Layer(name, (outputs, inputs), inputs, outputs, is_pruned)


def head(name, *sizes):
    return [linear(f"{name}{i}", *pair, is_pruned=False) for i, pair in enumerate(zip(sizes, sizes[1:]))]


LAYERS = [
    *(convolution(f"encoder{i}", 1 if i == 0 else CHANNELS, CHANNELS) for i in range(3)),
    linear("latent", FLAT, LATENT),
    *head("posterior", 2 * LATENT, 4 * LATENT, 2 * LATENT, K * LATENT),
    *head("prior", LATENT, 2 * LATENT, 4 * LATENT, K * LATENT),
    linear("decoder_input", LATENT, FLAT),
    *(transposed(f"decoder{i}", CHANNELS) for i in range(3)),
    transposed("output", 1, has_norm=False),
]


def draw_parameters():
    """Layer by layer: weights and scores, or the trained weights alone; bias; gamma and beta. By name, in that order."""
    random = torch.Generator().manual_seed(77)

    def uniform(shape):
        return 2 * torch.rand(shape, generator=random) - 1

    def normal(shape, deviation):
        return deviation * torch.randn(shape, generator=random)

    parameters = {}
    for layer in LAYERS:
        if layer.is_pruned:
            parameters[f"{layer.name}.weight"] = normal(layer.shape, 6.91593)
            parameters[f"{layer.name}.score"] = (uniform(layer.shape) / math.sqrt(layer.fan_in)).requires_grad_()
        else:
            parameters[f"{layer.name}.weight"] = (uniform(layer.shape) / math.sqrt(layer.fan_in)).requires_grad_()
        parameters[f"{layer.name}.bias"] = (0.1 * uniform(layer.outputs)).requires_grad_()
        if layer.has_norm:
            parameters[f"{layer.name}.gamma"] = (1 + normal(layer.outputs, 0.2)).requires_grad_()
            parameters[f"{layer.name}.beta"] = normal(layer.outputs, 0.05).requires_grad_()
    return parameters


def normalise(x, gamma, beta, alpha):
    over = [dimension for dimension in range(x.dim()) if dimension != 1]
    of_channel = [-1] + [1] * (x.dim() - 2)
    centred = x - x.mean(over, keepdim=True)
    deviation = torch.sqrt(x.var(over, unbiased=False, keepdim=True) + EPSILON)
    return alpha * THRESHOLD * centred / deviation * gamma.view(of_channel) + beta.view(of_channel)


def fire(x):
    potential = spike = torch.zeros(())
    spikes = []
    for current in x.unbind(-1):
        potential = RETAIN * potential * (1 - spike) + current
        spike = straight_through(potential > THRESHOLD, potential.clamp(-WINDOW, WINDOW))
        spikes.append(spike)
    return torch.stack(spikes, -1)


def psp(x):
    state, states = torch.zeros(()), []
    for value in x.unbind(-1):
        state = state + (value - state) / PSP_TAU
        states.append(state)
    return torch.stack(states, -1)


class AutoEncoder:
    def __init__(self, parameters):
        self.parameters = parameters

    def affine(self, name, x, function, **options):
        """The weights and bias of a layer, on every step by itself."""
        weight = self.parameters[f"{name}.weight"]
        if f"{name}.score" in self.parameters:
            weight = weight * WEIGHT_SCALE * mask(self.parameters[f"{name}.score"])
        bias = self.parameters[f"{name}.bias"]
        return torch.stack([function(step, weight, bias, **options) for step in x.unbind(-1)], -1)

    def layer(self, name, x, function, alpha=1.0, **options):
        gamma, beta = self.parameters[f"{name}.gamma"], self.parameters[f"{name}.beta"]
        return fire(normalise(self.affine(name, x, function, **options), gamma, beta, alpha))

    def encode(self, x):
        """Returns the spikes of the three convolutions and of the latent layer."""
        stages = []
        for i in range(3):
            x = self.layer(f"encoder{i}", x, F.conv2d, stride=2, padding=1)
            stages.append(x)
        return stages + [self.layer("latent", x.flatten(1, 3), F.linear)]

    def head(self, name, x):
        for i in range(3):
            x = self.layer(f"{name}{i}", x, F.linear, alpha=HEAD_ALPHA)
        return x

    def posterior(self, encoded, z_before):
        return self.head("posterior", torch.cat([encoded, z_before], 1))

    def decode(self, z):
        x = self.layer("decoder_input", z, F.linear).unflatten(1, (CHANNELS, SIZE // 8, SIZE // 8))
        for i in range(3):
            x = self.layer(f"decoder{i}", x, F.conv_transpose2d, stride=2, padding=1, output_padding=1)
        x = self.affine("output", x, F.conv_transpose2d, padding=1)
        return torch.tanh((x * MEMBRANE_TAU ** torch.arange(STEPS - 1.0, -1.0, -1.0)).sum(-1))


def by_latent(q):
    return q.unflatten(1, (LATENT, K))


def picked(q, pick):
    return by_latent(q).gather(2, pick.unsqueeze(2)).squeeze(2)


def one_step_later(z):
    return F.pad(z[..., :-1], (1, 0))


@torch.no_grad()
def draw_z_previous(model, encoded, pick):
    z = torch.zeros((SAMPLES, LATENT, 0))
    for steps in range(1, STEPS):
        q = model.posterior(encoded[..., :steps], F.pad(z, (1, 0)))[..., -1:]
        z = torch.cat([z, picked(q, pick[..., steps - 1 : steps])], -1)
    return F.pad(z, (1, 0))


def make():
    parameters = draw_parameters()
    model = AutoEncoder(parameters)
    random = torch.Generator().manual_seed(5)
    image = 2 * torch.rand((SAMPLES, 1, SIZE, SIZE), generator=random) - 1
    pick = torch.randint(0, K, (SAMPLES, LATENT, STEPS), generator=random)
    masked_image = image.clone()
    masked_image[..., HOLE, HOLE] = -1

    *convolutions, encoded = model.encode(torch.stack([masked_image] * STEPS, -1))
    z_previous = draw_z_previous(model, encoded, pick)
    posterior = model.posterior(encoded, z_previous)
    z = picked(posterior, pick)
    prior = model.head("prior", one_step_later(z.detach()))
    reconstruction = model.decode(z)

    error = F.mse_loss(reconstruction, image)
    mmd = (psp(by_latent(posterior).mean(2)) - psp(by_latent(prior).mean(2))).square().mean()
    loss = error + mmd
    learnt = {name: parameter for name, parameter in parameters.items() if parameter.requires_grad}
    gradients = torch.autograd.grad(loss, list(learnt.values()))

    tensors = {"image": image, "masked_image": masked_image, "pick": pick, "z_previous": z_previous, "z": z}
    tensors |= {"posterior": posterior, "prior": prior, "reconstruction": reconstruction}
    tensors |= {"loss": loss, "loss.reconstruction": error, "loss.mmd": mmd}
    tensors |= {f"encoder{i}.rate": spikes.mean() for i, spikes in enumerate(convolutions)}
    tensors |= {"latent.spikes": encoded}
    tensors |= {f"grad.{name}": gradient for name, gradient in zip(learnt, gradients)}
    tensors |= parameters
    metadata = {
        "threshold": THRESHOLD,
        "retain": RETAIN,
        "window": WINDOW,
        "weight_scale": WEIGHT_SCALE,
        "sparsity": 0.5,
        "latent": LATENT,
        "k": K,
        "steps": STEPS,
        "membrane_tau": MEMBRANE_TAU,
        "psp_tau": PSP_TAU,
        "batch_norm_eps": EPSILON,
        "posterior_alpha": HEAD_ALPHA,
    }
    return {name: tensor.detach().float().numpy() for name, tensor in tensors.items()}, metadata


if __name__ == "__main__":
    torch.set_num_threads(1)
    golden_file.write(pathlib.Path(sys.argv[1], "inpainting_vae.safetensors"), *make())
