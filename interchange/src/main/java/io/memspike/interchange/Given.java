package io.memspike.interchange;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a network's file need not say, because its surroundings do.
 *
 * @param input shape of one step's input; null where nothing is known
 * @param isRequired whether a text that says another shape is refused, else the text's is taken
 * @param sizes whole numbers by name, which go before those of the file
 * @param usual whole numbers by name that a file need not say; its own go before them
 * @param check what the graph must be: throws a {@link GraphException} that says which node is not
 */
public record Given(
        Shape input,
        boolean isRequired,
        Map<String, Integer> sizes,
        Map<String, Integer> usual,
        Consumer<Graph> check) {
    /** Nothing: the file has to say it all. */
    public static final Given NOTHING = sizes(Map.of());

    /** Name of the size that data give. */
    public static final String CLASSES = "classes";

    public Given {
        sizes = Map.copyOf(sizes);
        usual = Map.copyOf(usual);
    }

    /** Of any graph. */
    public Given(Shape input, boolean isRequired, Map<String, Integer> sizes) {
        this(input, isRequired, sizes, Map.of(), graph -> {});
    }

    /** The same, where the graph must be something. */
    public Given checked(Consumer<Graph> other) {
        return new Given(input, isRequired, sizes, usual, other);
    }

    /** The same with more sizes. */
    public Given sized(Map<String, Integer> more) {
        final Map<String, Integer> all = new LinkedHashMap<>(sizes);
        all.putAll(more);
        return new Given(input, isRequired, all, usual, check);
    }

    /** The same, with so many classes for texts that do not say how many. */
    public Given usually(int classes) {
        return new Given(input, isRequired, sizes, Map.of(CLASSES, classes), check);
    }

    /** Data of that shape, with so many classes. */
    public static Given data(Shape input, int classes) {
        return new Given(input, true, Map.of(CLASSES, classes));
    }

    /** A shape for texts that say none. */
    public static Given otherwise(Shape input) {
        return new Given(input, false, Map.of());
    }

    /** Sizes alone. */
    public static Given sizes(Map<String, Integer> sizes) {
        return new Given(null, false, sizes);
    }
}
