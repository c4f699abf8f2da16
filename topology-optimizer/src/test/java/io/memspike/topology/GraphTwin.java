package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Target;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Schedule;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.TdBatchNorm;
import java.util.HashMap;
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
    private final Map<String, TwinKinds> kinds = new HashMap<>();
    private final double[][][] shown; // [sample][step][element]
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
        this.shown = shown();
        graph.nodes().stream()
                .filter(node -> !(node.kind() instanceof Input))
                .forEach(node -> kinds.put(node.name(), new TwinKinds(graph, node.name(), tensors::get)));
        loss();
        before.putAll(outputs);
    }

    private double[][][] shown() {
        final double[][][] all =
                new double[samples.size()][samples.steps()][samples.shape().size()];
        final EventFrames frames = new EventFrames(samples.shape(), samples.steps());
        for (int n = 0; n < all.length; n++) {
            samples.load(n, frames);
            for (int t = 0; t < all[n].length; t++) {
                for (int e = 0; e < frames.step(t).size(); e++) {
                    all[n][t][frames.step(t).index(e)] = frames.step(t).value(e);
                }
            }
        }
        return all;
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
            final String first = component.nodes().get(0);
            if (graph.node(first).kind() instanceof TdBatchNorm norm) {
                normalise(first, (double) norm.alpha() * norm.threshold(), norm.epsilon(), 0, samples.steps());
            }
            for (int t = 0; t < samples.steps() && graph.node(first).kind() instanceof BatchNorm; t++) {
                normalise(first, 1, ((BatchNorm) graph.node(first).kind()).epsilon(), t, t + 1);
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
        final double[] sum = new double[kinds.get(name).size(port)];
        for (final Edge edge : kinds.get(name).into(port)) {
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
            System.arraycopy(shown[n][t], 0, out, 0, out.length);
            return;
        }
        final double[] result = kinds.get(name).step(past(name, n), t);
        System.arraycopy(result, 0, out, 0, out.length);
    }

    private TwinKinds.Past past(String name, int n) {
        return new TwinKinds.Past() {
            @Override
            public double[] in(int port, int t) {
                return t < 0 ? new double[kinds.get(name).size(port)] : enters(name, port, n, t);
            }

            @Override
            public double[] out(int t) {
                return outputs.get(name)[n][t];
            }
        };
    }

    /** Over all samples and positions, and steps [from, to). */
    private void normalise(String name, double factor, double epsilon, int from, int to) {
        final double[][][] all = outputs.get(name);
        final int channels = graph.shape(name).channels();
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            int count = 0;
            for (final double[][] sample : all) {
                for (int t = from; t < to; t++) {
                    for (int i = c; i < sample[t].length; i += channels) {
                        sum += sample[t][i];
                        count++;
                    }
                }
            }
            double squares = 0;
            for (final double[][] sample : all) {
                for (int t = from; t < to; t++) {
                    for (int i = c; i < sample[t].length; i += channels) {
                        squares += (sample[t][i] - sum / count) * (sample[t][i] - sum / count);
                    }
                }
            }
            final double[] gamma = tensors.get(name + ".gamma"); // or null for 1
            final double[] beta = tensors.get(name + ".beta");
            final double scale = factor * (gamma == null ? 1 : gamma[c]) / Math.sqrt(squares / count + epsilon);
            for (final double[][] sample : all) {
                for (int t = from; t < to; t++) {
                    for (int i = c; i < sample[t].length; i += channels) {
                        sample[t][i] = scale * (sample[t][i] - sum / count) + (beta == null ? 0 : beta[c]);
                    }
                }
            }
        }
    }
}
