package io.memspike.core.kind.shape;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * What entered some steps ago, each element by a delay of its own, NIR's Delay: {@code y(t) = x(t − delay)}, 0 before the
 * start. Where one delay serves all, that of an edge is simpler; a loop needs that of an edge. Tensor: {@code delay}, in whole
 * steps of at least 0.
 *
 * @param per how many delays there are
 */
public record Delay(@Default("\"element\"") Per per) implements Kind {
    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public List<TensorSpec> tensors(List<Shape> inputs) {
        return List.of(per.notNegative("delay", Kind.only(inputs)));
    }
}
