package io.memspike.core.kind.neuron;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * Potentials without spikes, as a read-out has them: {@code m ← leaky(retain · m + I)}, and m is the output.
 *
 * @param retain fraction of the potential kept per step, in [0, 1]
 * @param leakySlope factor for negative potentials, in [0, 1]
 */
public record Integrator(
        @Default("1") float retain, @Default("1") float leakySlope) implements Kind {
    public Integrator {
        require(retain >= 0 && retain <= 1, "integrator: expected retain in [0, 1], found %s", retain);
        require(leakySlope >= 0 && leakySlope <= 1, "integrator: expected leakySlope in [0, 1], found %s", leakySlope);
    }

    /** PRIME's read-out: no decay, no reset. */
    public static Integrator readout(float leakySlope) {
        return new Integrator(1f, leakySlope);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }
}
