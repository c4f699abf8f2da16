package io.memspike.core.kind.norm;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * A factor and a term for what enters: {@code y = scale · x + offset}, multiply then add. (NIR's Affine is a {@code linear} with
 * a bias.) Tensors: {@code scale}, {@code offset}.
 *
 * @param per how many of them there are
 */
public record Affine(@Default("\"channel\"") Per per) implements Kind {
    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public List<TensorSpec> tensors(List<Shape> inputs) {
        final Shape shape = Kind.only(inputs);
        return List.of(per.tensor("scale", shape), per.tensor("offset", shape));
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
