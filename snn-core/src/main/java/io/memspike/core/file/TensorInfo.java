package io.memspike.core.file;

import java.util.Arrays;

/**
 * One entry of a safetensors header.
 *
 * @param name name of the tensor
 * @param type element type
 * @param shape extents, row-major; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
record TensorInfo(String name, TensorType type, long[] shape, long begin, long end) {
    /** Number of elements, the product of {@code shape}; throws ArithmeticException above 2^63 − 1. */
    static long elements(long[] shape) {
        long elements = 1;
        for (final long extent : shape) {
            elements = Math.multiplyExact(elements, extent);
        }
        return elements;
    }

    static String describe(TensorType type, long[] shape) {
        return type + " " + Arrays.toString(shape);
    }
}
