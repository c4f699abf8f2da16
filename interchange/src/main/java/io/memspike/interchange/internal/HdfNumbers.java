package io.memspike.interchange.internal;

import java.util.List;

/**
 * Finite numbers out of a file, or into one.
 *
 * @param extents none of a number
 * @param values row-major. Not to be modified.
 */
public record HdfNumbers(List<Integer> extents, double[] values) {
    public HdfNumbers {
        extents = List.copyOf(extents);
    }
}
