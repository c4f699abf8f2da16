package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import java.util.Arrays;
import java.util.List;

/**
 * Back-propagation through time of one sample, layer by layer from the last step to the first. One per thread.
 */
final class BackwardPass {
    private final List<LayerSpec> layers;
    private final Shape[] outputs;
    private final NeuronGradient neurons;
    private final SynapseGradient.Worker[] synapses;
    /** ∂L/∂(output of layer) at the step at hand: spikes, pooled spikes, or for synapses and neurons ∂L/∂current. */
    private final float[][] gradients;
    /** ∂L/∂(current into neurons), of the step after on entry and of the step at hand on exit. */
    private final float[][] deltas;
    /** What a spike adds to the loss, by layer. */
    private final float[] spikeCosts;

    /** {@code spikePenalty} is what firing at every one of {@code steps} steps would add to the loss, layer by layer. */
    BackwardPass(
            Network network,
            List<SynapseGradient> synapseGradients,
            NeuronGradient neurons,
            double spikePenalty,
            int steps) {
        this.neurons = neurons;
        layers = network.layers();
        outputs = new Shape[layers.size()];
        synapses = new SynapseGradient.Worker[layers.size()];
        gradients = new float[layers.size()][];
        deltas = new float[layers.size()][];
        spikeCosts = new float[layers.size()];
        for (int i = 0; i < layers.size(); i++) {
            outputs[i] = network.output(i);
            spikeCosts[i] = (float) (spikePenalty / ((double) steps * outputs[i].size()));
            final int length = outputs[i].size() + Synapses.PADDING;
            if (layers.get(i) instanceof LayerSpec.Weighted) {
                synapses[i] = synapseGradients.get(i).open();
            } else {
                gradients[i] = new float[length];
                deltas[i] = layers.get(i) instanceof LayerSpec.AvgPool2d ? null : new float[length];
            }
        }
    }

    /**
     * Adds one sample's weight gradients.
     *
     * @param tape the sample's forward pass. Not modified.
     * @param lossGradient ∂L/∂m, (steps, classes). Not modified.
     * @param shard the sample's part of the batch
     * @param sample the sample's number in the batch
     */
    void run(Tape tape, float[][] lossGradient, int shard, int sample) {
        for (final SynapseGradient.Worker worker : synapses) {
            if (worker != null) {
                worker.begin(shard, sample);
            }
        }
        for (final float[] delta : deltas) {
            if (delta != null) {
                Arrays.fill(delta, 0f);
            }
        }
        for (int t = tape.steps() - 1; t >= 0; t--) {
            for (int i = layers.size() - 1; i >= 0; i--) {
                backward(i, t, tape, lossGradient[t]);
            }
        }
        for (final SynapseGradient.Worker worker : synapses) {
            if (worker != null) {
                worker.end();
            }
        }
    }

    private void backward(int i, int t, Tape tape, float[] lossGradient) {
        final LayerSpec layer = layers.get(i);
        if (layer instanceof LayerSpec.Readout readout) {
            readout(readout.leakySlope(), tape.readout()[t], lossGradient, deltas[i]);
        } else if (layer instanceof LayerSpec.Weighted) {
            final float[] inputGradient = i == 0 ? null : gradients[i - 1];
            if (inputGradient != null) {
                Arrays.fill(inputGradient, 0f);
            }
            synapses[i].step(t, tape.spikes(i, t), deltas[i + 1], inputGradient);
        } else if (layer instanceof LayerSpec.AvgPool2d pool) {
            spread(pool.kernel(), gradients[i], outputs[i], gradients[i - 1], outputs[i - 1]);
        } else if (layer instanceof LayerSpec.Lif lif) {
            neurons.backward(
                    lif, tape.potential(i, t), gradients[i], spikeCosts[i], deltas[i], deltas[i], outputs[i].size());
        }
    }

    private static void readout(float slope, float[] m, float[] lossGradient, float[] delta) {
        for (int c = 0; c < m.length; c++) {
            delta[c] = (delta[c] + lossGradient[c]) * (m[c] > 0f ? 1f : slope);
        }
    }

    /** Average pooling backward: every element of a square gets its share; one row is made, the others are copies. */
    private static void spread(int kernel, float[] pooled, Shape from, float[] spikes, Shape to) {
        final int channels = from.channels();
        final int rowLength = to.width() * channels;
        final float share = 1f / (kernel * kernel);
        for (int y = 0; y < from.height(); y++) {
            final int first = y * kernel * rowLength;
            for (int x = 0; x < from.width(); x++) {
                final int source = from.index(0, y, x);
                final int target = first + x * kernel * channels;
                for (int c = 0; c < channels; c++) {
                    spikes[target + c] = share * pooled[source + c];
                }
                for (int column = 1; column < kernel; column++) {
                    System.arraycopy(spikes, target, spikes, target + column * channels, channels);
                }
            }
            for (int row = 1; row < kernel; row++) {
                System.arraycopy(spikes, first, spikes, first + row * rowLength, rowLength);
            }
        }
    }
}
