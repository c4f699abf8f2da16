package io.memspike.earlyexit;

import io.memspike.core.runtime.InferenceResult;
import io.memspike.core.runtime.ResultSink;
import java.util.BitSet;

/**
 * A sink that keeps the read-out of every step. The pipeline before it must run without exit policy and record read-outs.
 * One writer: the pipeline's sink thread; {@link #trajectories()} after the run.
 */
public final class TrajectoryRecorder implements ResultSink {
    private final int from;
    private final int steps;
    private final int classes;
    private final float[] potentials;
    private final int[] labels;
    private final boolean isMeaned;
    private final BitSet recorded = new BitSet();

    /**
     * Room for the samples {@code from} to {@code to} − 1.
     *
     * @param from number of the first sample
     * @param to one past the number of the last
     * @param steps steps of each sample
     * @param classes number of classes
     * @param isMeaned whether the answer at a step is the mean of the read-outs so far, or else the read-out itself
     */
    public TrajectoryRecorder(int from, int to, int steps, int classes, boolean isMeaned) {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "trajectory recorder: expected 0 <= from < to, found from=" + from + " to=" + to);
        }
        this.from = from;
        this.steps = steps;
        this.classes = classes;
        this.isMeaned = isMeaned;
        this.labels = new int[to - from];
        this.potentials = new float[Math.multiplyExact(Math.multiplyExact(labels.length, steps), classes)];
    }

    @Override
    public void onResult(InferenceResult result) {
        if (result.steps() != steps || !result.hasReadouts()) {
            throw new IllegalStateException(
                    "trajectory recorder: sample " + result.sample() + ": expected the read-outs of " + steps
                            + " steps, found " + (result.hasReadouts() ? result.steps() : 0));
        }
        final int i = result.sample() - from;
        for (int t = 0; t < steps; t++) {
            System.arraycopy(result.readout(t), 0, potentials, (i * steps + t) * classes, classes);
        }
        labels[i] = result.label();
        recorded.set(i);
    }

    /**
     * What was recorded.
     *
     * @throws IllegalStateException where a sample is missing, because it failed or the run was ended
     */
    public Trajectories trajectories() {
        final int missing = recorded.nextClearBit(0);
        if (missing < labels.length) {
            throw new IllegalStateException("trajectory recorder: expected " + labels.length + " samples, found "
                    + recorded.cardinality() + "; the first one missing is sample " + (from + missing));
        }
        return new Trajectories(potentials, labels, steps, classes, isMeaned);
    }
}
