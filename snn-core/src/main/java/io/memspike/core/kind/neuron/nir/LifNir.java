package io.memspike.core.kind.neuron.nir;

import io.memspike.core.graph.Default;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.neuron.Surrogate;
import java.util.List;

/**
 * Leaky integrate-and-fire neurons of the Neuromorphic Intermediate Representation (Pedersen et al., Nature Communications
 * 2024), {@code τ v' = v_leak − v + r x}, in steps of dt:
 *
 * <pre>  v ← v + share · ((vLeak − v) + r · x)</pre>
 *
 * with Euler {@code share = dt/τ}; exponentially, which is exact while x is held, {@code share = 1 − e^(−dt/τ)}. Then as
 * {@link ResettingKind}. What jumps into the potential by x itself has {@code r = 1/share}.
 * Tensors: {@code tau}, {@code r}, {@code vLeak} and those of {@link ResettingKind}.
 *
 * @param dt time step, above 0, in the unit of tau
 * @param per how many numbers each parameter has
 * @param integrator how the equation becomes a step
 * @param reset what becomes of a potential that fires
 * @param spikes how often a neuron may fire in a step
 * @param start where potentials begin
 * @param refractory whether a neuron that fires waits
 * @param surrogate derivative of a spike in training
 */
public record LifNir(
        float dt,
        @Default("\"one\"") Per per,
        @Default("\"euler\"") Integration integrator,
        @Default("\"zero\"") Reset reset,
        @Default("\"one\"") Spikes spikes,
        @Default("\"zero\"") Start start,
        @Default("false") boolean refractory,
        @Default("\"rectangular\"") Surrogate surrogate)
        implements ResettingKind {
    /** By Euler, reset to zero, without refractory period, from 0. */
    public LifNir(float dt, Per per) {
        this(dt, per, Integration.EULER, Reset.ZERO, Spikes.ONE, Start.ZERO, false, Surrogate.PRIME);
    }

    public LifNir {
        ResettingKind.requireStep("lifNir", dt);
    }

    @Override
    public List<String> parameters() {
        return List.of("tau", "r", "vLeak");
    }
}
