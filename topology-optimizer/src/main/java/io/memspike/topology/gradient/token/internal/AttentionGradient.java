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
            for (int i = 0; inputGradients[port] != null && i < entering[port].present(t); i++) {
                inputGradients[port].gradient(t)[i] = (float) sums[port][i];
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
        final int at = start(token, head);
        double mean = 0;
        for (int j = 0; j < seen; j++) {
            final int value = start(j, head);
            final double weight = weights.of(token, j);
            slopes[j] = 0;
            for (int c = 0; c < width; c++) {
                slopes[j] += (double) gradient[at + c] * values[value + c];
                sums[2][value + c] += weight * gradient[at + c];
            }
            mean += weight * slopes[j];
        }
        final int query = weights.start(token, head);
        for (int j = 0; j < seen; j++) {
            final double ofScore = weights.of(token, j) * (slopes[j] - mean) * weights.scale();
            final int key = weights.start(j, head);
            for (int c = 0; c < weights.width(); c++) {
                sums[0][query + c] += ofScore * entering[1].values(t)[key + c];
                sums[1][key + c] += ofScore * entering[0].values(t)[query + c];
            }
        }
    }
}
