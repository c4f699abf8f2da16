package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.kind.shape.Scan;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Scan} at work. */
final class ScanStep implements Step {
    private final Scanning scanning;
    private final float[] entering;
    private final Signal output;
    private int steps;

    private ScanStep(StepContext context) {
        final Shape input = context.input(0);
        this.scanning = new Scanning(input);
        this.entering = context.values(0).values();
        this.output = Signal.ofValues(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Scan> {
        @Override
        public Step open(Scan kind, StepContext context) {
            return new ScanStep(context);
        }
    }

    @Override
    public void reset(long sample) {
        steps = 0;
    }

    @Override
    public void run(long read) {
        scanning.forth(steps, entering, output.values());
        steps++;
    }

    @Override
    public Signal output() {
        return output;
    }
}
