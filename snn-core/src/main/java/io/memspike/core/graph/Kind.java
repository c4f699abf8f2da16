package io.memspike.core.graph;

import io.memspike.core.Shape;
import java.util.List;
import java.util.Optional;

/**
 * What a node is, without weights and state: a record of its own, immutable, whose components are its fields in files. What
 * a kind does hangs on tables beside it: its step ({@link io.memspike.core.run.StepFactory}), its gradient, its work.
 */
public interface Kind {
    /** The kind's name in files: the record's, with a small first letter. */
    default String type() {
        return nameOf(getClass());
    }

    /** Name in files of a kind. */
    static String nameOf(Class<? extends Kind> kind) {
        final String name = kind.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Number of input ports, numbered from 0; edges into one port add up. */
    default int ports() {
        return 1;
    }

    /**
     * Shape of the output.
     *
     * @param inputs shape of each port's input
     * @throws IllegalArgumentException where they do not fit: expected, found
     */
    Shape output(List<Shape> inputs);

    /** Shape of the output where it is the same for every input that fits: what shapes around a loop may begin with. */
    default Optional<Shape> fixedOutput() {
        return Optional.empty();
    }

    /** The output's shape for one input. */
    default Shape output(Shape input) {
        return output(List.of(input));
    }

    /**
     * The tensors that a node of this kind has, in the order of files.
     *
     * @param inputs shape of each port's input, which fits
     */
    default List<TensorSpec> tensors(List<Shape> inputs) {
        return List.of();
    }

    /** Whether training needs statistics over all samples of a batch before the node can go on. */
    default boolean isBarrier() {
        return false;
    }

    /** Whether what leaves follows from what enters at the same step alone. */
    default boolean isStateless() {
        return false;
    }

    /** Refuses what a condition does not allow, in the words of {@link String#format}. */
    static void require(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(message, arguments));
        }
    }

    /** The one input of a kind with one port. */
    static Shape only(List<Shape> inputs) {
        require(inputs.size() == 1, "expected 1 input, found %d", inputs.size());
        return inputs.get(0);
    }
}
