package io.memspike.core;

/**
 * One sample's events in bins of equal time: for each step the active inputs with their event counts. Reused from sample
 * to sample; one writer.
 */
public final class EventFrames {
    private final Shape shape;
    private final SpikeList[] steps;
    private Samples fitting; // the last that were found to fit: what is loaded over and over is looked at once

    /** Empty frames. Each step has room for every input. */
    public EventFrames(Shape shape, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("event frames: expected at least 1 step, found " + steps);
        }
        this.shape = shape;
        this.steps = new SpikeList[steps];
        for (int t = 0; t < steps; t++) {
            this.steps[t] = new SpikeList(shape.size());
        }
    }

    /** Frames fitting the samples of a set. */
    public static EventFrames of(Samples samples) {
        return new EventFrames(samples.shape(), samples.steps());
    }

    /**
     * Checks that what is stored of those samples, or all that they show, goes into these frames.
     *
     * @throws IllegalArgumentException where shape or number of steps are others
     */
    public void requireFit(Samples samples) {
        if (samples == fitting) {
            return;
        }
        if (steps.length != samples.steps() && steps.length != samples.storedSteps()
                || !shape.equals(samples.shape())) {
            throw new IllegalArgumentException("frames: expected " + samples.steps() + " steps of " + samples.shape()
                    + ", found " + steps.length + " of " + shape);
        }
        fitting = samples;
    }

    /** Shape of one step's input. */
    public Shape shape() {
        return shape;
    }

    /** Number of steps. */
    public int steps() {
        return steps.length;
    }

    /** The active inputs of step {@code t}: channel-last index, ascending; value = number of events. */
    public SpikeList step(int t) {
        return steps[t];
    }

    /** Shows at every step what the first one shows. */
    public void repeatFirst() {
        for (int t = 1; t < steps.length; t++) {
            steps[t].copyFrom(steps[0]);
        }
    }

    /** Empties every step. */
    public void clear() {
        for (final SpikeList step : steps) {
            step.clear();
        }
    }
}
