package io.memspike.core;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.neuron.Lif;
import java.util.Arrays;

/**
 * The active inputs of one time step: indices in strictly ascending order, each with its value (1 for a spike, a count
 * for binned events, a fraction after pooling). Capacity is fixed, storage is reused. One writer at a time; readers only
 * after the writer has finished.
 */
public final class SpikeList {
    private final int[] indices;
    private final float[] values;
    private int size;

    /** An empty list for at most {@code capacity} active inputs. */
    public SpikeList(int capacity) {
        // one slot more than can ever be valid lets kernels write before they know whether to keep
        indices = new int[capacity + 1];
        values = new float[capacity + 1];
    }

    /** An empty list for spikes alone, which {@link #fire} writes; every value is 1. */
    public static SpikeList ofSpikes(int capacity) {
        final SpikeList list = new SpikeList(capacity);
        Arrays.fill(list.values, 1f);
        return list;
    }

    /** Number of active inputs. */
    public int size() {
        return size;
    }

    /** Most active inputs that fit. */
    public int capacity() {
        return indices.length - 1;
    }

    /** Forgets all entries. */
    public void clear() {
        size = 0;
    }

    /** Appends an entry; {@code index} must be larger than all before it. */
    public void add(int index, float value) {
        if (size >= capacity() || (size > 0 && index <= indices[size - 1])) {
            throw new IllegalArgumentException("spike list: expected an index above "
                    + (size == 0 ? -1 : indices[size - 1]) + " and at most " + capacity() + " entries, found index="
                    + index + " size=" + size);
        }
        indices[size] = index;
        values[size++] = value;
    }

    /**
     * Becomes the given entries.
     *
     * @param newIndices ascending (≥ entries). Not modified, not kept.
     * @param newValues their values (≥ entries). Not modified, not kept.
     * @param entries how many
     */
    public void set(int[] newIndices, float[] newValues, int entries) {
        for (int i = 1; i < entries; i++) {
            if (newIndices[i] <= newIndices[i - 1]) {
                throw new IllegalArgumentException("spike list: expected ascending indices, found " + newIndices[i]
                        + " after " + newIndices[i - 1]);
            }
        }
        if (entries > 0 && (newIndices[0] < 0 || newIndices[entries - 1] >= capacity())) {
            throw new IllegalArgumentException("spike list: expected indices from 0 to " + (capacity() - 1) + ", found "
                    + newIndices[0] + " to " + newIndices[entries - 1]);
        }
        System.arraycopy(newIndices, 0, indices, 0, entries);
        System.arraycopy(newValues, 0, values, 0, entries);
        size = entries;
    }

    /** Index of entry {@code i}. */
    public int index(int i) {
        return indices[i];
    }

    /** Value of entry {@code i}. */
    public float value(int i) {
        return values[i];
    }

    /** Backing indices (capacity + 1), of which the first {@link #size()} are valid. Not to be modified. */
    public int[] indices() {
        return indices;
    }

    /** Backing values (capacity + 1), of which the first {@link #size()} are valid. Not to be modified. */
    public float[] values() {
        return values;
    }

    /** Becomes the list of the elements among the first {@code length} of {@code dense} that are not zero. */
    public void compact(float[] dense, int length, Kernels kernels) {
        size = kernels.compact(dense, length, indices, values);
    }

    /** The same with plain kernels. */
    public void compact(float[] dense, int length) {
        size = ScalarKernels.compact(dense, indices, values, 0, 0, length);
    }

    /**
     * Becomes the list of the counts in two planes, position by position, that are not zero
     * ({@link Kernels#compactPlanes}).
     *
     * @param planes one plane behind the other (≥ 2 · positions)
     * @param positions counts of a plane, at most half the capacity
     * @param kernels inner loops
     */
    public void compactPlanes(byte[] planes, int positions, Kernels kernels) {
        if (2L * positions > capacity()) {
            throw new IllegalArgumentException(
                    "spike list: expected planes of at most " + capacity() / 2 + " positions, found " + positions);
        }
        size = kernels.compactPlanes(planes, positions, indices, values);
    }

    /** Overwrites all of {@code dense} (≥ capacity) by the elements among zeros. */
    public void spread(float[] dense) {
        Arrays.fill(dense, 0f);
        for (int e = 0; e < size; e++) {
            dense[indices[e]] = values[e];
        }
    }

    /**
     * Neurons make one step, and this list, made by {@link #ofSpikes}, becomes those that fire.
     *
     * @param kernels inner loops
     * @param lif the neurons' constants
     * @param current input current (≥ n). Not modified.
     * @param potential membrane potentials (≥ n). Modified.
     * @param n number of neurons
     */
    public void fire(Kernels kernels, Lif lif, float[] current, float[] potential, int n) {
        size = kernels.lif(lif, current, potential, indices, n);
    }

    /**
     * The same of neurons behind a norm ({@link Kernels#normLif}).
     *
     * @param kernels inner loops
     * @param lif the neurons' constants
     * @param norm what becomes of the current
     * @param current (≥ n). Not modified.
     * @param before potentials of the step before (≥ n). Not modified unless it is {@code after}.
     * @param after overwritten by the new potentials (≥ n)
     * @param n number of neurons
     */
    public void fire(
            Kernels kernels, Lif lif, ChannelAffine norm, float[] current, float[] before, float[] after, int n) {
        size = kernels.normLif(lif, norm.scale(), norm.offset(), current, before, after, indices, n);
    }

    /** Becomes, made by {@link #ofSpikes}, the elements among the first {@code n} that exceed the threshold. */
    public void above(float[] potential, float threshold, int n) {
        final int[] fired = indices;
        int count = 0;
        for (int i = 0; i < n; i++) {
            fired[count] = i;
            count += potential[i] > threshold ? 1 : 0;
        }
        size = count;
    }

    /** The same with a threshold for each (≥ n). */
    public void above(float[] potential, float[] thresholds, int n) {
        final int[] fired = indices;
        int count = 0;
        for (int i = 0; i < n; i++) {
            fired[count] = i;
            count += potential[i] > thresholds[i] ? 1 : 0;
        }
        size = count;
    }

    /** The same of whole numbers. */
    public void above(int[] potential, int threshold, int n) {
        final int[] fired = indices;
        int count = 0;
        for (int i = 0; i < n; i++) {
            fired[count] = i;
            count += potential[i] > threshold ? 1 : 0;
        }
        size = count;
    }

    /** Appends all of {@code other}, each index raised by {@code offset}, which leads beyond all before. */
    public void append(SpikeList other, int offset) {
        if (other.size == 0) {
            return;
        }
        if (size + other.size > capacity() || (size > 0 && other.indices[0] + offset <= indices[size - 1])) {
            throw new IllegalArgumentException("spike list: expected indices above "
                    + (size == 0 ? -1 : indices[size - 1]) + " and at most " + capacity() + " entries, found index="
                    + (other.indices[0] + offset) + " size=" + (size + other.size));
        }
        for (int e = 0; e < other.size; e++) {
            indices[size + e] = other.indices[e] + offset;
        }
        System.arraycopy(other.values, 0, values, size, other.size);
        size += other.size;
    }

    /** Becomes a copy of {@code other}. */
    public void copyFrom(SpikeList other) {
        System.arraycopy(other.indices, 0, indices, 0, other.size);
        System.arraycopy(other.values, 0, values, 0, other.size);
        size = other.size;
    }

    /** Becomes the indices of {@code other}, each with the square of its value. */
    public void squaresOf(SpikeList other) {
        System.arraycopy(other.indices, 0, indices, 0, other.size);
        for (int e = 0; e < other.size; e++) {
            values[e] = other.values[e] * other.values[e];
        }
        size = other.size;
    }
}
