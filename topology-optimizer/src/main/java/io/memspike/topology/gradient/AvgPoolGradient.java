package io.memspike.topology.gradient;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.AveragePooling;
import io.memspike.core.kind.shape.AvgPool;
import java.util.Arrays;

/** {@link AvgPool} in training. */
final class AvgPoolGradient implements NodeGradient {
    private final int kernel;
    private final AveragePooling pooling;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final Shape from;
    private final Shape to;

    private AvgPoolGradient(AvgPool pool, GradientContext context) {
        this.kernel = pool.kernel();
        this.pooling = new AveragePooling(kernel, context.input(0), context.kernels());
        this.entering = context.active(0);
        this.from = context.output();
        this.to = context.input(0);
        this.output = Trace.ofActive(from, context.steps());
        this.inputGradient = context.inputGradient(0);
        context.output(output);
    }

    /** Makes them. */
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory {
        @Override
        public Class<AvgPool> kind() {
            return AvgPool.class;
        }

        @Override
        public NodeGradient open(Kind kind, GradientContext context) {
            return new AvgPoolGradient((AvgPool) kind, context);
        }
    }

    @Override
    public int steps() {
        return output.steps();
    }

    @Override
    public void forward(int t) {
        pooling.pool(entering.active(t), output.active(t));
    }

    /** Every element of a square gets its share; one row is made, the others are copies. */
    @Override
    public void backward(int t) {
        if (inputGradient == null) {
            return;
        }
        final float[] pooled = output.gradient(t);
        final float[] spikes = inputGradient.gradient(t);
        Arrays.fill(spikes, 0f); // what lies outside every square
        final int channels = from.channels();
        final int rowLength = to.width() * channels;
        final float share = 1f / (kernel * kernel);
        for (int y = 0; y < from.height(); y++) {
            final int first = y * kernel * rowLength;
            for (int x = 0; x < from.width(); x++) {
                final int source = from.index(0, y, x);
                final int target = first + x * kernel * channels;
                for (int c = 0; c < channels; c++) {
                    spikes[target + c] = share * pooled[source + c];
                }
                for (int column = 1; column < kernel; column++) {
                    System.arraycopy(spikes, target, spikes, target + column * channels, channels);
                }
            }
            for (int row = 1; row < kernel; row++) {
                System.arraycopy(spikes, first, spikes, first + row * rowLength, from.width() * kernel * channels);
            }
        }
    }
}
