package io.memspike.core.kind.norm;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * A factor for what enters, NIR's Scale: {@code y = scale · x}. Tensor: {@code scale}.
 *
 * @param per how many of them there are
 */
public record Scale(@Default("\"channel\"") Per per) implements Kind {
    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public List<TensorSpec> tensors(List<Shape> inputs) {
        return List.of(per.tensor("scale", Kind.only(inputs)));
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
