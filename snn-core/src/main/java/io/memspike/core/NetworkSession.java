package io.memspike.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One stream of inferences through a network: membrane potentials, currents and spikes. {@link #step} allocates nothing.
 * One session per thread.
 *
 * <pre>{@code
 * session.reset(sample);
 * for (int t = 0; t < frames.steps() && !policy.isDecided(session.mean()); t++) {
 *     session.step(frames.step(t));
 * }
 * }</pre>
 */
public final class NetworkSession {
    /** Steps of one sample that reads are numbered for: read = sample · this + step. */
    private static final long READS_PER_SAMPLE = 1L << 20;

    private final Network network;
    private final List<Stage> stages = new ArrayList<>();
    private final SpikeList[] inputs; // of layers with weights
    private final float[][] potentials; // of layers with neurons
    private final float[] sum;
    private final float[] mean;
    private long sample;
    private int steps;

    /** One layer's work in one step. */
    @FunctionalInterface
    private interface Stage {
        void run(long read);
    }

    NetworkSession(Network network) {
        this.network = network;
        final int layers = network.layers().size();
        inputs = new SpikeList[layers];
        potentials = new float[layers][];
        sum = new float[network.classes()];
        mean = new float[network.classes()];
        float[] signal = null; // what the layer before leaves: a current or spikes
        for (int i = 0; i < layers; i++) {
            signal = addStage(i, network.layers().get(i), signal);
        }
    }

    /** Returns what the layer leaves, or null where that is a list already. */
    private float[] addStage(int i, LayerSpec layer, float[] signal) {
        if (layer instanceof LayerSpec.AvgPool2d pool) {
            final AveragePooling pooling = new AveragePooling(pool.kernel(), network.input(i));
            final SpikeList pooled =
                    inputs[i + 1] = new SpikeList(network.output(i).size());
            stages.add(read -> pooling.pool(signal, pooled));
            return null;
        }
        final float[] result = new float[network.output(i).size() + Synapses.PADDING];
        if (layer instanceof LayerSpec.Weighted) {
            addSynapses(i, signal, result);
        } else if (layer instanceof LayerSpec.Lif lif) {
            final float[] potential = potentials[i] = new float[result.length];
            final int n = network.output(i).size();
            stages.add(read -> network.kernels().lif(lif, signal, potential, result, n));
        } else if (layer instanceof LayerSpec.Readout readout) {
            potentials[i] = result;
            stages.add(read -> integrate(readout.leakySlope(), signal, result));
        }
        return result;
    }

    private void addSynapses(int i, float[] signal, float[] current) {
        final Synapses.Reader reader = network.synapses(i).open();
        final int size = network.input(i).size();
        final boolean compacts = signal != null; // else the input, or pooling, is a list already
        if (compacts) {
            inputs[i] = new SpikeList(size);
        }
        stages.add(read -> {
            if (compacts) {
                inputs[i].compact(signal, size);
            }
            Arrays.fill(current, 0f);
            reader.accumulate(inputs[i], read, current);
        });
    }

    private void integrate(float slope, float[] current, float[] potential) {
        for (int i = 0; i < sum.length; i++) {
            final float x = potential[i] + current[i];
            potential[i] = x > 0f ? x : slope * x;
            sum[i] += potential[i];
            mean[i] = sum[i] / (steps + 1);
        }
    }

    /** Forgets everything; {@code sampleNumber} names the sample for read noise. */
    public void reset(long sampleNumber) {
        for (final float[] potential : potentials) {
            if (potential != null) {
                Arrays.fill(potential, 0f);
            }
        }
        Arrays.fill(sum, 0f);
        Arrays.fill(mean, 0f);
        sample = sampleNumber;
        steps = 0;
    }

    /** One time step: {@code input} holds the active inputs, ascending. Not modified, and not to be while stepping. */
    public void step(SpikeList input) {
        inputs[0] = input;
        final long read = sample * READS_PER_SAMPLE + steps;
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).run(read);
        }
        steps++;
    }

    /** Steps since the last reset. */
    public int steps() {
        return steps;
    }

    /** Read-out potential m after the last step: (≥ classes). Not to be modified. */
    public float[] readout() {
        return potentials[potentials.length - 1];
    }

    /** Mean of m over the steps so far, the network's answer: (classes); zeros before the first step. Not to be modified. */
    public float[] mean() {
        return mean;
    }

    /** The class with the largest mean; the first of equals. */
    public int decision() {
        int best = 0;
        for (int i = 1; i < mean.length; i++) {
            best = mean[i] > mean[best] ? i : best;
        }
        return best;
    }

    /** Spikes that entered a layer with weights in the last step. Not to be modified. */
    public SpikeList spikesInto(int layer) {
        return inputs[layer];
    }

    /** Membrane potentials of a layer of neurons after the last step: (≥ neurons), channel-last. Not to be modified. */
    public float[] potential(int layer) {
        return potentials[layer];
    }

    /** Synaptic operations of the last step over all layers. */
    public long synapticOperations() {
        long operations = 0;
        for (int i = 0; i < inputs.length; i++) {
            operations += inputs[i] == null ? 0 : network.synapses(i).operations(inputs[i]);
        }
        return operations;
    }
}
