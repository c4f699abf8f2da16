package io.memspike.core.kind.shape;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * Mean of what enters. Over time: of the steps so far; of a read-out's potentials the answer, of spikes their rates. Over
 * positions: of each channel at the step at hand, the sum in ascending order by the number of positions, of those that are there
 * where a sequence is shorter than its shape; 0 where none is. Over the first position alone: that position, such as the token that
 * begins a text.
 *
 * @param over what it is taken over
 */
public record Mean(@Default("\"time\"") Over over) implements Kind {
    /** What a mean is taken over. */
    public enum Over {
        /** The steps so far. */
        TIME,
        /** Rows and columns. */
        POSITIONS,
        /** The first row's first column. */
        FIRST
    }

    /** Over time. */
    public Mean() {
        this(Over.TIME);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        return over == Over.TIME ? input : Shape.vector(input.channels());
    }

    @Override
    public boolean isStateless() {
        return over != Over.TIME;
    }
}
