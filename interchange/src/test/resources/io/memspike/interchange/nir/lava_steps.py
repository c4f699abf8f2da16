"""Writes lava_lif.csv, lava_loop.csv and lava_loop_bias.csv beside itself: 1,000 steps of Lava's and lava-dl's own neurons.

Needs lava-nc and lava-dl, with what they need. Rows: two inputs, three potentials after the reset, three spikes.
"""

import pathlib

import lava.lib.dl.slayer.neuron.cuba as cuba
import lava.lib.dl.slayer.utils.recurrent as recurrent
import numpy as np
import torch
from lava.lib.dl.slayer.synapse.layer import Dense as TrainedDense
from lava.magma.core.run_conditions import RunSteps
from lava.magma.core.run_configs import Loihi2SimCfg
from lava.proc.dense.process import Dense
from lava.proc.io.source import RingBuffer
from lava.proc.lif.process import LIF
from lava.proc.monitor.process import Monitor

HERE = pathlib.Path(__file__).parent
STEPS = 1000
DT = 1e-3
X = (np.random.default_rng(159).random((2, STEPS)) < 0.3).astype(float)
W = np.array([[1.5, -0.75], [0.5, 1.25], [0.25, 0.625]])
LOOP = np.array([[0.5, -1.0, 0.25], [0.75, -0.5, 0.0], [-1.25, 0.5, 1.0]])
LEAK = np.array([0.125, -0.25, 0.75])


def steps(weights, lif, loop=None):
    """Potentials and spikes of Lava's process in floating point."""
    source = RingBuffer(data=weights @ X)
    source.s_out.connect(lif.a_in)
    if loop is not None:
        dense = Dense(weights=loop)
        lif.s_out.connect(dense.s_in)
        dense.a_out.connect(lif.a_in)
    potentials, spikes = Monitor(), Monitor()
    potentials.probe(lif.v, STEPS)
    spikes.probe(lif.s_out, STEPS)
    lif.run(condition=RunSteps(num_steps=STEPS), run_cfg=Loihi2SimCfg(select_tag="floating_pt"))
    found = [next(iter(next(iter(m.get_data().values())).values())) for m in (potentials, spikes)]
    lif.stop()
    return found


def trained_steps(weights, loop, bias, synapse, membrane, threshold):
    """The same of lava-dl's neurons, which have a bias in the loop; states in steps of 2^-24."""
    neuron = cuba.Neuron(
        threshold=threshold,
        current_decay=synapse,
        voltage_decay=membrane,
        scale=1 << 18,
        shared_param=True,
        persistent_state=True,
    )
    dense = TrainedDense(in_neurons=3, out_neurons=3, weight_scale=1, weight_norm=False, pre_hook_fx=None)
    dense.weight = torch.nn.Parameter(torch.tensor(loop, dtype=torch.float32).reshape(dense.weight.shape))
    dense.bias = torch.nn.Parameter(torch.tensor(bias, dtype=torch.float32))
    potentials, dynamics = [], neuron.dynamics

    def watched(z):
        current, voltage = dynamics(z)
        potentials.append(voltage.detach().clone())
        return current, voltage

    neuron.dynamics = watched
    with torch.no_grad():
        z = torch.tensor(weights @ X, dtype=torch.float32)[None]
        spikes = recurrent.custom_recurrent_ground_truth_1(z, neuron, dense)[0]
    potential = torch.cat(potentials, -1)[0]
    return (potential * (spikes == 0)).numpy().T, spikes.numpy().T


def write(name, potentials, spikes):
    with open(HERE / name, "w") as file:
        for t in range(STEPS):
            row = [str(int(x)) for x in X[:, t]]
            row += [f"{v:.7g}" if v else "0" for v in potentials[t]]
            row += [str(int(s)) for s in spikes[t]]
            file.write(",".join(row) + "\n")


if __name__ == "__main__":
    share = DT / 0.016
    r = np.array([4.0, 3.0, 2.5])
    write(
        "lava_lif.csv",
        *steps(W * (share * r)[:, None], LIF(shape=(3,), du=1.0, dv=share, vth=0.9, bias_mant=share * LEAK)),
    )
    synapse, membrane = DT / 0.008, DT / 0.032
    gain = synapse * 2.0 * membrane * 6.0
    write(
        "lava_loop.csv",
        *steps(W * gain, LIF(shape=(3,), du=synapse, dv=membrane, vth=0.75, bias_mant=membrane * LEAK), LOOP * gain),
    )
    bias = np.array([0.3, -0.2, 0.5]) * gain
    write("lava_loop_bias.csv", *trained_steps(W * gain, LOOP * gain, bias, synapse, membrane, 0.75))
