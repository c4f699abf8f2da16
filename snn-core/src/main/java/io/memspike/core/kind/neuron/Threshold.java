package io.memspike.core.kind.neuron;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * Units without memory that fire where what enters exceeds their threshold: {@code z = x > vThreshold}. Tensor: {@code
 * vThreshold}.
 *
 * @param per how many thresholds there are
 * @param surrogate derivative of a spike in training
 */
public record Threshold(
        @Default("\"one\"") Per per,
        @Default("\"rectangular\"") Surrogate surrogate) implements SpikingKind {
    /** With PRIME's surrogate. */
    public Threshold(Per per) {
        this(per, Surrogate.PRIME);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public List<TensorSpec> tensors(List<Shape> inputs) {
        return List.of(per.tensor("vThreshold", Kind.only(inputs)));
    }
}
