package io.memspike.core.kind.shape;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link MaxPool} at work. */
final class MaxPoolStep implements Step {
    private final Window window;
    private final Shape input;
    private final float[] entering;
    private final Signal output;

    private MaxPoolStep(MaxPool pool, StepContext context) {
        this.window = pool.window();
        this.input = context.input(0);
        this.entering = context.values(0).values();
        this.output = Signal.ofValues(context.output());
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<MaxPool> kind() {
            return MaxPool.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            return new MaxPoolStep((MaxPool) kind, context);
        }
    }

    @Override
    public void run(long read) {
        final Shape shape = output.shape();
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                largest(y, x, shape.index(0, y, x));
            }
        }
    }

    private void largest(int y, int x, int at) {
        final float[] most = output.values();
        final int channels = input.channels();
        for (int c = 0; c < channels; c++) {
            most[at + c] = Float.NEGATIVE_INFINITY;
        }
        for (int row = window.top(y); row < window.bottom(y, input); row++) {
            for (int column = window.left(x); column < window.right(x, input); column++) {
                final int from = input.index(0, row, column);
                for (int c = 0; c < channels; c++) {
                    most[at + c] = Math.max(most[at + c], entering[from + c]);
                }
            }
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
