package io.memspike.topology.gradient.neuron.internal;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.SimdTwin;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.topology.gradient.norm.ChannelSums;

/**
 * Backward side of leaky integrate-and-fire neurons, scalar and SIMD with the same bits. Surrogate: ∂spike/∂u = 1 where
 * |u − c| &lt; 0.5, else 0, with c the surrogate's centre; the reset's gradient flows through the spike too (Wang et al., arXiv 2407.18625).
 */
public interface NeuronGradient {
    /** Half width of the surrogate's window. */
    float WINDOW = 0.5f;

    /**
     * One step backward.
     *
     * @param spec the neurons' constants
     * @param potential membrane potential u of this step (≥ n). Not modified.
     * @param spikeGradient ∂L/∂spike of this step (≥ n), but for its cost. Not modified.
     * @param spikeCost what every spike adds to the loss
     * @param later ∂L/∂current of the step after (≥ n). Not modified unless it is {@code delta}.
     * @param delta overwritten by ∂L/∂current of this step (≥ n)
     * @param n number of neurons
     */
    void backward(
            Lif spec, float[] potential, float[] spikeGradient, float spikeCost, float[] later, float[] delta, int n);

    /**
     * One step backward of neurons behind a norm, and two sums over it: for each element i of a run, with δ the result,
     * {@code first[i] += Σδ} and {@code second[i] += Σδ · (current − mean[i])}, every {@code first.length} elements.
     *
     * @param spec the neurons' constants
     * @param potential membrane potential of this step (≥ n). Not modified.
     * @param spikeGradient ∂L/∂spike of this step but for a factor (≥ n). Not modified.
     * @param factor the factor
     * @param later ∂L/∂(input of neurons) of the step after (≥ n). Not modified.
     * @param delta overwritten by that of this step (≥ n)
     * @param current what enters the norm (≥ n). Not modified.
     * @param sums mean, and the sums, which are modified
     * @param n number of neurons
     */
    void backward(
            Lif spec,
            float[] potential,
            float[] spikeGradient,
            float factor,
            float[] later,
            float[] delta,
            float[] current,
            ChannelSums sums,
            int n);

    /**
     * Adds Σx and Σx² to the sums, elements as there.
     *
     * @param x (≥ n). Not modified.
     */
    void addSquares(float[] x, ChannelSums sums, int n);

    /**
     * Adds Σδ and Σδ · (current − mean) to the sums, elements as there.
     *
     * @param delta δ (≥ n). Not modified.
     * @param current (≥ n). Not modified.
     */
    void addProducts(float[] delta, float[] current, ChannelSums sums, int n);

    /**
     * Backward through a norm: {@code result = a · delta + (b · current + c)}, the factors repeated.
     *
     * @param factors a, b and c, of one length, a multiple of 16. Not modified.
     * @param delta (≥ n). Not modified.
     * @param current (≥ n). Not modified.
     * @param result overwritten (≥ n)
     */
    void normBackward(float[][] factors, float[] delta, float[] current, float[] result, int n);

    /** The loops that go with neurons of that surrogate and those kernels. */
    static NeuronGradient of(Surrogate surrogate, Kernels kernels) {
        return surrogate.equals(Surrogate.PRIME) ? of(kernels) : new SurrogateNeuronGradient();
    }

    /** The twin that goes with those kernels, for {@link Surrogate#PRIME}. */
    static NeuronGradient of(Kernels kernels) {
        if (kernels.lanes() == 1) {
            return new ScalarNeuronGradient();
        }
        return SimdTwin.load(NeuronGradient.class, "io.memspike.topology.gradient.simd.internal.SimdNeuronGradient");
    }
}
