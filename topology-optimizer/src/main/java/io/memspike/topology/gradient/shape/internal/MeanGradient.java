package io.memspike.topology.gradient.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.shape.Mean;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.NodeGradient.Reads;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.internal.StatelessGradient;
import java.util.Arrays;

/** {@link Mean} in training. */
final class MeanGradient implements NodeGradient {
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final float[] sum; // of what has entered, then of gradients of later means
    private final int size;

    private MeanGradient(GradientContext context) {
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.size = context.output().size();
        this.sum = new float[size];
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Mean> {
        @Override
        public NodeGradient open(Mean kind, GradientContext context) {
            return kind.over() == Mean.Over.TIME ? new MeanGradient(context) : overPositions(kind.over(), context);
        }
    }

    @Override
    public void forward(int t) {
        for (int i = 0; i < size; i++) {
            sum[i] = (t == 0 ? 0f : sum[i]) + entering.values(t)[i];
            output.values(t)[i] = sum[i] / (t + 1);
        }
    }

    @Override
    public Reads reads() {
        return Reads.NOTHING;
    }

    @Override
    public void backward(int t) {
        for (int i = 0; i < size; i++) {
            sum[i] = (t == output.steps() - 1 ? 0f : sum[i]) + output.gradient(t)[i] / (t + 1);
            if (inputGradient != null) {
                inputGradient.gradient(t)[i] = sum[i];
            }
        }
    }

    private static NodeGradient overPositions(Mean.Over over, GradientContext context) {
        final Trace entering = context.values(0);
        final Trace output = Trace.ofValues(context.output(), context.steps());
        final int channels = context.output().size();
        return StatelessGradient.of(
                context,
                output,
                Reads.NOTHING,
                t -> {
                    final float[] mean = output.values(t);
                    Arrays.fill(mean, 0, channels, 0f);
                    final int positions = counted(over, entering.positions(t));
                    final float[] values = entering.values(t);
                    for (int i = 0; i < channels * positions; i++) {
                        mean[i % channels] += values[i];
                    }
                    for (int c = 0; c < channels && positions > 0; c++) {
                        mean[c] /= positions;
                    }
                },
                (t, into) -> {
                    final int present = entering.positions(t);
                    final int positions = counted(over, present);
                    final float[] gradient = output.gradient(t);
                    Arrays.fill(into, channels * positions, channels * present, 0f);
                    for (int i = 0; i < channels * positions; i++) {
                        into[i] = gradient[i % channels] / positions;
                    }
                });
    }

    /** Positions that a mean is of, where so many are there. */
    private static int counted(Mean.Over over, int present) {
        return over == Mean.Over.FIRST ? Math.min(1, present) : present;
    }
}
