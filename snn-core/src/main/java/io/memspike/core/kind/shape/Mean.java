package io.memspike.core.kind.shape;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import java.util.List;

/** Mean over the steps so far of what enters: of a read-out's potentials, the answer; of spikes, their rates. */
public record Mean() implements Kind {
    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }
}
