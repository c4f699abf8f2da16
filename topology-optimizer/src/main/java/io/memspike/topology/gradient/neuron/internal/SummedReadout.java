package io.memspike.topology.gradient.neuron.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.matrix.SynapseGradient;
import java.util.Arrays;

/**
 * Weights, an integrator and a function behind them, of which the last step alone matters: what leads there is linear, so the
 * spikes of all steps go through the weights at once, each weighted as its step will be, and the gradient comes back once.
 */
public final class SummedReadout {
    private final Activation activation;
    private final Trace spikes;
    private final GradientContext context;
    private final SynapseGradient.Worker synapses;
    private final boolean hasBias;
    private final float[] weightOfStep; // retain^(steps − 1 − t)
    private final float[] weighted; // spikes, weighted by step
    private final SpikeList weightedList;
    private final float[] values; // current, then ∂L/∂current
    private final float[] inputGradient;
    private final double[] sums; // of ∂L/∂current, by channel
    private int shard;

    /** The read-out of a node with weights that takes {@code spikes}. */
    public SummedReadout(Integrator integrator, Activation activation, boolean hasBias, GradientContext context) {
        this.activation = activation;
        this.context = context;
        this.spikes = context.active(0);
        this.synapses = context.synapses();
        this.hasBias = hasBias;
        final int inputs = spikes.shape().size();
        this.weightOfStep = new float[spikes.steps()];
        float weight = 1;
        for (int t = weightOfStep.length - 1; t >= 0; t--) {
            weightOfStep[t] = weight;
            weight *= integrator.retain();
        }
        this.weighted = new float[inputs];
        this.weightedList = new SpikeList(inputs);
        this.values = new float[context.output().size() + Synapses.PADDING];
        this.inputGradient = new float[inputs + Synapses.PADDING];
        this.sums = new double[context.output().channels()];
        spikes.shareGradient(inputGradient, weightOfStep);
    }

    /** Begins a sample. */
    public void begin(int ofBatch, int sample) {
        shard = ofBatch;
        synapses.begin(ofBatch, sample);
    }

    /**
     * The squared error of a sample, and all the way back to the spikes.
     *
     * @param target (size). Not modified.
     * @param weights how much each difference counts (size), or null where all count alike. Not modified.
     * @return the mean of squared differences
     */
    public double squaredError(float[] target, float[] weights) {
        weigh(context.kernels());
        Arrays.fill(values, 0f);
        context.reader().accumulate(weightedList, 0, values);
        float biasWeight = 0;
        for (final float weight : weightOfStep) {
            biasWeight += weight;
        }
        final float[] bias = hasBias ? context.tensor("bias") : new float[sums.length];
        Arrays.fill(sums, 0);
        double loss = 0;
        for (int i = 0; i < target.length; i++) {
            final int channel = i % sums.length;
            final double x = (double) values[i] + biasWeight * bias[channel];
            final double output = activation.at(x);
            final double difference = output - target[i];
            final double weighted = weights == null ? difference : weights[i] * difference;
            loss += weighted * difference;
            values[i] = (float) (2 * weighted * activation.slopeAt(x, output) / target.length);
            sums[channel] += values[i];
        }
        final double[][] biases = hasBias ? context.tensorGradient("bias") : null;
        if (biases != null) {
            for (int c = 0; c < sums.length; c++) {
                biases[shard][c] += biasWeight * sums[c];
            }
        }
        Arrays.fill(inputGradient, 0f);
        synapses.step(0, weightedList, values, inputGradient);
        synapses.end();
        return loss / target.length;
    }

    private void weigh(Kernels kernels) {
        Arrays.fill(weighted, 0f);
        for (int t = 0; t < weightOfStep.length; t++) {
            final int[] indices = spikes.active(t).indices();
            final float[] values = spikes.active(t).values();
            final float weight = weightOfStep[t];
            for (int e = 0; e < spikes.active(t).size(); e++) {
                weighted[indices[e]] += weight * values[e];
            }
        }
        weightedList.compact(weighted, weighted.length, kernels);
    }
}
