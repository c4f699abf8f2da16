package io.memspike.interchange.nir;

import io.memspike.interchange.internal.HdfNumbers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A parameter of a node of NIR: numbers that are finite in single precision.
 *
 * @param extents as the file has them; none of a number
 * @param values row-major. Not to be modified.
 */
public record NirTensor(List<Integer> extents, double[] values) {
    public NirTensor {
        extents = List.copyOf(extents);
    }

    /** A number. */
    static NirTensor of(double value) {
        return new NirTensor(List.of(), new double[] {value});
    }

    static NirTensor of(HdfNumbers numbers) {
        return new NirTensor(numbers.extents(), numbers.values());
    }

    HdfNumbers numbers() {
        return new HdfNumbers(extents, values);
    }

    /** Numbers of these extents. */
    static NirTensor of(List<Integer> extents, float[] values) {
        final double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return new NirTensor(extents, doubles);
    }

    /** Whole numbers in a row. */
    static NirTensor ofWhole(List<Integer> values) {
        return new NirTensor(
                List.of(values.size()),
                values.stream().mapToDouble(Integer::intValue).toArray());
    }

    /** Whether it is one number, whatever its extents. */
    public boolean isSingle() {
        return values.length == 1;
    }

    /** The extents without leading ones, as long as there are more than {@code rank}: what is left where a batch of one is counted. */
    List<Integer> extents(int rank) {
        List<Integer> left = extents;
        while (left.size() > rank && left.get(0) == 1) {
            left = left.subList(1, left.size());
        }
        return left;
    }

    /** The extents above 1. */
    List<Integer> wideExtents() {
        return extents.stream().filter(extent -> extent != 1).toList();
    }

    /** The numbers in single precision; one number stands for all. A new array. */
    float[] floats(int size) {
        final float[] floats = new float[size];
        IntStream.range(0, size).forEach(i -> floats[i] = (float) values[isSingle() ? 0 : i]);
        return floats;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NirTensor tensor
                && extents.equals(tensor.extents)
                && Arrays.equals(values, tensor.values);
    }

    @Override
    public int hashCode() {
        return 31 * extents.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length > 4 ? extents.toString() : extents + " " + Arrays.toString(values);
    }
}
