package io.memspike.core.kind.neuron;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * Leaky integrate-and-fire neurons in the integers of Intel's Loihi (Davies et al., IEEE Micro 2018), as lava and SLAYER
 * compute them. With a, a sum of whole weights:
 *
 * <pre>
 *   u ← rs(u · (4096 − currentDecay)) + 64 a
 *   v ← rs(v · (4096 − voltageDecay)) + u + 64 bias,     rs(x) = sign(x) · ⌊|x| / 4096⌋
 *   where v &gt; 64 threshold: spike, v ← 0
 * </pre>
 *
 * Sums of whole floats are exact below 2²⁴ in magnitude: a network is refused where the weights into a neuron are not whole
 * or add up to more, and a step throws where what enters is not whole or too large. SLAYER's {@code iDecay} is currentDecay;
 * lava's {@code du} is one less: 4096 keeps nothing. Tensor, where there is one: {@code bias}, a whole number a neuron.
 *
 * @param currentDecay what the current loses of 4096 parts a step, in [0, 4096]
 * @param voltageDecay the same of the potential
 * @param threshold mantissa of the threshold, at least 0
 * @param bias whether each neuron has a bias
 * @param surrogate derivative of a spike in training, of v / 64
 */
public record LoihiLif(
        int currentDecay,
        int voltageDecay,
        int threshold,
        @Default("false") boolean bias,
        @Default("\"rectangular\"") Surrogate surrogate)
        implements SpikingKind {
    /** Whole numbers below this, and their sums below this, are exact as floats. */
    public static final int EXACT = 1 << 24;

    /** What decays are parts of. */
    public static final int ONE = 4096;

    /** Steps of currents and potentials for a weight of 1. */
    public static final int UNIT = 64;

    /** Without bias. */
    public LoihiLif(int currentDecay, int voltageDecay, int threshold) {
        this(currentDecay, voltageDecay, threshold, false, Surrogate.PRIME);
    }

    public LoihiLif {
        require(
                currentDecay >= 0 && currentDecay <= ONE && voltageDecay >= 0 && voltageDecay <= ONE,
                "loihiLif: expected decays in [0, 4096], found currentDecay=%d voltageDecay=%d",
                currentDecay,
                voltageDecay);
        require(
                threshold >= 0 && threshold < 1 << 17,
                "loihiLif: expected a threshold in [0, 131072), found %d",
                threshold);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public List<TensorSpec> tensors(List<Shape> inputs) {
        return bias ? List.of(Per.ELEMENT.tensor("bias", Kind.only(inputs))) : List.of();
    }
}
