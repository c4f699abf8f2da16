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

    /** Room for what is to come out, of that size, channel-last; kept from sample to sample. To be overwritten. */
    public float[] values(int size) {
        if (values == null || values.length != size) {
            values = new float[size];
        }
        return values;
    }
}
