package io.memspike.core;

/**
 * What is to be learnt of a sample: its class, what is to come out (a picture, a map with the class of each pixel), both,
 * or nothing. Written by the samples, reused from one to the next; one per thread.
 */
public final class Target {
    /** Stands for the class of a pixel that counts neither for learning nor for judging. */
    public static final float NOT_COUNTED = -1;

    private int label = -1;
    private float[] values = {};
    private boolean hasValues;
    private float[] weights = {};
    private boolean isWeighted;

    /** Nothing. */
    public Target() {}

    /** Becomes nothing. */
    public void clear() {
        label = -1;
        hasValues = false;
        isWeighted = false;
    }

    /** The right class. */
    public void label(int right) {
        label = right;
    }

    /** The right class, or -1 for none. */
    public int label() {
        return label;
    }

    /**
     * The right class of so many.
     *
     * @throws IllegalArgumentException where the sample names none of them
     */
    public int labelBelow(int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("target: expected a class below " + classes + ", found " + label);
        }
        return label;
    }

    /**
     * What is to come out, as it was written. Not to be modified.
     *
     * @param size of the node that learns it
     * @throws IllegalArgumentException where the sample has none of that size
     */
    public float[] written(int size) {
        if (!hasValues || values.length != size) {
            throw new IllegalArgumentException("target: expected " + size + " values, as the node has, found "
                    + (hasValues ? values.length : "none"));
        }
        return values;
    }

    /** Room for what is to come out, of that size, channel-last; kept from sample to sample. To be overwritten. */
    public float[] values(int size) {
        if (values.length != size) {
            values = new float[size];
        }
        hasValues = true;
        return values;
    }

    /**
     * How much each value counts, as it was written; null where all count alike. Not to be modified.
     *
     * @param size of the node that learns it
     * @throws IllegalArgumentException where the sample has weights of another size
     */
    public float[] weightsWritten(int size) {
        if (isWeighted && weights.length != size) {
            throw new IllegalArgumentException(
                    "target: expected " + size + " weights, as the node has values, found " + weights.length);
        }
        return isWeighted ? weights : null;
    }

    /** Room for how much each value counts, at least 0 and 1 on average; kept from sample to sample. To be overwritten. */
    public float[] weights(int size) {
        if (weights.length != size) {
            weights = new float[size];
        }
        isWeighted = true;
        return weights;
    }
}
