package io.memspike.topology.gradient.token.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.token.Attention;
import io.memspike.core.kind.token.internal.AttentionWeights;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;

/**
 * {@link Attention} in training. With w the weights of a token's keys, divided by their sum, and g = ∂L/∂out:
 *
 * <pre>
 *   ∂L/∂value(j) = Σ w_j g,   ∂L/∂s_j = w_j (g · value(j) − Σ_k w_k g · value(k))
 *   ∂L/∂query = Σ_j ∂L/∂s_j · key(j)/√d,   ∂L/∂key(j) = Σ ∂L/∂s_j · query/√d
 * </pre>
 */
final class AttentionGradient implements NodeGradient {
    private final AttentionWeights weights;
    private final int heads;
    private final Trace[] entering; // queries, keys, values
    private final Trace[] inputGradients;
    private final double[][] sums; // ∂L/∂input of each port
    private final int width; // of a head, of values
    private final double[] slopes; // of each key
    private final Trace output;

    private AttentionGradient(Attention attention, GradientContext context) {
        final int ports = attention.ports();
        this.weights = new AttentionWeights(attention, context.input(0), context.input(1), context.kernels());
        this.heads = attention.heads();
        this.entering = new Trace[ports];
        this.inputGradients = new Trace[ports];
        this.sums = new double[ports][];
        for (int port = 0; port < ports; port++) {
            entering[port] = context.values(port);
            inputGradients[port] = context.inputGradient(port);
            sums[port] = new double[context.input(port).size()];
        }
        this.width = context.output().channels() / heads;
        this.slopes = new double[context.input(1).positions()];
        this.output = Trace.ofValues(context.output(), context.steps());
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Attention> {
        @Override
        public NodeGradient open(Attention kind, GradientContext context) {
            return new AttentionGradient(kind, context);
        }
    }

    @Override
    public void forward(int t) {
        final int queries = entering[0].positions(t);
        final int keys = entering[1].positions(t);
        final int channels = output.shape().channels();
        output.setPositions(t, queries);
        for (int head = 0; head < heads; head++) {
            weights.weigh(entering[0].values(t), queries, entering[1].values(t), keys, head);
            weights.mix(entering[2].values(t), channels, queries, keys, head, output.values(t));
        }
    }

    @Override
    public void backward(int t) {
        for (int port = 0; port < sums.length; port++) {
            Arrays.fill(sums[port], 0, entering[port].present(t), 0);
        }
        final int queries = entering[0].positions(t);
        final int keys = entering[1].positions(t);
        for (int head = 0; head < heads; head++) {
            weights.weigh(entering[0].values(t), queries, entering[1].values(t), keys, head);
            for (int token = 0; token < queries; token++) {
                backward(t, token, head, weights.seen(token, keys));
            }
        }
        for (int port = 0; port < sums.length; port++) {
            if (inputGradients[port] != null) {
                final float[] into = inputGradients[port].gradient(t);
                final int present = entering[port].present(t);
                for (int i = 0; i < present; i++) {
                    into[i] = (float) sums[port][i];
                }
            }
        }
    }

    /** Where a token's part of a head begins, among values or what leaves. */
    private int start(int token, int head) {
        return token * output.shape().channels() + head * width;
    }

    private void backward(int t, int token, int head, int seen) {
        final float[] gradient = output.gradient(t);
        final float[] values = entering[2].values(t);
        final double[] ofValues = sums[2];
        final int at = start(token, head);
        double mean = 0;
        for (int j = 0; j < seen; j++) {
            final int value = start(j, head);
            final double weight = weights.of(token, j);
            double slope = 0;
            for (int c = 0; c < width; c++) {
                slope += (double) gradient[at + c] * values[value + c];
            }
            for (int c = 0; c < width; c++) {
                ofValues[value + c] += weight * gradient[at + c];
            }
            slopes[j] = slope;
            mean += weight * slopes[j];
        }
        final int query = weights.start(token, head);
        final double scale = weights.scale();
        final int ofScores = weights.width();
        final float[] queries = entering[0].values(t);
        final float[] keys = entering[1].values(t);
        final double[] ofQueries = sums[0];
        final double[] ofKeys = sums[1];
        for (int j = 0; j < seen; j++) {
            final double ofScore = weights.of(token, j) * (slopes[j] - mean) * scale;
            final int key = weights.start(j, head);
            for (int c = 0; c < ofScores; c++) {
                ofQueries[query + c] += ofScore * keys[key + c];
            }
            for (int c = 0; c < ofScores; c++) {
                ofKeys[key + c] += ofScore * queries[query + c];
            }
        }
    }
}
