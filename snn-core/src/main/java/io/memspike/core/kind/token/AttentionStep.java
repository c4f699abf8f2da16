package io.memspike.core.kind.token;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link Attention} at work. */
final class AttentionStep implements Step {
    private final Attention attention;
    private final float[] queries;
    private final float[] keys;
    private final float[] values;
    private final int queryChannels;
    private final double[] weights; // of each key
    private final double[] sums; // of each channel of a head
    private final Signal output;

    private AttentionStep(Attention attention, StepContext context) {
        this.attention = attention;
        this.queries = context.values(0).values();
        this.keys = context.values(1).values();
        this.values = context.values(2).values();
        this.queryChannels = context.input(0).channels();
        this.weights = new double[context.input(1).positions()];
        this.sums = new double[context.output().channels() / attention.heads()];
        this.output = Signal.ofValues(context.output());
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<Attention> kind() {
            return Attention.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            return new AttentionStep((Attention) kind, context);
        }
    }

    @Override
    public void run(long read) {
        final Shape shape = output.shape();
        for (int token = 0; token < shape.positions(); token++) {
            final int seen = attention.causal() ? token + 1 : weights.length;
            for (int head = 0; head < attention.heads(); head++) {
                final double total = weigh(token, head, seen);
                mix(head, seen);
                final int at = token * shape.channels() + head * sums.length;
                for (int c = 0; c < sums.length; c++) {
                    output.values()[at + c] = (float) (sums[c] / total);
                }
            }
        }
    }

    /** Gives each key its weight, and says their sum. */
    private double weigh(int token, int head, int seen) {
        final int width = queryChannels / attention.heads();
        final int query = token * queryChannels + head * width;
        final double scale = 1 / Math.sqrt(width);
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < seen; j++) {
            final int key = j * queryChannels + head * width;
            double score = 0;
            for (int c = 0; c < width; c++) {
                score += (double) queries[query + c] * keys[key + c];
            }
            weights[j] = score * scale;
            most = Math.max(most, weights[j]);
        }
        double total = 0;
        for (int j = 0; j < seen; j++) {
            weights[j] = StrictMath.exp(weights[j] - most);
            total += weights[j];
        }
        return total;
    }

    private void mix(int head, int seen) {
        Arrays.fill(sums, 0);
        final int channels = output.shape().channels();
        for (int j = 0; j < seen; j++) {
            final int value = j * channels + head * sums.length;
            for (int c = 0; c < sums.length; c++) {
                sums[c] += weights[j] * values[value + c];
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
