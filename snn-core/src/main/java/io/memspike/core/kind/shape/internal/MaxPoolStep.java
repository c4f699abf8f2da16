package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link MaxPool} at work. */
final class MaxPoolStep implements Step {
    private final MaxPooling pooling;
    private final float[] entering;
    private final Signal output;

    private MaxPoolStep(MaxPool pool, StepContext context) {
        this.pooling = new MaxPooling(pool, context.input(0));
        this.entering = context.values(0).values();
        this.output = Signal.ofValues(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<MaxPool> {
        @Override
        public Step open(MaxPool kind, StepContext context) {
            return new MaxPoolStep(kind, context);
        }
    }

    @Override
    public void run(long read) {
        pooling.pool(entering, output.values());
    }

    @Override
    public boolean isStateless() {
        return true;
    }

    @Override
    public Signal output() {
        return output;
    }
}
