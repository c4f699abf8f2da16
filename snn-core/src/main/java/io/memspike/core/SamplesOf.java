package io.memspike.core;

/** Other samples, shown otherwise: as many, with the same labels and targets. */
public abstract class SamplesOf implements Samples {
    private final Samples source;
    private final Shape shape;
    private final int steps;

    /**
     * Shows samples otherwise.
     *
     * @param source what is shown
     * @param shape of one step
     * @param steps that a sample is shown for
     */
    protected SamplesOf(Samples source, Shape shape, int steps) {
        this.source = source;
        this.shape = shape;
        this.steps = steps;
    }

    /** What is shown. */
    protected final Samples source() {
        return source;
    }

    @Override
    public final int size() {
        return source.size();
    }

    @Override
    public final Shape shape() {
        return shape;
    }

    @Override
    public final int steps() {
        return steps;
    }

    @Override
    public final int classes() {
        return source.classes();
    }

    @Override
    public final int label(int sample) {
        return source.label(sample);
    }

    @Override
    public final void target(int sample, Target into) {
        source.target(sample, into);
    }

    @Override
    public final String remark() {
        return source.remark();
    }
}
