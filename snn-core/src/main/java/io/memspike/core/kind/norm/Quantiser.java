package io.memspike.core.kind.norm;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * Rounds what enters to evenly spaced levels over its own range, as converters between layers do. With least and largest of all
 * elements of a step, in double precision and halves to even,
 *
 * <pre>
 *   s = (most − least)/(2^bits − 1)
 *   y = (round((x − least)/s) + ⌊least/s⌋) · s     signed
 *   y = round(x/s) · s                             else: of what is never below 0
 * </pre>
 *
 * and what is all alike stays as it is. In training the range is that of the whole batch at each step, and the gradient passes
 * unchanged; in service it is the sample's own (Li and others, "Pruning random resistive memory for optimizing analogue AI", arXiv
 * 2311.07164).
 *
 * @param bits width of a level's number, in [1, 24]
 * @param signed whether elements may be below 0
 */
public record Quantiser(int bits, @Default("true") boolean signed) implements Kind {
    public Quantiser {
        require(bits >= 1 && bits <= 24, "quantiser: expected bits in [1, 24], found %d", bits);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Kind.only(inputs);
    }

    @Override
    public boolean isBarrier() {
        return true;
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
