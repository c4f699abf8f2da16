package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.Quantiser;
import io.memspike.core.run.Session;
import io.memspike.core.run.Surroundings;
import io.memspike.testing.Outside;
import io.memspike.topology.loss.LossTerm;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.UpdateRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A golden file of a network without spikes: its samples, learners of a graph whose nodes are named as its layers, and one training pass. */
final class PruningGolden implements Samples {
    private static final double TOLERANCE = 1e-4;

    private final SafetensorsFile file;
    private final Shape shape;
    private final int steps;
    private final boolean hasPixels; // a class for each pixel, else for each sample

    PruningGolden(String name, Shape shape, int steps, boolean hasPixels) throws IOException {
        this.file = SafetensorsFile.open(Outside.file("golden/s3/" + name + ".safetensors"));
        this.shape = shape;
        this.steps = steps;
        this.hasPixels = hasPixels;
    }

    float[] tensor(String name) {
        try {
            return file.tensor(name).floats();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean has(String name) {
        return file.has(name);
    }

    float scale(String layer) {
        return tensor(layer + ".weight_scale")[0];
    }

    /** Weights pruned by the file's scores; norms as they begin, with the file's gamma and beta where it has them. */
    Learners learners(Graph graph) {
        final Map<String, Parameters> given = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final String name = node.name();
            given.put(
                    name,
                    new Parameters.Pruned(
                            tensor(name + ".weight"), tensor(name + ".score").clone(), scale(name), 0.5));
        }
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String name = node.name() + "." + spec.name();
                if (has(name) && !spec.name().equals("weight")) {
                    given.put(name, new Parameters.Trained(tensor(name).clone(), 1f));
                }
            }
        }
        return Learners.of(graph, given);
    }

    /** A graph with quantisers behind some of its nodes, or without. */
    static final class Quantised {
        final GraphBuilder builder = new GraphBuilder();
        private final int bits;

        Quantised(int bits) {
            this.bits = bits;
        }

        /** Puts a quantiser behind a node: the name of what is to be taken instead. */
        String quantised(String node, boolean signed) {
            if (bits == 0) {
                return node;
            }
            builder.node(node + ".q", new Quantiser(bits, signed), node);
            return node + ".q";
        }

        Graph build(String output) {
            return builder.build(output);
        }
    }

    /**
     * A training pass over all samples at once.
     *
     * @param learners as it left them
     * @param loss mean over samples
     * @param gradients ∂L/∂ of scores and tensors
     * @param traces what left each node: [sample, element, step], channel-last
     */
    record Pass(Learners learners, double loss, Map<String, float[]> gradients, Map<String, float[]> traces) {}

    /** One training pass. */
    Pass pass(Graph graph, LossTerm loss, Kernels kernels, int threads) {
        final Map<String, Recording> recordings = new LinkedHashMap<>();
        final List<LossTerm> terms = new ArrayList<>(List.of(loss));
        for (final Node node : graph.nodes()) {
            if (!(node.kind() instanceof Input)) {
                recordings.put(node.name(), Recording.of(graph, node.name(), size(), steps));
            }
        }
        terms.addAll(recordings.values());
        final Learners learners = learners(graph);
        final Trainer.Task task = new Trainer.Task(graph, learners, terms, null, Surroundings.EXACT);
        final TrainingConfig config = TrainingConfig.adam(1, size(), 1e-3, 0, 0, 1);
        try (Trainer trainer = new Trainer(task, this, config, kernels, threads, 0)) {
            trainer.begin(IntStream.range(0, size()).toArray(), 0, size(), 0);
            trainer.learn();
            trainer.update(new UpdateRule(1, 1e-30, 0, new Optimiser(Optimiser.Method.SGD, 0)));
            final Map<String, float[]> gradients = new LinkedHashMap<>();
            for (final Node node : graph.nodesOf(MatrixKind.class)) {
                gradients.put(
                        node.name() + ".score",
                        trainer.weightGradient(node.name()).clone());
            }
            learners.learnt().forEach((name, learner) -> {
                if (!name.endsWith(".weight")) {
                    gradients.put(name, learner.adam().firstMoment().clone()); // velocity 0 · 0 + gradient
                }
            });
            final Map<String, float[]> traces = new LinkedHashMap<>();
            recordings.forEach((node, recording) -> traces.put(node, recording.values()));
            final double sum = Arrays.stream(trainer.current().losses[0]).sum();
            return new Pass(learners, sum / size(), gradients, traces);
        }
    }

    /** What answers each sample in service: [sample, element], channel-last. */
    float[] answers(Graph graph, Learners learners, Kernels kernels) {
        final Session session = Networks.of(graph, learners, kernels).newSession();
        final EventFrames frames = new EventFrames(shape, steps);
        final int size = graph.shape(graph.output()).size();
        final float[] answers = new float[size() * size];
        for (int n = 0; n < size(); n++) {
            load(n, frames);
            session.reset(n);
            for (int t = 0; t < steps; t++) {
                session.step(frames.step(t));
            }
            System.arraycopy(session.answer(), 0, answers, n * size, size);
        }
        return answers;
    }

    /** Checks a pass with quantisers of so many bits, or none: loss, outputs, traces of nodes, gradients, and running statistics without quantisers. */
    void assertPass(int bits, Graph graph, Pass pass, List<String> traced) {
        final String prefix = bits == 0 ? "" : "q" + bits + ".";
        assertClose(prefix + "loss", (float) pass.loss());
        assertClose(prefix + "output", lastSteps(graph, graph.output(), pass));
        for (final String node : traced) {
            assertClose(prefix + "trace." + node, lastSteps(graph, graph.has(node + ".q") ? node + ".q" : node, pass));
        }
        pass.gradients().forEach((name, gradient) -> assertClose(prefix + "grad." + name, gradient));
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            assertMask(node.name() + ".mask", pass.learners());
        }
        for (final Node node : graph.nodesOf(BatchNorm.class)) {
            if (bits == 0) {
                assertClose(node.name() + ".running_mean", pass.learners().values(node.name() + ".mean"));
                assertClose(node.name() + ".running_var", pass.learners().values(node.name() + ".variance"));
            }
        }
    }

    /** Checks a layer's mask, to the entry; {@code name} is the layer's and the tensor's. */
    void assertMask(String name, Learners learners) {
        final String layer = name.substring(0, name.lastIndexOf('.'));
        assertRow(name, 0, learners.learnt().get(layer + ".weight").parameters().mask());
        assertEquals(tensor(name).length, tensor(layer + ".weight").length);
    }

    /** Checks a row of a tensor of masks, to the entry. */
    void assertRow(String name, int row, byte[] mask) {
        final float[] expected = tensor(name);
        for (int i = 0; i < mask.length; i++) {
            assertEquals((int) expected[row * mask.length + i], mask[i], name + " in row " + row + " at " + i);
        }
    }

    /** What left a node at the last step, in the order of files. */
    float[] lastSteps(Graph graph, String node, Pass pass) {
        final float[] all = pass.traces().get(node);
        final float[] last = new float[all.length / steps];
        for (int i = 0; i < last.length; i++) {
            last[i] = all[i * steps + steps - 1];
        }
        return channelFirst(last, graph.shape(node));
    }

    /** Elements of each sample, channel-last, in the order of files. */
    static float[] channelFirst(float[] values, Shape shape) {
        final float[] ordered = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            ordered[i / shape.size() * shape.size() + shape.channelFirst(i % shape.size())] = values[i];
        }
        return ordered;
    }

    /** Checks numbers against the file's. */
    void assertClose(String name, float... actual) {
        final float[] expected = tensor(name);
        float largest = 0f;
        for (final float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, actual, (float) (TOLERANCE * largest), name);
    }

    @Override
    public int size() {
        return tensor("input").length / shape.size();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int storedSteps() {
        return 1;
    }

    @Override
    public void target(int sample, Target into) {
        final float[] label = tensor("label");
        if (!hasPixels) {
            into.label((int) label[sample]);
            return;
        }
        System.arraycopy(label, sample * shape.positions(), into.values(shape.positions()), 0, shape.positions());
    }

    @Override
    public void load(int sample, EventFrames into) {
        final float[] input = tensor("input");
        into.clear();
        for (int i = 0; i < shape.size(); i++) {
            final float value = input[sample * shape.size() + shape.channelFirst(i)];
            for (int t = 0; t < into.steps() && value != 0f; t++) {
                into.step(t).add(i, value);
            }
        }
    }
}
