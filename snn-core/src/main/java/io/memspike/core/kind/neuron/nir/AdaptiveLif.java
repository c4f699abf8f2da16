package io.memspike.core.kind.neuron.nir;

import io.memspike.core.graph.Default;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.neuron.Surrogate;
import java.util.List;

/**
 * Leaky integrate-and-fire neurons whose threshold grows with each spike and decays: the ALIF neurons of Bellec et al.
 * (Nature Communications 11:3625, 2020, equations 6 to 8). For each step:
 *
 * <pre>
 *   v ← v + share · ((vLeak − v) + r · x)     as {@link LifNir}
 *   a ← retain · a + z of the step before     retain = 1 − dt/tauAdaptation by Euler, else e^(−dt/tauAdaptation)
 *   z = v &gt; vThreshold + beta · a
 * </pre>
 *
 * Then as {@link ResettingKind}, once a step at most. {@link Reset#SUBTRACT} takes vThreshold away at once; the paper does so
 * a step later, undecayed, which {@link Reset#NONE} and an edge of delay 1 from the spikes, through {@code scale} by
 * −vThreshold/(share · r), gives. Tensors: {@code tau}, {@code r}, {@code vLeak}, {@code tauAdaptation}, {@code beta} and those of
 * {@link ResettingKind}. a begins at 0.
 *
 * @param dt time step, above 0, in the unit of both tau
 * @param per how many numbers each parameter has
 * @param integrator how the equations become a step
 * @param reset what becomes of a potential that fires
 * @param start where potentials begin
 * @param refractory whether a neuron that fires waits
 * @param surrogate derivative of a spike in training
 */
public record AdaptiveLif(
        float dt,
        @Default("\"one\"") Per per,
        @Default("\"exponential\"") Integration integrator,
        @Default("\"subtract\"") Reset reset,
        @Default("\"zero\"") Start start,
        @Default("false") boolean refractory,
        @Default("\"rectangular\"") Surrogate surrogate)
        implements ResettingKind {
    /** Exponentially, reset by subtraction, without refractory period, from 0. */
    public AdaptiveLif(float dt, Per per) {
        this(dt, per, Integration.EXPONENTIAL, Reset.SUBTRACT, Start.ZERO, false, Surrogate.PRIME);
    }

    public AdaptiveLif {
        ResettingKind.requireStep("adaptiveLif", dt);
    }

    @Override
    public Spikes spikes() {
        return Spikes.ONE;
    }

    @Override
    public List<String> parameters() {
        return List.of("tau", "r", "vLeak", "tauAdaptation", "beta");
    }
}
