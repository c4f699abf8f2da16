package io.memspike.core.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A tensor that a node has.
 *
 * @param name the tensor's name within the node, for example {@code weight}
 * @param extents its extents in files, row-major
 * @param isNotNegative whether its elements are at least 0, as variances are
 */
public record TensorSpec(String name, List<Integer> extents, boolean isNotNegative) {
    public TensorSpec {
        extents = List.copyOf(extents);
        long size = 1;
        for (final int extent : extents) {
            size *= extent; // of two numbers below 2³¹, as the next line sees to
            Kind.require(
                    size <= Integer.MAX_VALUE,
                    "tensor %s: expected at most 2^31 - 1 elements, found %s",
                    name,
                    extents);
        }
    }

    /** Any finite numbers. */
    public static TensorSpec of(String name, Integer... extents) {
        return new TensorSpec(name, List.of(extents), false);
    }

    /** Numbers of at least 0. */
    public static TensorSpec notNegative(String name, Integer... extents) {
        return new TensorSpec(name, List.of(extents), true);
    }

    /** Number of elements. */
    public int size() {
        return extents.stream().reduce(1, (a, b) -> a * b);
    }

    /** Extents as files hold them. */
    public long[] shape() {
        return extents.stream().mapToLong(Integer::longValue).toArray();
    }

    /** As people write it: {@code [out, in]}. */
    public String shapeText() {
        return extents.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
