package io.memspike.core.kind.shape;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Upsample} at work. */
final class UpsampleStep implements Step {
    private final Shape input;
    private final Line rows;
    private final Line columns;
    private final float[] entering;
    private final Signal output;

    private UpsampleStep(Upsample upsample, StepContext context) {
        this.input = context.input(0);
        this.rows = Line.of(upsample.mode(), input.height(), upsample.factor().height());
        this.columns = Line.of(upsample.mode(), input.width(), upsample.factor().width());
        this.entering = context.values(0).values();
        this.output = Signal.ofValues(context.output());
    }

    /** Where outputs of an axis lie: between an input and the next, and how far. */
    private record Line(int[] from, int[] to, float[] fraction) {
        static Line of(Upsample.Mode mode, int inputs, int factor) {
            final int n = inputs * factor;
            final Line line = new Line(new int[n], new int[n], new float[n]);
            for (int i = 0; i < n; i++) {
                final double at = Math.max(0, (i + 0.5) / factor - 0.5);
                final int below = mode == Upsample.Mode.NEAREST ? i / factor : (int) at;
                line.from[i] = below;
                line.to[i] = Math.min(below + 1, inputs - 1);
                line.fraction[i] = mode == Upsample.Mode.NEAREST ? 0f : (float) (at - below);
            }
            return line;
        }
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<Upsample> kind() {
            return Upsample.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            return new UpsampleStep((Upsample) kind, context);
        }
    }

    @Override
    public void run(long read) {
        final Shape shape = output.shape();
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                position(y, x, shape.index(0, y, x));
            }
        }
    }

    private void position(int y, int x, int at) {
        final float[] values = output.values();
        final float down = rows.fraction[y];
        final float across = columns.fraction[x];
        final int upperLeft = input.index(0, rows.from[y], columns.from[x]);
        final int upperRight = input.index(0, rows.from[y], columns.to[x]);
        final int lowerLeft = input.index(0, rows.to[y], columns.from[x]);
        final int lowerRight = input.index(0, rows.to[y], columns.to[x]);
        for (int c = 0; c < input.channels(); c++) {
            final float upper = (1f - across) * entering[upperLeft + c] + across * entering[upperRight + c];
            final float lower = (1f - across) * entering[lowerLeft + c] + across * entering[lowerRight + c];
            values[at + c] = (1f - down) * upper + down * lower;
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
