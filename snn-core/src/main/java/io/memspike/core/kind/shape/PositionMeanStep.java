package io.memspike.core.kind.shape;

import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import java.util.Arrays;

/** {@link Mean} over positions at work. */
final class PositionMeanStep implements Step {
    private final float[] entering;
    private final int positions;
    private final Signal output;

    PositionMeanStep(StepContext context) {
        this.entering = context.values(0).values();
        this.positions = context.input(0).positions();
        this.output = Signal.ofValues(context.output());
    }

    @Override
    public void run(long read) {
        final float[] mean = output.values();
        final int channels = output.shape().size();
        Arrays.fill(mean, 0f);
        for (int position = 0; position < positions; position++) {
            for (int c = 0; c < channels; c++) {
                mean[c] += entering[position * channels + c];
            }
        }
        for (int c = 0; c < channels; c++) {
            mean[c] /= positions;
        }
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
