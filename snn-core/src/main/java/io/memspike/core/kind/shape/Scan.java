package io.memspike.core.kind.shape;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import java.util.List;

/**
 * The columns of a map one after the other: at step t column t of what enters at that step, with all its rows; zeros after the last. So a picture
 * or a spectrogram that is shown at every step becomes a series.
 */
public record Scan() implements Kind {
    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        return new Shape(input.channels(), input.height(), 1);
    }
}
