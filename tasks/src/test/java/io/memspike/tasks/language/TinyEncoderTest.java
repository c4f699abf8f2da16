package io.memspike.tasks.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.interchange.onnx.Encoder;
import io.memspike.interchange.onnx.EncoderSize;
import io.memspike.testing.Outside;
import io.memspike.topology.Learners;
import io.memspike.topology.LowRank;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Adam;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.UpdateRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An encoder of two layers with adapters, against an independent program's in double precision. */
class TinyEncoderTest {
    private static final EncoderSize SIZE = new EncoderSize(40, 16, 32, 2, 2, 64, 1e-12f);
    private static final LowRank ADAPTERS = new LowRank(4, 8f);
    private static final int MOST = 6; // tokens of the longer text
    private static final float TOLERANCE = 1e-4f; // times a tensor's largest, as the golden file's notes ask for

    private SafetensorsFile golden;

    @BeforeEach
    void open() throws IOException {
        golden = SafetensorsFile.open(Outside.file("golden/s4/tiny_encoder.safetensors"));
    }

    @AfterEach
    void close() throws IOException {
        if (golden != null) {
            golden.close();
        }
    }

    private float[] floats(String tensor) throws IOException {
        return golden.tensor(tensor).floats();
    }

    /** Encoder, adapters and a head of three classes. */
    private static Graph graph() {
        final Graph encoder = ADAPTERS.adapt(Encoder.graph(SIZE, MOST), name -> true);
        final List<Node> nodes = new ArrayList<>(encoder.nodes());
        final List<Edge> edges = new ArrayList<>(encoder.edges());
        nodes.add(new Node("head", new Linear(3, 1f, true)));
        edges.add(Edge.of(Encoder.POOLED, "head"));
        return new Graph(nodes, edges, List.of("head"));
    }

    /** The golden file's name of a model's tensor. */
    private static String goldenName(String tensor) {
        if (tensor.startsWith("layers.") && tensor.endsWith(".down.weight") && tensor.split("\\.").length == 5) {
            return tensor.replace(".down.weight", ".lora_a");
        }
        if (tensor.startsWith("layers.") && tensor.endsWith(".up.weight") && tensor.split("\\.").length == 5) {
            return tensor.replace(".up.weight", ".lora_b");
        }
        return tensor.replace("word.table", "embeddings.word")
                .replace("gamma", "weight")
                .replace("beta", "bias");
    }

    private Map<String, float[]> tensors(Graph graph) throws IOException {
        final Map<String, float[]> tensors = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final var spec : graph.tensors(node.name())) {
                final String name = node.name() + "." + spec.name();
                if (name.equals("position.table")) {
                    final float[] table = floats("embeddings.position");
                    final float[] type = floats("embeddings.type");
                    for (int i = 0; i < table.length; i++) {
                        table[i] += type[i % SIZE.hidden()];
                    }
                    tensors.put(name, table);
                } else {
                    tensors.put(name, floats(goldenName(name)));
                }
            }
        }
        return tensors;
    }

    /** The two texts of the batch. */
    private record Texts(long[] ids, long[] labels) implements Samples {
        @Override
        public int size() {
            return 2;
        }

        @Override
        public Shape shape() {
            return new Shape(1, 1, MOST);
        }

        @Override
        public int steps() {
            return 1;
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public int label(int sample) {
            return (int) labels[sample];
        }

        @Override
        public void load(int sample, EventFrames into) {
            into.clear();
            for (int i = 0; i < (sample == 0 ? 6 : 4); i++) {
                into.step(0).add(i, ids[sample * MOST + i]);
            }
        }
    }

    private Texts texts() throws IOException {
        return new Texts(golden.tensor("ids").longs(), golden.tensor("labels").longs());
    }

    private static void assertClose(float[] expected, float[] found, String what) {
        float largest = 0;
        for (final float each : expected) {
            largest = Math.max(largest, Math.abs(each));
        }
        assertArrayEquals(expected, found, TOLERANCE * largest, what);
    }

    private static float[] part(float[] all, int of, int parts) {
        final int size = all.length / parts;
        return Arrays.copyOfRange(all, of * size, (of + 1) * size);
    }

    @Test
    void shouldGoForwardAsTheGoldenEncoder() throws IOException {
        final Graph graph = graph();
        final Map<String, float[]> tensors = tensors(graph);
        final Texts texts = texts();
        for (final String kernelsName : List.of("auto", "scalar")) {
            final Kernels kernels = KernelsLookup.find(kernelsName).kernels();
            final Session session = Network.of(
                            graph,
                            tensors,
                            (node, matrix) ->
                                    WeightedSynapses.of(matrix, effective(graph, tensors, node.name()), kernels),
                            kernels)
                    .newSession();
            final EventFrames frames = EventFrames.of(texts);
            for (int s = 1; s >= 0; s--) { // the longer one last, and what it left behind is in nobody's way
                texts.load(s, frames);
                session.reset(s);
                session.step(frames.step(0));
                assertClose(part(floats("digital.logits"), s, 2), session.answer(), "logits");
                final List<String> hidden = List.of("embeddings.norm", "layers.0.norm2", "layers.1.norm2");
                for (int h = 0; h < hidden.size(); h++) {
                    final float[] values = new float[MOST * SIZE.hidden()];
                    session.values(hidden.get(h), values);
                    assertClose(part(floats("digital.hidden." + h), s, 2), values, hidden.get(h));
                }
                final float[] pooled = new float[SIZE.hidden()];
                session.values(Encoder.POOLED, pooled);
                assertClose(part(floats("digital.pooled"), s, 2), pooled, "pooled");
            }
        }
    }

    private static float[] effective(Graph graph, Map<String, float[]> tensors, String node) {
        final float scale = ((MatrixKind) graph.node(node).kind()).weightScale();
        final float[] weights = tensors.get(node + ".weight").clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= scale;
        }
        return weights;
    }

    @Test
    void shouldGoBackAsTheGoldenEncoder() throws IOException {
        final Graph graph = graph();
        final Map<String, float[]> tensors = tensors(graph);
        for (final int threads : new int[] {1, 2}) {
            final Learners learners = learners(graph, tensors);
            final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy("head", Loss.MEAN));
            final TrainingConfig config = TrainingConfig.adam(1, 2, 1e-3, 0, 0, 1);
            try (Trainer trainer = new Trainer(
                    task, texts(), config, KernelsLookup.find("auto").kernels(), threads, 0)) {
                assertEquals(floats("digital.loss")[0], trainer.batch().mean(0), TOLERANCE);
            }
            final List<String> learnt = learners.learnt().keySet().stream()
                    .filter(learners::isLearnt)
                    .toList();
            assertEquals(2 * 2 * 6 + 2, learnt.size());
            for (final String tensor : learnt) {
                // of the first moment an update makes 0.9 · 0 + 0.1 · gradient
                final float[] gradient =
                        learners.learnt().get(tensor).adam().firstMoment().clone();
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= 10;
                }
                assertClose(floats("digital.grad." + goldenName(tensor)), gradient, tensor);
            }
        }
    }

    /** Adapters and head learn, all else is frozen. */
    private static Learners learners(Graph graph, Map<String, float[]> tensors) {
        final Map<String, Parameters> given = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final float scale = ((MatrixKind) node.kind()).weightScale();
            final float[] weights = tensors.get(node.name() + ".weight").clone();
            final boolean learns =
                    scale != 1f || node.name().equals("head") || node.name().split("\\.").length == 4;
            given.put(
                    node.name(),
                    learns ? new Parameters.Trained(weights, scale) : new Parameters.Frozen(weights, scale));
        }
        final Map<String, float[]> others = new LinkedHashMap<>(tensors);
        others.keySet().removeIf(name -> name.endsWith(".weight"));
        return Learners.of(graph, given)
                .with(others)
                .frozen(name -> !name.endsWith(".weight") && !name.startsWith("head"));
    }

    @Test
    void shouldStepAsTheGoldenOptimiser() throws IOException {
        final Map<String, String> steps =
                Map.of("head.weight", "head.weight", "layers.0.query.lora_b", "layers.0.query.lora_b");
        for (final String tensor : steps.keySet()) {
            final float[] values = floats(tensor);
            final UpdateRule rule = new UpdateRule(1, 0.01, 0.01, Optimiser.ADAMW);
            new Adam(values.length).update(values, floats("analog.grad." + tensor), 0, values.length, rule);
            assertClose(floats("adamw.1." + tensor), values, tensor);
        }
    }
}
