package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.SpikeList;

/**
 * What the forward pass of one sample leaves for the backward pass: at each step the spikes into every layer with weights
 * and the potentials of every layer of neurons. Reused from sample to sample; one per thread.
 */
final class Tape {
    private final SpikeList[][] spikes; // [layer][step]
    private final float[][][] potentials; // [layer][step][neuron]
    private final float[][] readout; // [step][class]

    Tape(Network network, int steps) {
        final int layers = network.layers().size();
        spikes = new SpikeList[layers][];
        potentials = new float[layers][][];
        readout = new float[steps][network.classes()];
        for (int i = 0; i < layers; i++) {
            final LayerSpec layer = network.layers().get(i);
            if (layer instanceof LayerSpec.Weighted) {
                spikes[i] = new SpikeList[steps];
                for (int t = 0; t < steps; t++) {
                    spikes[i][t] = new SpikeList(network.input(i).size());
                }
            } else if (layer instanceof LayerSpec.Lif) {
                potentials[i] = new float[steps][network.output(i).size()];
            }
        }
    }

    int steps() {
        return readout.length;
    }

    /** Takes down the step that the session has just made. */
    void record(NetworkSession session, int t) {
        for (int i = 0; i < spikes.length; i++) {
            if (spikes[i] != null) {
                spikes[i][t].copyFrom(session.spikesInto(i));
            }
            if (potentials[i] != null) {
                System.arraycopy(session.potential(i), 0, potentials[i][t], 0, potentials[i][t].length);
            }
        }
        System.arraycopy(session.readout(), 0, readout[t], 0, readout[t].length);
    }

    SpikeList spikes(int layer, int t) {
        return spikes[layer][t];
    }

    float[] potential(int layer, int t) {
        return potentials[layer][t];
    }

    float[][] readout() {
        return readout;
    }
}
