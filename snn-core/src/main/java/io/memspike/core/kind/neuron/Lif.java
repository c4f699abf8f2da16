package io.memspike.core.kind.neuron;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * PRIME's leaky integrate-and-fire neurons (Wang et al., arXiv 2407.18625):
 *
 * <pre>  u ← leaky(retain · u · (1 − spike) + I),   spike = u &gt; threshold,   leaky(x) = x &gt; 0 ? x : leakySlope · x</pre>
 *
 * @param retain fraction of the potential kept per step, in [0, 1]
 * @param threshold potential above which a neuron fires, at least 0
 * @param leakySlope factor for negative potentials, in [0, 1]
 * @param surrogateCentre potential around which training takes a spike to follow the potential
 * @param surrogate derivative of a spike in training, by the distance from surrogateCentre
 */
public record Lif(
        float retain,
        float threshold,
        @Default("1") float leakySlope,
        @Default("=threshold") float surrogateCentre,
        @Default("\"rectangular\"") Surrogate surrogate)
        implements SpikingKind {
    /** Neurons with PRIME's surrogate. */
    public Lif(float retain, float threshold, float leakySlope, float surrogateCentre) {
        this(retain, threshold, leakySlope, surrogateCentre, Surrogate.PRIME);
    }

    /** Neurons whose surrogate gradient is centred on the threshold. */
    public Lif(float retain, float threshold, float leakySlope) {
        this(retain, threshold, leakySlope, threshold);
    }

    public Lif {
        require(retain >= 0 && retain <= 1, "lif: expected retain in [0, 1], found %s", retain);
        require(
                Float.isFinite(threshold) && threshold >= 0,
                "lif: expected a threshold of at least 0, found %s",
                threshold);
        require(leakySlope >= 0 && leakySlope <= 1, "lif: expected leakySlope in [0, 1], found %s", leakySlope);
        require(Float.isFinite(surrogateCentre), "lif: expected a finite surrogateCentre, found %s", surrogateCentre);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }
}
