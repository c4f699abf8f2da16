package io.memspike.topology.loss;

/** What is to be learnt of a sample: a class, or what is to come out. Written by whoever loads the sample; one per thread. */
public final class Target {
    private int label = -1;
    private float[] values;

    /** Nothing yet. */
    public Target() {}

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
        if (values == null || values.length != size) {
            throw new IllegalArgumentException("target: expected " + size + " values, as the node has, found "
                    + (values == null ? "none" : values.length));
        }
        return values;
    }

    /** Room for what is to come out, of that size, channel-last; kept from sample to sample. To be overwritten. */
    public float[] values(int size) {
        if (values == null || values.length != size) {
            values = new float[size];
        }
        return values;
    }
}
