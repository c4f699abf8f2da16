package io.memspike.core.kind.matrix;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A kind with weights: every output is a sum of inputs, each times its weight. What the weights lie on, an array or memory, is
 * another matter. Tensors: {@code weight}, and where it has one {@code bias} [out].
 */
public interface MatrixKind extends Kind {
    /** Number of output channels. */
    int out();

    /** Factor from stored weight (for memristors: microsiemens) to effective weight, finite and not zero. */
    float weightScale();

    /** Whether a number of its own is added to each output channel, after the sum. */
    boolean bias();

    /** The weight tensor for weights that meet an input of that shape. */
    TensorSpec weight(Shape input);

    /** How many steps ago at most the inputs were that weights meet. */
    default int delay() {
        return 0;
    }

    /**
     * Shape of what the weights meet: of what enters; of what entered in the last steps, the latest first, where each step's
     * rows follow those of the step after it.
     */
    default Shape seen(Shape input) {
        return new Shape(
                input.channels(), Math.multiplyExact(input.height(), Math.addExact(delay(), 1)), input.width());
    }

    /** How the weights lie as a matrix that is applied at positions. */
    Unfolding unfolding(Shape input);

    @Override
    default List<TensorSpec> tensors(List<Shape> inputs) {
        final List<TensorSpec> tensors = new ArrayList<>(List.of(weight(Kind.only(inputs))));
        if (bias()) {
            tensors.add(TensorSpec.of("bias", out()));
        }
        return tensors;
    }

    @Override
    default boolean isStateless() {
        return delay() == 0;
    }

    /** Refuses scales that bring nothing through. */
    static void requireScale(float weightScale) {
        Kind.require(
                Float.isFinite(weightScale) && weightScale != 0,
                "weightScale: expected a finite number other than 0, found %s",
                weightScale);
    }
}
