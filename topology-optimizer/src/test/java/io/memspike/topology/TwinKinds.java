package io.memspike.topology;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.nir.Integration;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.kind.norm.Affine;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.LayerNorm;
import io.memspike.core.kind.norm.Scale;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.kind.shape.Flatten;
import io.memspike.core.kind.shape.MaxPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Pad;
import io.memspike.core.kind.shape.Scan;
import io.memspike.core.kind.shape.SumPool;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.core.kind.shape.Upsample;
import io.memspike.core.kind.token.Attention;
import io.memspike.core.kind.token.Embedding;
import io.memspike.topology.gradient.matrix.SynapseGradientTwin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One step of one sample through a kind without spikes, by its definition, in doubles. */
final class TwinKinds {
    private final String name;
    private final Function<String, double[]> tensors;
    private final Kind kind;
    private final Shape input;
    private final Shape shape;
    private final List<Shape> inputs;
    private final List<List<Edge>> into; // each port
    private final List<int[]> connections = new ArrayList<>(); // of weights: output, what is seen, weight

    /** What has entered and left at any step; nothing before the first. */
    interface Past {
        double[] in(int port, int t);

        double[] out(int t);
    }

    TwinKinds(Graph graph, String name, Function<String, double[]> tensors) {
        this.name = name;
        this.tensors = tensors;
        this.kind = graph.node(name).kind();
        this.input = graph.input(name);
        this.shape = graph.shape(name);
        this.inputs = graph.inputs(name);
        this.into = IntStream.range(0, inputs.size())
                .mapToObj(port -> graph.into(name, port))
                .toList();
        if (kind instanceof MatrixKind) {
            SynapseGradientTwin.forEach(
                    Matrix.of(graph, name),
                    (output, seen, weight) -> connections.add(new int[] {output, seen, weight}));
        }
    }

    /** Elements of what enters a port. */
    int size(int port) {
        return inputs.get(port).size();
    }

    /** The edges into a port. */
    List<Edge> into(int port) {
        return into.get(port);
    }

    private double[] tensor(String tensor) {
        return tensors.apply(name + "." + tensor);
    }

    /** An element's number of a parameter. */
    private double tensor(String tensor, Per per, int i) {
        return tensor(tensor)[per.index(i, shape)];
    }

    double[] step(Past past, int t) {
        if (kind instanceof MatrixKind matrix) {
            return matrix(matrix, past, t);
        }
        if (kind instanceof AvgPool pool) {
            final double share = 1.0 / pool.kernel().area();
            return pool(pool.kernel(), pool.stride(), pool.padding(), past.in(0, t), 0, (sum, x) -> sum + share * x);
        }
        if (kind instanceof SumPool pool) {
            return pool(pool.kernel(), pool.stride(), pool.padding(), past.in(0, t), 0, Double::sum);
        }
        if (kind instanceof MaxPool pool) {
            final double none = Double.NEGATIVE_INFINITY;
            return pool(pool.kernel(), pool.stride(), pool.padding(), past.in(0, t), none, Math::max);
        }
        if (kind instanceof LayerNorm norm) {
            return layerNorm(norm, past.in(0, t));
        }
        if (kind instanceof Upsample upsample) {
            return upsample(upsample, past.in(0, t));
        }
        if (kind instanceof Attention attention) {
            return attention(attention, past.in(0, t), past.in(1, t), past.in(2, t));
        }
        if (kind instanceof Concat) {
            return concat(past, t);
        }
        final double[] in = past.in(0, t);
        final double[] out = new double[shape.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = element(past, in, i, t);
        }
        return out;
    }

    private double[] concat(Past past, int t) {
        final double[] out = new double[shape.size()];
        int first = 0;
        for (int port = 0; port < inputs.size(); port++) {
            final int channels = inputs.get(port).channels();
            final double[] in = past.in(port, t);
            for (int i = 0; i < in.length; i++) {
                out[i / channels * shape.channels() + first + i % channels] = in[i];
            }
            first += channels;
        }
        return out;
    }

    private double element(Past past, double[] in, int i, int t) {
        if (kind instanceof Pad) {
            final int y = i / shape.channels() / shape.width() - (shape.height() - input.height()) / 2;
            final int x = i / shape.channels() % shape.width() - (shape.width() - input.width()) / 2;
            final boolean isWithin = y >= 0 && x >= 0 && y < input.height() && x < input.width();
            return isWithin ? in[input.index(i % shape.channels(), y, x)] : 0;
        }
        if (kind instanceof Scan) {
            return t < input.width() ? in[input.index(i % shape.channels(), i / shape.channels(), t)] : 0;
        }
        if (kind instanceof Unflatten) {
            return in[shape.channelFirst(i)];
        }
        if (kind instanceof Flatten) {
            return in[place(i)];
        }
        if (kind instanceof Integrator integrator) {
            final double x = integrator.retain() * (t == 0 ? 0 : past.out(t - 1)[i]) + in[i];
            return x > 0 ? x : integrator.leakySlope() * x;
        }
        if (kind instanceof Li li) {
            return li(li, past, in[i], i, t);
        }
        if (kind instanceof Mean mean) {
            return switch (mean.over()) {
                case TIME -> ((t == 0 ? 0 : past.out(t - 1)[i]) * t + in[i]) / (t + 1);
                case POSITIONS -> positionMean(in, i);
                case FIRST -> in[i];
            };
        }
        if (kind instanceof Activation activation) {
            return activation.at(in[i]);
        }
        if (kind instanceof Scale scale) {
            return tensor("scale", scale.per(), i) * in[i];
        }
        if (kind instanceof Affine affine) {
            return tensor("scale", affine.per(), i) * in[i] + tensor("offset", affine.per(), i);
        }
        if (kind instanceof Delay delay) {
            return past.in(0, t - (int) tensor("delay", delay.per(), i))[i];
        }
        if (kind instanceof Embedding embedding) {
            return tensor("table")[
                    embedding.entry((float) in[i / embedding.size()], i / embedding.size()) * embedding.size()
                            + i % embedding.size()];
        }
        if (kind instanceof TdBatchNorm || kind instanceof BatchNorm) {
            return in[i]; // until all is there
        }
        throw new AssertionError(kind);
    }

    /** Where an element of a vector lies in the map. */
    private int place(int element) {
        for (int i = 0; i < input.size(); i++) {
            if (input.channelFirst(i) == element) {
                return i;
            }
        }
        throw new AssertionError(element);
    }

    private double positionMean(double[] in, int channel) {
        double sum = 0;
        for (int i = channel; i < in.length; i += input.channels()) {
            sum += in[i];
        }
        return sum / input.positions();
    }

    private double li(Li li, Past past, double x, int i, int t) {
        final double tau = tensor("tau", li.per(), i);
        final double share =
                li.integrator() == Integration.EULER ? li.dt() / tau : 1 - Math.exp(-(double) li.dt() / tau);
        final double start =
                li.start() == Start.ZERO ? 0 : tensor(li.start() == Start.LEAK ? "vLeak" : "vStart", li.per(), i);
        final double v = t == 0 ? start : past.out(t - 1)[i];
        return v + share * (tensor("vLeak", li.per(), i) - v + tensor("r", li.per(), i) * x);
    }

    private double[] matrix(MatrixKind matrix, Past past, int t) {
        final double[] out = new double[shape.size()];
        final double[] weights = tensor("weight");
        final double[][] in = new double[matrix.delay() + 1][];
        for (int delay = 0; delay <= matrix.delay(); delay++) {
            in[delay] = past.in(0, t - delay);
        }
        for (final int[] each : connections) {
            out[each[0]] += in[each[1] / input.size()][each[1] % input.size()] * weights[each[2]];
        }
        for (int i = 0; matrix.bias() && i < out.length; i++) {
            out[i] += tensor("bias")[i % shape.channels()];
        }
        return out;
    }

    private double[] pool(
            Size kernel, Size stride, Size padding, double[] in, double first, DoubleBinaryOperator operation) {
        final double[] out = new double[shape.size()];
        for (int i = 0; i < out.length; i++) {
            final int y = i / shape.channels() / shape.width();
            final int x = i / shape.channels() % shape.width();
            out[i] = first;
            for (int tap = 0; tap < kernel.area(); tap++) {
                final int row = y * stride.height() - padding.height() + tap / kernel.width();
                final int column = x * stride.width() - padding.width() + tap % kernel.width();
                if (row >= 0 && row < input.height() && column >= 0 && column < input.width()) {
                    out[i] = operation.applyAsDouble(out[i], in[input.index(i % shape.channels(), row, column)]);
                }
            }
        }
        return out;
    }

    private double[] layerNorm(LayerNorm norm, double[] in) {
        final double[] out = new double[in.length];
        final int n = shape.channels();
        for (int start = 0; start < in.length; start += n) {
            double mean = 0;
            for (int c = 0; c < n; c++) {
                mean += in[start + c] / n;
            }
            double variance = 0;
            for (int c = 0; c < n; c++) {
                variance += (in[start + c] - mean) * (in[start + c] - mean) / n;
            }
            for (int c = 0; c < n; c++) {
                final double normal = (in[start + c] - mean) / Math.sqrt(variance + norm.epsilon());
                out[start + c] = norm.affine() ? normal * tensor("gamma")[c] + tensor("beta")[c] : normal;
            }
        }
        return out;
    }

    private double[] upsample(Upsample upsample, double[] in) {
        final double[] out = new double[shape.size()];
        final Size factor = upsample.factor();
        for (int i = 0; i < out.length; i++) {
            final int y = i / shape.channels() / shape.width();
            final int x = i / shape.channels() % shape.width();
            final int c = i % shape.channels();
            if (upsample.mode() == Upsample.Mode.NEAREST) {
                out[i] = in[input.index(c, y / factor.height(), x / factor.width())];
                continue;
            }
            final boolean isCornered = upsample.mode() == Upsample.Mode.CORNERS;
            final double row = isCornered
                    ? y * (input.height() - 1.0) / Math.max(1, shape.height() - 1)
                    : Math.max(0, (y + 0.5) / factor.height() - 0.5);
            final double column = isCornered
                    ? x * (input.width() - 1.0) / Math.max(1, shape.width() - 1)
                    : Math.max(0, (x + 0.5) / factor.width() - 0.5);
            for (int corner = 0; corner < 4; corner++) {
                final int r = (int) row + corner / 2;
                final int k = (int) column + corner % 2;
                final double share = (1 - Math.abs(row - r)) * (1 - Math.abs(column - k));
                out[i] += share * in[input.index(c, Math.min(r, input.height() - 1), Math.min(k, input.width() - 1))];
            }
        }
        return out;
    }

    private double[] attention(Attention attention, double[] queries, double[] keys, double[] values) {
        final double[] out = new double[shape.size()];
        final int tokens = inputs.get(1).positions();
        final int channels = input.channels();
        final int width = channels / attention.heads();
        final int outWidth = shape.channels() / attention.heads();
        for (int i = 0; i < out.length; i++) {
            final int token = i / shape.channels();
            final int head = i % shape.channels() / outWidth;
            double total = 0;
            for (int j = 0; j < (attention.causal() ? token + 1 : tokens); j++) {
                double score = 0;
                for (int c = head * width; c < (head + 1) * width; c++) {
                    score += queries[token * channels + c] * keys[j * channels + c];
                }
                final double weight = Math.exp(score / Math.sqrt(width));
                out[i] += weight * values[j * shape.channels() + i % shape.channels()];
                total += weight;
            }
            out[i] /= total;
        }
        return out;
    }
}
