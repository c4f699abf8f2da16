package io.memspike.interchange;

import io.memspike.core.Shape;
import java.util.Map;

/**
 * What a network's file need not say, because its surroundings do.
 *
 * @param input shape of one step's input; null where nothing is known
 * @param sizes whole numbers by name, which go before those of the file
 */
public record Given(Shape input, Map<String, Integer> sizes) {
    /** Nothing: the file has to say it all. */
    public static final Given NOTHING = new Given(null, Map.of());

    /** Name of the size that data give. */
    public static final String CLASSES = "classes";

    public Given {
        sizes = Map.copyOf(sizes);
    }

    /** Data of that shape, with so many classes. */
    public static Given data(Shape input, int classes) {
        return new Given(input, Map.of(CLASSES, classes));
    }
}
