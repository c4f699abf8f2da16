package io.memspike.core.kind.neuron.nir;

import io.memspike.core.graph.Default;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.neuron.Surrogate;
import java.util.List;

/**
 * Integrate-and-fire neurons without leak, NIR's IF, {@code v' = r x}, in steps of dt:
 *
 * <pre>  v ← max(v + gain · x, lower),   gain = dt · r,   lower = −∞ or −vThreshold</pre>
 *
 * Then as {@link ResettingKind}. Norse and Sinabs leave dt out: dt = 1. Tensors: {@code r} and those of {@link
 * ResettingKind}. Potentials begin at 0.
 *
 * @param dt time step, above 0
 * @param per how many numbers each parameter has
 * @param reset what becomes of a potential that fires
 * @param spikes how often a neuron may fire in a step
 * @param refractory whether a neuron that fires waits
 * @param lower how far down potentials go
 * @param surrogate derivative of a spike in training
 */
public record If(
        @Default("1") float dt,
        @Default("\"one\"") Per per,
        @Default("\"zero\"") Reset reset,
        @Default("\"one\"") Spikes spikes,
        @Default("false") boolean refractory,
        @Default("\"none\"") Lower lower,
        @Default("\"rectangular\"") Surrogate surrogate)
        implements ResettingKind {
    /** Steps of 1, reset to zero, without refractory period. */
    public If(Per per) {
        this(1f, per, Reset.ZERO, Spikes.ONE, false, Surrogate.PRIME);
    }

    /** Without a lower bound. */
    public If(float dt, Per per, Reset reset, Spikes spikes, boolean refractory, Surrogate surrogate) {
        this(dt, per, reset, spikes, refractory, Lower.NONE, surrogate);
    }

    public If {
        ResettingKind.requireStep("if", dt);
    }

    @Override
    public Start start() {
        return Start.ZERO;
    }

    @Override
    public List<String> parameters() {
        return List.of("r");
    }
}
