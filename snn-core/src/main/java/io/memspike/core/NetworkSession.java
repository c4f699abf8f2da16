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
        float[] current = null; // from the last layer with weights
        SpikeList spikes = null; // of the last layer of neurons
        for (int i = 0; i < layers; i++) {
            final LayerSpec layer = network.layers().get(i);
            if (layer instanceof LayerSpec.Weighted) {
                current = addSynapses(i);
            } else if (layer instanceof LayerSpec.Lif lif) {
                spikes = addNeurons(i, lif, current);
            } else if (layer instanceof LayerSpec.AvgPool2d pool) {
                addPooling(i, pool, spikes);
            } else if (layer instanceof LayerSpec.Readout readout) {
                addReadout(i, readout, current);
            }
        }
    }

    private float[] addSynapses(int i) {
        final Synapses.Reader reader = network.synapses(i).open();
        final float[] current = new float[network.output(i).size() + Synapses.PADDING];
        stages.add(read -> {
            Arrays.fill(current, 0f);
            reader.accumulate(inputs[i], read, current);
        });
        return current;
    }

    private SpikeList addNeurons(int i, LayerSpec.Lif lif, float[] current) {
        final int n = network.output(i).size();
        final float[] potential = potentials[i] = new float[current.length];
        final SpikeList spikes = inputs[i + 1] = SpikeList.ofSpikes(n);
        stages.add(read -> spikes.fire(network.kernels(), lif, current, potential, n));
        return spikes;
    }

    private void addPooling(int i, LayerSpec.AvgPool2d pool, SpikeList spikes) {
        final AveragePooling pooling = new AveragePooling(pool.kernel(), network.input(i), network.kernels());
        final SpikeList pooled = inputs[i + 1] = new SpikeList(network.output(i).size());
        inputs[i] = null; // of layers with weights only
        stages.add(read -> pooling.pool(spikes, pooled));
    }

    private void addReadout(int i, LayerSpec.Readout readout, float[] current) {
        final float[] potential = potentials[i] = new float[current.length];
        stages.add(read -> integrate(readout.leakySlope(), current, potential));
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

    /**
     * The class with the largest mean; the first of equals.
     *
     * @throws ArithmeticException where a mean is not finite: no class is the largest then
     */
    public int decision() {
        int best = 0;
        for (int i = 0; i < mean.length; i++) {
            if (!Float.isFinite(mean[i])) {
                throw new ArithmeticException(
                        "read-out: expected finite potentials, found " + mean[i] + " of class " + i);
            }
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
