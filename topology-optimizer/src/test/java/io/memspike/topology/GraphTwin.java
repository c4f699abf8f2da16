package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Schedule;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Unflatten;
import io.memspike.topology.gradient.SynapseGradientTwin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The slow, obvious twin of a smooth graph in double precision: all samples of a batch, node by node, and the loss, the
 * squared error and the cross-entropy of the mean of {@link RandomGraph#OUT}.
 */
final class GraphTwin {
    private final Graph graph;
    private final Samples samples;
    private final Map<String, double[]> tensors = new HashMap<>();
    private final Map<String, double[][][]> before = new HashMap<>(); // [sample][step][element], for detached edges
    private Map<String, double[][][]> outputs;

    GraphTwin(Graph graph, Samples samples, Learners learners) {
        this.graph = graph;
        this.samples = samples;
        graph.nodes()
                .forEach(node -> graph.tensors(node.name()).forEach(spec -> {
                    final String name = node.name() + "." + spec.name();
                    final float[] values = learners.values(name);
                    final double[] copy = new double[values.length];
                    for (int i = 0; i < copy.length; i++) {
                        copy[i] = values[i];
                    }
                    tensors.put(name, copy);
                }));
        loss();
        before.putAll(outputs);
    }

    /** A tensor, to be changed. */
    double[] tensor(String name) {
        return tensors.get(name);
    }

    /** The slope of the mean loss along one element, what comes over detached edges staying what it was. */
    double slope(String tensor, int element) {
        final double h = 1e-4; // the third derivative costs about h² = 1e-8, rounding 1e-16/h
        final double[] values = tensors.get(tensor);
        final double value = values[element];
        values[element] = value + h;
        final double above = loss();
        values[element] = value - h;
        final double below = loss();
        values[element] = value;
        return (above - below) / (2 * h);
    }

    /** The mean loss of all samples. */
    double loss() {
        outputs = new HashMap<>();
        final int steps = samples.steps();
        graph.nodes()
                .forEach(node -> outputs.put(
                        node.name(),
                        new double[samples.size()][steps]
                                [graph.shape(node.name()).size()]));
        for (final Schedule.Component component : graph.schedule().components()) {
            for (int t = 0; t < steps; t++) { // a loop goes step by step; so may all others but norms
                for (final String name : component.nodes()) {
                    for (int n = 0; n < samples.size(); n++) {
                        step(name, n, t);
                    }
                }
            }
            if (graph.node(component.nodes().get(0)).kind() instanceof TdBatchNorm norm) {
                normalise(norm, component.nodes().get(0));
            }
        }
        return evaluate();
    }

    private double evaluate() {
        final Target target = new Target();
        final EventFrames frames = new EventFrames(samples.shape(), samples.steps());
        double loss = 0;
        for (int n = 0; n < samples.size(); n++) {
            samples.load(n, frames);
            samples.target(n, target);
            final double[][] out = outputs.get(RandomGraph.OUT)[n];
            final int classes = RandomGraph.OUTS;
            final double[] mean = new double[classes];
            double total = 0;
            for (int c = 0; c < classes; c++) {
                final double difference = out[out.length - 1][c] - target.values(classes)[c];
                loss += difference * difference / classes;
                for (final double[] step : out) {
                    mean[c] += step[c] / out.length;
                }
                total += Math.exp(mean[c]);
            }
            loss += Math.log(total) - mean[target.label()];
        }
        return loss / samples.size();
    }

    /** What enters a port. */
    private double[] enters(String name, int port, int n, int t) {
        final List<Edge> edges = graph.into(name, port);
        final double[] sum = new double[graph.inputs(name).get(port).size()];
        for (final Edge edge : edges) {
            if (t >= edge.delay()) {
                final boolean isFrozen = edge.isDetached() && !before.isEmpty();
                final double[] from = (isFrozen ? before : outputs).get(edge.from())[n][t - edge.delay()];
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += from[i];
                }
            }
        }
        return sum;
    }

    private void step(String name, int n, int t) {
        final Kind kind = graph.node(name).kind();
        final double[] out = outputs.get(name)[n][t];
        if (kind instanceof Input) {
            final EventFrames frames = new EventFrames(samples.shape(), samples.steps());
            samples.load(n, frames);
            for (int e = 0; e < frames.step(t).size(); e++) {
                out[frames.step(t).index(e)] = frames.step(t).value(e);
            }
            return;
        }
        final double[] in = enters(name, 0, n, t);
        final Shape shape = graph.shape(name);
        if (kind instanceof MatrixKind matrix) {
            final double[] weights = tensors.get(name + ".weight");
            SynapseGradientTwin.forEach(
                    Matrix.of(graph, name), (output, input, weight) -> out[output] += in[input] * weights[weight]);
            for (int i = 0; matrix.bias() && i < out.length; i++) {
                out[i] += tensors.get(name + ".bias")[i % shape.channels()];
            }
        } else if (kind instanceof Concat) {
            final double[] second = enters(name, 1, n, t);
            final int channels = graph.inputs(name).get(0).channels();
            for (int i = 0; i < out.length; i++) {
                final int position = i / shape.channels();
                final int channel = i % shape.channels();
                out[i] = channel < channels
                        ? in[position * channels + channel]
                        : second[position * (shape.channels() - channels) + channel - channels];
            }
        } else if (kind instanceof AvgPool pool) {
            for (int i = 0; i < in.length; i++) {
                final Shape from = graph.input(name);
                final int y = i / from.channels() / from.width() / pool.kernel().height();
                final int x = i / from.channels() % from.width() / pool.kernel().width();
                if (y < shape.height() && x < shape.width()) {
                    out[shape.index(i % from.channels(), y, x)] +=
                            in[i] / pool.kernel().area();
                }
            }
        } else {
            final double[] last = t == 0 ? new double[out.length] : outputs.get(name)[n][t - 1];
            for (int i = 0; i < out.length; i++) {
                out[i] = element(kind, in, last[i], shape, i, t);
            }
        }
    }

    private static double element(Kind kind, double[] in, double last, Shape shape, int i, int t) {
        if (kind instanceof Unflatten) {
            return in[shape.channelFirst(i)];
        }
        if (kind instanceof Integrator integrator) {
            return integrator.retain() * last + in[i];
        }
        if (kind instanceof Mean) {
            return (last * t + in[i]) / (t + 1);
        }
        if (kind instanceof Activation activation) {
            return activation.at(in[i]);
        }
        if (kind instanceof TdBatchNorm) {
            return in[i]; // until all is there
        }
        throw new AssertionError(kind);
    }

    private void normalise(TdBatchNorm norm, String name) {
        final double[][][] all = outputs.get(name);
        final int channels = graph.shape(name).channels();
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            int count = 0;
            for (final double[][] sample : all) {
                for (final double[] step : sample) {
                    for (int i = c; i < step.length; i += channels) {
                        sum += step[i];
                        count++;
                    }
                }
            }
            double squares = 0;
            for (final double[][] sample : all) {
                for (final double[] step : sample) {
                    for (int i = c; i < step.length; i += channels) {
                        squares += (step[i] - sum / count) * (step[i] - sum / count);
                    }
                }
            }
            final double scale = (double) norm.alpha()
                    * norm.threshold()
                    * tensors.get(name + ".gamma")[c]
                    / Math.sqrt(squares / count + norm.epsilon());
            for (final double[][] sample : all) {
                for (final double[] step : sample) {
                    for (int i = c; i < step.length; i += channels) {
                        step[i] = scale * (step[i] - sum / count) + tensors.get(name + ".beta")[c];
                    }
                }
            }
        }
    }
}
