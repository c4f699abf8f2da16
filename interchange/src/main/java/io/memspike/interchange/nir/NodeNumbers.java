package io.memspike.interchange.nir;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.kind.matrix.Size;
import java.util.List;

/** Parameters of a node as the numbers that its kind takes; what does not fit is refused. */
record NodeNumbers(NirGraph graph, NirNode node) {
    /** Whether a tensor has that number in all places. */
    static boolean areAll(NirTensor tensor, double number) {
        for (final double value : tensor.values()) {
            if (value != number) {
                return false;
            }
        }
        return true;
    }

    FileFormatException refusal(String parameter, Object expected, Object found) {
        return graph.refusal(node.name(), parameter, expected, found);
    }

    /** A whole number. */
    int whole(String name, int otherwise) throws FileFormatException {
        final NirTensor tensor = node.get(name);
        if (tensor == null) {
            return otherwise;
        }
        if (!tensor.isSingle()) {
            throw refusal(name, "one number", "extents " + tensor.extents());
        }
        return whole(name, tensor.values()[0]);
    }

    private int whole(String name, double value) throws FileFormatException {
        if (value != (int) value) {
            throw refusal(name, "a whole number", value);
        }
        return (int) value;
    }

    /** Whole numbers, one after the other. */
    List<Integer> wholes(String name) throws FileFormatException {
        final Integer[] wholes = new Integer[node.get(name).values().length];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = whole(name, node.get(name).values()[i]);
        }
        return List.of(wholes);
    }

    /** Height and width, or one number for both. */
    Size pair(String name) throws FileFormatException {
        final List<Integer> wholes = wholes(name);
        if (wholes.isEmpty() || wholes.size() > 2) {
            throw refusal(
                    name,
                    "height and width, or one number for both",
                    "extents " + node.get(name).extents());
        }
        return new Size(wholes.get(0), wholes.get(wholes.size() - 1));
    }

    /** The extents of a weight without leading ones, of which there are {@code rank}. */
    List<Integer> extents(String name, int rank, String as) throws FileFormatException {
        final List<Integer> extents = node.get(name).extents(rank);
        if (extents.size() != rank || extents.contains(0)) {
            throw refusal(name, "extents " + as, node.get(name).extents());
        }
        return extents;
    }

    /** Refuses numbers that are not above 0. */
    void requirePositive(String name) throws FileFormatException {
        final double[] values = node.get(name).values();
        for (int i = 0; i < values.length; i++) {
            if (!((float) values[i] > 0)) {
                throw refusal(name, "numbers above 0", values[i] + " at " + i);
            }
        }
    }
}
