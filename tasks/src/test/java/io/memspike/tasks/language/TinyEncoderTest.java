package io.memspike.tasks.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.file.Model;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.run.Substrate;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.interchange.onnx.Encoder;
import io.memspike.interchange.onnx.EncoderSize;
import io.memspike.memristor.tile.PositionCells;
import io.memspike.memristor.tile.PositionTiles;
import io.memspike.testing.Outside;
import io.memspike.topology.Learners;
import io.memspike.topology.LowRank;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private static final PositionTiles.Converters CONVERTERS = new PositionTiles.Converters(16, 127, 127, 3f);

    private final Map<Integer, float[]> told = new LinkedHashMap<>(); // what converters made of the last token, by tile
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

    /** What leaves the embeddings and each layer, of a text that was put through. */
    private void assertHidden(String way, Session session, int sample) throws IOException {
        final List<String> hidden = List.of("embeddings.norm", "layers.0.norm2", "layers.1.norm2");
        for (int h = 0; h < hidden.size(); h++) {
            final float[] values = new float[MOST * SIZE.hidden()];
            session.values(hidden.get(h), values);
            assertClose(part(floats(way + ".hidden." + h), sample, 2), values, hidden.get(h));
        }
    }

    @Test
    void shouldGoForwardAsTheGoldenEncoder() throws IOException {
        final Graph graph = graph();
        final Map<String, float[]> tensors = tensors(graph);
        final Model model = new Model(graph, tensors, Map.of(), Map.of(), Map.of());
        final Texts texts = texts();
        for (final String kernelsName : List.of("auto", "scalar")) {
            final Kernels kernels = KernelsLookup.find(kernelsName).kernels();
            final Session session = Network.of(
                            graph,
                            tensors,
                            (node, matrix) -> WeightedSynapses.of(matrix, model.effective(node.name()), kernels),
                            kernels)
                    .newSession();
            final EventFrames frames = EventFrames.of(texts);
            for (int s = 1; s >= 0; s--) { // the longer one last, and what it left behind is in nobody's way
                texts.load(s, frames);
                session.reset(s);
                session.step(frames.step(0));
                assertClose(part(floats("digital.logits"), s, 2), session.answer(), "logits");
                assertHidden("digital", session, s);
                final float[] pooled = new float[SIZE.hidden()];
                session.values(Encoder.POOLED, pooled);
                assertClose(part(floats("digital.pooled"), s, 2), pooled, "pooled");
            }
        }
    }

    /** The frozen connections on tiles, with the golden file's noise; adapters and head beside them in memory. */
    @Test
    void shouldGoForwardOnTilesAsTheGoldenEncoder() throws IOException {
        final Graph graph = graph();
        final Map<String, float[]> tensors = tensors(graph);
        final Model model = new Model(graph, tensors, Map.of(), Map.of(), Map.of());
        final Texts texts = texts();
        final EventFrames frames = EventFrames.of(texts);
        for (int s = 0; s < 2; s++) {
            final int sample = s;
            final Kernels kernels = KernelsLookup.find("auto").kernels();
            final Session session = Network.of(
                            graph,
                            tensors,
                            (node, matrix) -> isOnTiles(node)
                                    ? tiles(node.name(), matrix, sample, kernels)
                                    : WeightedSynapses.of(matrix, model.effective(node.name()), kernels),
                            kernels)
                    .newSession();
            texts.load(s, frames);
            session.reset(s);
            session.step(frames.step(0));
            assertClose(part(floats("analog.logits"), s, 2), session.answer(), "logits");
            assertHidden("analog", session, s);
            assertCodes(session, tiles("layers.0.up", Matrix.of(graph, "layers.0.up"), s, kernels), s);
        }
    }

    private static boolean isOnTiles(Node node) {
        return node.kind() instanceof Linear linear && linear.bias() && linear.atPositions();
    }

    private PositionTiles tiles(String node, Matrix matrix, int sample, Kernels kernels) {
        try {
            final float[] weights = floats(node + ".weight");
            final float[] cells = floats(node + ".weight_noise");
            final float[] noise = floats(node + ".output_noise"); // [sample, token, tile, out]
            final int in = matrix.input().channels();
            final int out = matrix.out();
            final float[] scales = scales(weights, out);
            for (int o = 0; o < out; o++) {
                for (int i = 0; i < in; i++) {
                    cells[o * in + i] += weights[o * in + i] / scales[o];
                }
            }
            final int tiles = in / CONVERTERS.rows();
            return new PositionTiles(
                    matrix,
                    new PositionCells(matrix, cells, scales, null, CONVERTERS.rows()),
                    CONVERTERS.drive(),
                    (sums, positions, columns, tile, read) -> {
                        CONVERTERS.readout().convert(sums, positions, columns, tile, read);
                        told.put(tile, Arrays.copyOf(sums, columns));
                    },
                    (read, position, tile, sums, columns) -> {
                        for (int o = 0; o < columns; o++) {
                            sums[o] += noise[((sample * MOST + position) * tiles + tile) * columns + o];
                        }
                    },
                    kernels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads each token by itself, with the codes of the golden file. */
    private void assertCodes(Session session, PositionTiles tiles, int sample) throws IOException {
        final int in = SIZE.hidden();
        final int out = SIZE.intermediate();
        final float[] entering = new float[MOST * in];
        session.values("layers.0.norm1", entering);
        final SpikeList token = new SpikeList(entering.length);
        for (int p = 0; p < (sample == 0 ? 6 : 4); p++) {
            token.clear();
            for (int i = p * in; i < (p + 1) * in; i++) {
                token.add(i, entering[i]);
            }
            final PositionTiles.Reading reading = tiles.open();
            reading.accumulate(token, 0, new float[MOST * out + Synapses.PADDING]);
            final int at = sample * MOST + p;
            for (int tile = 0; tile < tiles.tiles(); tile++) {
                final String name = "analog.layers.0.up.";
                final float[] dac = floats(name + "dac." + tile); // [sample, token, rows]
                final float[] adc = floats(name + "adc." + tile); // [sample, token, out]
                for (int row = 0; row < 16; row++) {
                    assertEquals(dac[at * 16 + row], reading.driven()[tile * 16 + row]);
                }
                for (int o = 0; o < out; o++) {
                    assertEquals(adc[at * out + o], told.get(tile)[o] * 127 / 3, 1e-4f);
                }
                final float scale = floats(name + "fullscale." + tile)[at];
                assertEquals(scale, reading.fullScale(tile), TOLERANCE * scale);
            }
        }
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
            assertGradients("digital", learners);
        }
    }

    /** All gradients of the first batch. */
    private void assertGradients(String way, Learners learners) throws IOException {
        for (final String tensor : learnt(learners)) {
            // of the first moment an update makes 0.9 · 0 + 0.1 · gradient
            final float[] gradient =
                    learners.learnt().get(tensor).adam().firstMoment().clone();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= 10;
            }
            assertClose(floats(way + ".grad." + goldenName(tensor)), gradient, tensor);
        }
    }

    private static List<String> learnt(Learners learners) {
        final List<String> learnt =
                learners.learnt().keySet().stream().filter(learners::isLearnt).toList();
        assertEquals(2 * 2 * 6 + 2, learnt.size());
        return learnt;
    }

    /** Two updates by AdamW through tiles, whose clipping blocks the gradient, with the same noise both times. */
    @Test
    void shouldLearnOnTilesAsTheGoldenEncoder() throws IOException {
        final Graph graph = graph();
        final Map<String, float[]> tensors = tensors(graph);
        for (final String kernelsName : List.of("auto", "scalar")) {
            final Kernels kernels = KernelsLookup.find(kernelsName).kernels();
            final Learners learners = learners(graph, noisy(graph, tensors));
            final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy("head", Loss.MEAN))
                    .through(exact -> (node, matrix) ->
                            isOnTiles(node) ? tiles(node, matrix, exact, kernels) : exact.connect(node, matrix));
            final TrainingConfig config = TrainingConfig.adamW(2, 2, 0.01, false, 0.01, 1);
            try (Trainer trainer = new Trainer(task, texts(), config, kernels, 2, 0)) {
                assertEquals(floats("analog.loss")[0], trainer.batch().mean(0), TOLERANCE);
                assertGradients("analog", learners);
                for (final String tensor : List.of("head.weight", "layers.0.query.up.weight")) {
                    assertClose(floats("adamw.1." + goldenName(tensor)), learners.values(tensor), tensor);
                }
                assertEquals(floats("adamw.2.loss")[0], trainer.batch().mean(0), TOLERANCE);
            }
            for (final String tensor : learnt(learners)) {
                assertClose(floats("adamw.2." + goldenName(tensor)), learners.values(tensor), tensor);
            }
        }
    }

    /** The same where what lies on tiles has the golden file's noise. */
    private Map<String, float[]> noisy(Graph graph, Map<String, float[]> tensors) throws IOException {
        final Map<String, float[]> noisy = new LinkedHashMap<>(tensors);
        for (final Node node : graph.nodesOf(Linear.class)) {
            if (isOnTiles(node)) {
                final float[] weights = tensors.get(node.name() + ".weight").clone();
                final float[] noise = floats(node.name() + ".weight_noise");
                final float[] scales = scales(weights, ((Linear) node.kind()).out());
                for (int i = 0; i < weights.length; i++) {
                    weights[i] += scales[i / (weights.length / scales.length)] * noise[i];
                }
                noisy.put(node.name() + ".weight", weights);
            }
        }
        return noisy;
    }

    /** What training reads through: synapses with the weights of the batch, on tiles. */
    private PositionTiles tiles(Node node, Matrix matrix, Substrate exact, Kernels kernels) {
        try {
            final float[] noise = floats(node.name() + ".output_noise"); // [sample, token, tile, out]
            final float[] scales = scales(floats(node.name() + ".weight"), matrix.out());
            final int tiles = matrix.input().channels() / CONVERTERS.rows();
            return new PositionTiles(
                    matrix,
                    new PositionCells(
                            matrix, (WeightedSynapses) exact.connect(node, matrix), scales, CONVERTERS.rows()),
                    CONVERTERS,
                    (read, position, tile, sums, columns) -> {
                        final int sample = (int) (read / Session.READS_PER_SAMPLE % 2); // of any epoch
                        for (int o = 0; o < columns; o++) {
                            sums[o] += noise[((sample * MOST + position) * tiles + tile) * columns + o];
                        }
                    },
                    kernels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] scales(float[] weights, int columns) {
        final float[] scales = new float[columns];
        final int rows = weights.length / columns;
        for (int i = 0; i < weights.length; i++) {
            scales[i / rows] = Math.max(scales[i / rows], Math.abs(weights[i]));
        }
        return scales;
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
}
