package io.memspike.core.kind.token.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.kind.token.Attention;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link Attention} at work. */
final class AttentionStep implements Step {
    private final AttentionWeights weights;
    private final float[] queries;
    private final float[] keys;
    private final float[] values;
    private final int heads;
    private final double[] sums; // of each channel of a head
    private final Signal output;

    private AttentionStep(Attention attention, StepContext context) {
        this.weights = new AttentionWeights(attention, context.input(0), context.input(1));
        this.queries = context.values(0).values();
        this.keys = context.values(1).values();
        this.values = context.values(2).values();
        this.heads = attention.heads();
        this.sums = new double[context.output().channels() / heads];
        this.output = Signal.ofValues(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Attention> {
        @Override
        public Step open(Attention kind, StepContext context) {
            return new AttentionStep(kind, context);
        }
    }

    @Override
    public void run(long read) {
        final Shape shape = output.shape();
        for (int token = 0; token < shape.positions(); token++) {
            for (int head = 0; head < heads; head++) {
                final double total = weights.weigh(queries, keys, token, head);
                mix(head, weights.seen(token));
                final int at = token * shape.channels() + head * sums.length;
                for (int c = 0; c < sums.length; c++) {
                    output.values()[at + c] = (float) (sums[c] / total);
                }
            }
        }
    }

    private void mix(int head, int seen) {
        Arrays.fill(sums, 0);
        final int channels = output.shape().channels();
        for (int j = 0; j < seen; j++) {
            final int value = j * channels + head * sums.length;
            for (int c = 0; c < sums.length; c++) {
                sums[c] += weights.of(j) * values[value + c];
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
