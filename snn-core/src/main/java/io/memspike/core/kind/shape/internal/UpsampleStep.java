package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Upsample;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Upsample} at work. */
final class UpsampleStep implements Step {
    private final Upsampling upsampling;
    private final float[] entering;
    private final Signal output;

    private UpsampleStep(Upsample upsample, StepContext context) {
        this.upsampling = new Upsampling(upsample, context.input(0));
        this.entering = context.values(0).values();
        this.output = Signal.ofValues(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Upsample> {
        @Override
        public Step open(Upsample kind, StepContext context) {
            return new UpsampleStep(kind, context);
        }
    }

    @Override
    public void run(long read) {
        upsampling.forth(entering, output.values());
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
