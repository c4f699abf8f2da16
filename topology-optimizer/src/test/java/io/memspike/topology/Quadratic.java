package io.memspike.topology;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.neuron.SpikingKind;
import io.memspike.core.kind.neuron.Surrogate;
import java.util.List;

/**
 * A neuron of one's own: quadratic integrate-and-fire (Ermentrout and Kopell, SIAM J. Appl. Math. 1986), a step at a time:
 *
 * <pre>  u ← (1 − spike) · (retain · u + bend · u²) + I,   spike = u &gt; threshold</pre>
 *
 * @param retain fraction of the potential kept per step, in [0, 1]
 * @param bend how fast a potential runs away, at least 0
 * @param threshold potential above which a neuron fires, at least 0
 * @param surrogate derivative of a spike in training
 */
public record Quadratic(
        float retain,
        float bend,
        @Default("1") float threshold,
        @Default("\"rectangular\"") Surrogate surrogate) implements SpikingKind {
    public Quadratic {
        require(retain >= 0 && retain <= 1, "quadratic: expected retain in [0, 1], found %s", retain);
        require(bend >= 0 && Float.isFinite(bend), "quadratic: expected a bend of at least 0, found %s", bend);
        require(threshold >= 0 && Float.isFinite(threshold), "quadratic: expected a threshold, found %s", threshold);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    /** What is left of a potential a step later. */
    float left(float u) {
        return u > threshold ? 0f : retain * u + bend * u * u;
    }

    /** Derivative of {@link #left} where there was no spike. */
    float slope(float u) {
        return retain + 2 * bend * u;
    }
}
