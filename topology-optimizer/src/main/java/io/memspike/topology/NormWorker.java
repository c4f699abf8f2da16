package io.memspike.topology;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import java.util.Arrays;

/** One thread's part in a {@link NormLayer}: sample by sample, the samples of a shard ascending. */
final class NormWorker {
    private final NormLayer layer;
    private final Synapses.Reader reader;
    private final SynapseGradient.Worker gradient;
    private final NeuronGradient neurons;
    private final ChannelSums sums;
    private final float[] delta; // ∂L/∂current, at one step
    private final float[] rest; // zeros
    private final float[] summed;
    private final float[][] potentials; // [step], of the sample whose neurons ran last
    private final SpikeList[] spikes; // [step], likewise
    private final float[][] inputGradients; // [step] (inputs + padding)

    NormWorker(NormLayer layer) {
        this.layer = layer;
        this.reader = layer.weights.synapses().open();
        this.gradient = layer.weights.gradients().open();
        this.neurons = NeuronGradient.of(layer.kernels);
        this.sums = new ChannelSums(layer.output.channels(), layer.mean);
        this.delta = new float[layer.size + Synapses.PADDING];
        this.rest = new float[layer.size];
        this.summed = new float[layer.size];
        this.potentials = new float[layer.steps][layer.size];
        this.inputGradients =
                new float[layer.steps][layer.weights.synapses().input().size() + Synapses.PADDING];
        this.spikes = new SpikeList[layer.steps];
        for (int t = 0; t < spikes.length; t++) {
            spikes[t] = SpikeList.ofSpikes(layer.size);
        }
    }

    /** Currents of one sample. */
    void currents(int shard, int sample, SpikeList[] entering) {
        sums.clear();
        final float[][] currents = layer.currents[sample];
        for (final float[] current : currents) {
            Arrays.fill(current, 0f);
        }
        reader.accumulate(entering, 0, currents);
        for (final float[] current : currents) {
            neurons.addSquares(current, sums, layer.size);
        }
        sums.addTo(layer.sums[shard]);
    }

    /** Neurons of one sample, from its currents: their spikes at each step, until the next call. Not to be modified. */
    SpikeList[] neurons(int sample) {
        for (int t = 0; t < layer.steps; t++) {
            spikes[t].fire(
                    layer.kernels,
                    layer.lif,
                    layer.batchNorm,
                    current(sample, t),
                    t == 0 ? rest : potentials[t - 1],
                    potentials[t],
                    layer.size);
        }
        return spikes;
    }

    private float[] current(int sample, int t) {
        return layer.currents[sample][Math.min(t, layer.storedSteps - 1)];
    }

    /**
     * Backward through the neurons of the sample whose {@link #neurons} ran last.
     *
     * @param spikeGradients ∂L/∂spike, [step] (≥ size). Not modified.
     */
    void neuronsBackward(int shard, int sample, float[][] spikeGradients) {
        sums.clear();
        for (int t = layer.steps - 1; t >= 0; t--) {
            neuronsBackward(sample, t, spikeGradients[t], 1f);
        }
        sums.addTo(layer.sums[shard]);
    }

    /** The same where the gradients of all steps are one, times a factor each. */
    void neuronsBackward(int shard, int sample, float[] spikeGradient, float[] factors) {
        sums.clear();
        for (int t = layer.steps - 1; t >= 0; t--) {
            neuronsBackward(sample, t, spikeGradient, factors[t]);
        }
        sums.addTo(layer.sums[shard]);
    }

    private void neuronsBackward(int sample, int t, float[] spikeGradient, float factor) {
        final float[][] deltas = layer.deltas[sample];
        final float[] later = t == layer.steps - 1 ? rest : deltas[t + 1];
        final float[] current = current(sample, t);
        neurons.backward(layer.lif, potentials[t], spikeGradient, factor, later, deltas[t], current, sums, layer.size);
    }

    /**
     * Backward through norm and synapses of one sample.
     *
     * @param entering what entered at each step. Not modified.
     * @return ∂L/∂spike of every input, [step] (≥ inputs), until the next call
     */
    float[][] synapsesBackward(int shard, int sample, SpikeList[] entering) {
        gradient.begin(shard, sample);
        for (int t = layer.steps - 1; t >= 0; t--) {
            neurons.normBackward(layer.factors, layer.deltas[sample][t], layer.currents[sample][t], delta, layer.size);
            if (gradient instanceof LinearGradient.Worker) {
                gradient.step(t, entering[t], delta, null);
            } else {
                Arrays.fill(inputGradients[t], 0f);
                gradient.step(t, entering[t], delta, inputGradients[t]);
            }
        }
        if (gradient instanceof LinearGradient.Worker linear) {
            linear.inputGradients(inputGradients);
        }
        gradient.end();
        return inputGradients;
    }

    /** The same where nobody asks for the gradient of the input. */
    void weightsBackward(int shard, int sample, SpikeList[] entering) {
        gradient.begin(shard, sample);
        if (layer.storedSteps < layer.steps) {
            constantBackward(sample, entering[0]);
        } else {
            for (int t = layer.steps - 1; t >= 0; t--) {
                neurons.normBackward(
                        layer.factors, layer.deltas[sample][t], layer.currents[sample][t], delta, layer.size);
                gradient.step(t, entering[t], delta, null);
            }
        }
        gradient.end();
    }

    /** Where all steps have the same input, the sum of their gradients goes through the synapses once. */
    private void constantBackward(int sample, SpikeList entering) {
        Arrays.fill(summed, 0f);
        for (int t = 0; t < layer.steps; t++) {
            neurons.normBackward(layer.factors, layer.deltas[sample][t], layer.currents[sample][0], delta, layer.size);
            for (int i = 0; i < layer.size; i++) {
                summed[i] += delta[i];
            }
        }
        System.arraycopy(summed, 0, delta, 0, layer.size);
        gradient.step(0, entering, delta, null);
    }
}
