package io.memspike.topology;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import java.util.Arrays;

/** One thread's part in a {@link NormLayer}: sample by sample, the samples of a shard ascending. */
final class NormWorker {
    private final NormLayer layer;
    private final Synapses.Reader reader;
    private final SynapseGradient.Worker gradient;
    private final ChannelSums sums;
    private final float[] input; // of neurons, at one step
    private final float[] delta; // ∂L/∂current, at one step
    private final float[] rest; // zeros
    private final float[] scaled;
    private final float[][] potentials; // [step], of the sample whose neurons ran last
    private final SpikeList[] spikes; // [step], likewise
    private final float[][] inputGradients; // [step] (inputs + padding)

    NormWorker(NormLayer layer) {
        this.layer = layer;
        this.reader = layer.weights.synapses().open();
        this.gradient = layer.weights.gradients().open();
        this.sums = new ChannelSums(layer.output.channels());
        this.input = new float[layer.size];
        this.delta = new float[layer.size + Synapses.PADDING];
        this.rest = new float[layer.size];
        this.scaled = new float[layer.size];
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
        for (int t = 0; t < layer.storedSteps; t++) {
            final float[] current = layer.currents[sample][t];
            Arrays.fill(current, 0f);
            reader.accumulate(entering[t], 0, current);
            sums.addSquares(current, layer.size);
        }
        sums.addTo(layer.sums[shard]);
    }

    /** Neurons of one sample, from its currents: their spikes at each step, until the next call. Not to be modified. */
    SpikeList[] neurons(int sample) {
        for (int t = 0; t < layer.steps; t++) {
            if (t < layer.storedSteps) {
                layer.batchNorm.apply(layer.currents[sample][t], input, layer.size);
            }
            if (t == 0) {
                Arrays.fill(potentials[0], 0f);
            } else {
                System.arraycopy(potentials[t - 1], 0, potentials[t], 0, layer.size);
            }
            spikes[t].fire(layer.kernels, layer.lif, input, potentials[t], layer.size);
        }
        return spikes;
    }

    /**
     * Backward through the neurons of the sample whose {@link #neurons} ran last.
     *
     * @param spikeGradients ∂L/∂spike, [step] (≥ size). Not modified.
     */
    void neuronsBackward(NeuronGradient neurons, int shard, int sample, float[][] spikeGradients) {
        sums.clear();
        for (int t = layer.steps - 1; t >= 0; t--) {
            neuronsBackward(neurons, sample, t, spikeGradients[t]);
        }
        sums.addTo(layer.sums[shard]);
    }

    /** The same where the gradients of all steps are one, times a factor each. */
    void neuronsBackward(NeuronGradient neurons, int shard, int sample, float[] spikeGradient, float[] factors) {
        sums.clear();
        for (int t = layer.steps - 1; t >= 0; t--) {
            final float factor = factors[t];
            for (int i = 0; i < layer.size; i++) {
                scaled[i] = factor * spikeGradient[i];
            }
            neuronsBackward(neurons, sample, t, scaled);
        }
        sums.addTo(layer.sums[shard]);
    }

    private void neuronsBackward(NeuronGradient neurons, int sample, int t, float[] spikeGradient) {
        final float[][] deltas = layer.deltas[sample];
        final float[] later = t == layer.steps - 1 ? rest : deltas[t + 1];
        neurons.backward(layer.lif, potentials[t], spikeGradient, 0f, later, deltas[t], layer.size);
        final float[] current = layer.currents[sample][Math.min(t, layer.storedSteps - 1)];
        sums.addProducts(deltas[t], current, layer.mean, layer.size);
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
            normBackward(sample, t);
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
                normBackward(sample, t);
                gradient.step(t, entering[t], delta, null);
            }
        }
        gradient.end();
    }

    private void normBackward(int sample, int t) {
        final float[] of = layer.deltas[sample][t];
        final float[] current = layer.currents[sample][t];
        final float[] a = layer.ofDelta;
        final float[] b = layer.ofCurrent;
        final float[] c = layer.constant;
        for (int start = 0; start < layer.size; start += a.length) {
            final int run = Math.min(a.length, layer.size - start);
            for (int i = 0; i < run; i++) {
                delta[start + i] = a[i] * of[start + i] + (b[i] * current[start + i] + c[i]);
            }
        }
    }

    /** Where all steps have the same input, the sum of their gradients goes through the synapses once. */
    private void constantBackward(int sample, SpikeList entering) {
        final float[][] of = layer.deltas[sample];
        System.arraycopy(of[0], 0, scaled, 0, layer.size);
        for (int t = 1; t < layer.steps; t++) {
            final float[] step = of[t];
            for (int i = 0; i < layer.size; i++) {
                scaled[i] += step[i];
            }
        }
        final float[] current = layer.currents[sample][0];
        final float[] a = layer.ofDelta;
        final float[] b = layer.ofCurrent;
        final float[] c = layer.constant;
        final float steps = layer.steps;
        for (int start = 0; start < layer.size; start += a.length) {
            final int run = Math.min(a.length, layer.size - start);
            for (int i = 0; i < run; i++) {
                delta[start + i] = a[i] * scaled[start + i] + steps * (b[i] * current[start + i] + c[i]);
            }
        }
        gradient.step(0, entering, delta, null);
    }
}
