package io.memspike.topology.gradient.shape.internal;

import io.memspike.core.kind.shape.Mean;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;

/** {@link Mean} over positions in training. */
final class PositionMeanGradient implements NodeGradient {
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final int channels;
    private final int positions;

    PositionMeanGradient(GradientContext context) {
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.channels = context.output().size();
        this.positions = context.input(0).positions();
        context.output(output);
    }

    @Override
    public int steps() {
        return output.steps();
    }

    @Override
    public void forward(int t) {
        final float[] mean = output.values(t);
        final float[] x = entering.values(t);
        Arrays.fill(mean, 0, channels, 0f);
        for (int position = 0; position < positions; position++) {
            for (int c = 0; c < channels; c++) {
                mean[c] += x[position * channels + c];
            }
        }
        for (int c = 0; c < channels; c++) {
            mean[c] /= positions;
        }
    }

    @Override
    public void backward(int t) {
        if (inputGradient == null) {
            return;
        }
        final float[] gradient = output.gradient(t);
        final float[] into = inputGradient.gradient(t);
        for (int i = 0; i < channels * positions; i++) {
            into[i] = gradient[i % channels] / positions;
        }
    }
}
