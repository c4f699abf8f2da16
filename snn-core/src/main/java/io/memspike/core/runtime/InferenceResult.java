package io.memspike.core.runtime;

/**
 * What one inference gave: a flyweight over a slot of the ring, written by an inference thread, then read by the sink, and
 * valid only during {@link ResultSink#onResult}.
 */
public final class InferenceResult {
    final float[] mean; // (classes)
    final float[][] readouts; // (steps, classes); no rows where read-outs are not recorded
    int sample;
    int label;
    int decision;
    int steps;
    float score;
    long synapticOperations;
    long serviceNanos;
    long latencyNanos;

    InferenceResult(int steps, int classes, boolean recordsReadouts) {
        mean = new float[classes];
        readouts = new float[recordsReadouts ? steps : 0][classes];
    }

    /** Number of the sample. */
    public int sample() {
        return sample;
    }

    /** True class, as the samples give it. */
    public int label() {
        return label;
    }

    /** Class decided on: the largest mean read-out, the first of equals. */
    public int decision() {
        return decision;
    }

    /** Whether decision and label agree. */
    public boolean isCorrect() {
        return decision == label;
    }

    /** Steps used, from 1. */
    public int steps() {
        return steps;
    }

    /** The exit policy's certainty of this decision, in [0, 1]; NaN where none was set. */
    public float score() {
        return score;
    }

    /** Mean read-out over the steps used: [classes]. Not to be modified. */
    public float[] mean() {
        return mean;
    }

    /** Whether {@link #readout} has anything to give. */
    public boolean hasReadouts() {
        return readouts.length > 0;
    }

    /** Read-out potential m after step {@code t}: [classes]. Not to be modified. */
    public float[] readout(int t) {
        if (t < 0 || t >= steps || !hasReadouts()) {
            throw new IndexOutOfBoundsException("read-out of step " + t + ": expected one of "
                    + (hasReadouts() ? steps : 0) + " recorded steps of sample " + sample);
        }
        return readouts[t];
    }

    /** Synaptic operations over the steps used; 0 where they are not counted. */
    public long synapticOperations() {
        return synapticOperations;
    }

    /** Time from the first step's events being ready to the decision; those of later steps may be loaded in it. */
    public long serviceNanos() {
        return serviceNanos;
    }

    /** Time from the sample's being published on the ring to its decision: waiting and service. */
    public long latencyNanos() {
        return latencyNanos;
    }

    @Override
    public String toString() {
        return "InferenceResult{sample=" + sample + ", label=" + label + ", decision=" + decision + ", score=" + score
                + ", steps=" + steps + ", serviceNanos=" + serviceNanos + ", latencyNanos=" + latencyNanos + '}';
    }
}
