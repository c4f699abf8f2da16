package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link Mean} at work. */
final class MeanStep implements Step {
    private final float[] entering;
    private final float[] sum;
    private final Signal output;
    private int steps;

    MeanStep(StepContext context) {
        this.entering = context.values(0).values();
        this.output = Signal.ofValues(context.output());
        this.sum = new float[context.output().size()];
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Mean> {
        @Override
        public Step open(Mean kind, StepContext context) {
            return kind.over() == Mean.Over.TIME ? new MeanStep(context) : overPositions(kind.over(), context);
        }

        /** Over positions; over time nothing of what had been there is forgotten. */
        @Override
        public boolean followsLength(Mean kind) {
            return kind.over() != Mean.Over.TIME;
        }
    }

    @Override
    public void reset(long sample) {
        Arrays.fill(sum, 0f);
        Arrays.fill(output.values(), 0f);
        steps = 0;
    }

    @Override
    public void run(long read) {
        steps++;
        final float[] mean = output.values();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += entering[i];
            mean[i] = sum[i] / steps;
        }
    }

    @Override
    public Signal output() {
        return output;
    }

    private static Step overPositions(Mean.Over over, StepContext context) {
        final Signal entering = context.values(0);
        final Signal output = Signal.ofValues(context.output());
        final int channels = context.output().size();
        return new StatelessStep(output, () -> {
            final float[] mean = output.values();
            final int positions = over == Mean.Over.FIRST ? Math.min(1, entering.positions()) : entering.positions();
            Arrays.fill(mean, 0f);
            for (int position = 0; position < positions; position++) {
                for (int c = 0; c < channels; c++) {
                    mean[c] += entering.values()[position * channels + c];
                }
            }
            for (int c = 0; c < channels && positions > 0; c++) {
                mean[c] /= positions;
            }
        });
    }
}
