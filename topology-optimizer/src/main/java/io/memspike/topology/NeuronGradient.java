package io.memspike.topology;

import io.memspike.core.LayerSpec;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.SimdTwin;

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
            LayerSpec.Lif spec,
            float[] potential,
            float[] spikeGradient,
            float spikeCost,
            float[] later,
            float[] delta,
            int n);

    /** The twin that goes with those kernels. */
    static NeuronGradient of(Kernels kernels) {
        if (kernels.lanes() == 1) {
            return new ScalarNeuronGradient();
        }
        return SimdTwin.load(NeuronGradient.class, "io.memspike.topology.simd.SimdNeuronGradient");
    }
}
