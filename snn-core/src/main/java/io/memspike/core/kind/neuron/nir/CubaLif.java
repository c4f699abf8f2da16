package io.memspike.core.kind.neuron.nir;

import io.memspike.core.graph.Default;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.neuron.Surrogate;
import java.util.List;

/**
 * Leaky integrate-and-fire neurons behind exponential synapses, NIR's CubaLIF (Pedersen et al., Nature Communications 2024):
 * {@code τ_syn i' = −i + w_in x, τ_mem v' = v_leak − v + r i}, in steps of dt:
 *
 * <pre>
 *   i ← i + shareSyn · ((0 − i) + wIn · x)               by Euler and exponentially; v takes the new i
 *   v ← v + shareMem · ((vLeak − v) + r · i)
 *
 *   v ← (v + shareMem · ((vLeak − v) + held · x)) + carried · i      exactly, while x is held; v takes the old i
 *   i ← i + shareSyn · ((0 − i) + wIn · x)
 * </pre>
 *
 * with the shares of {@link Integration}, {@code carried = r · τ_syn/(τ_syn − τ_mem) · (e^(−dt/τ_syn) − e^(−dt/τ_mem))} (r ·
 * dt/τ · e^(−dt/τ) where both τ are equal) and {@code held = wIn · (r − carried/shareMem)}. Then as {@link ResettingKind}; currents go on through a refractory period. Tensors: {@code tauSyn}, {@code tauMem}, {@code
 * r}, {@code wIn}, {@code vLeak} and those of {@link ResettingKind}. i begins at 0.
 *
 * @param dt time step, above 0, in the unit of both tau
 * @param per how many numbers each parameter has
 * @param integrator how the equations become a step
 * @param reset what becomes of a potential that fires
 * @param spikes how often a neuron may fire in a step
 * @param start where potentials begin
 * @param refractory whether a neuron that fires waits
 * @param surrogate derivative of a spike in training
 */
public record CubaLif(
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
    public CubaLif(float dt, Per per) {
        this(dt, per, Integration.EULER, Reset.ZERO, Spikes.ONE, Start.ZERO, false, Surrogate.PRIME);
    }

    public CubaLif {
        ResettingKind.requireStep("cubaLif", dt);
    }

    @Override
    public List<String> parameters() {
        return List.of("tauSyn", "tauMem", "r", "wIn", "vLeak");
    }
}
