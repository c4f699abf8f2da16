package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Session;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.Parameters;
import io.memspike.topology.parameter.UpdateRule;
import io.memspike.topology.parameter.internal.TopK;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Forward pass, masks, losses and gradients against vectors of an independent PyTorch program: within 1e-4 of each
 * tensor's largest magnitude, masks and spike counts exactly.
 */
class GoldenVectorsTest {
    private static final double TOLERANCE = 1e-4;
    private static final int STEPS = 10;
    private static final Shape INPUT = new Shape(2, 34, 34);

    private final Kernels kernels = KernelsLookup.find("auto").kernels();

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "conv"})
    void shouldMatchReadOutsAndSpikeCountsOfEveryStep(String kind) throws Exception {
        final Golden golden = new Golden(kind);
        final Session session =
                Networks.of(golden.graph, golden.learners(), kernels).newSession();
        final EventFrames frames = EventFrames.of(golden);
        final List<Node> neurons = golden.graph.nodesOf(Lif.class);
        final float[] readout = new float[10];
        final float[] output = new float[golden.size() * STEPS * 10];
        final float[][] spikes = {new float[golden.size() * STEPS], new float[golden.size() * STEPS]};
        for (int n = 0; n < golden.size(); n++) {
            golden.load(n, frames);
            session.reset(n);
            for (int t = 0; t < STEPS; t++) {
                session.step(frames.step(t));
                session.readout(readout);
                System.arraycopy(readout, 0, output, (n * STEPS + t) * 10, 10);
                for (int i = 0; i < spikes.length; i++) {
                    final String name = neurons.get(i).name();
                    spikes[i][n * STEPS + t] = count(
                            session.potential(name),
                            golden.graph.shape(name).size(),
                            ((Lif) neurons.get(i).kind()).threshold());
                }
            }
        }

        assertClose("output", golden.tensor("output"), output);
        assertArrayEquals(golden.tensor("layer0.spike_count"), spikes[0]);
        assertArrayEquals(golden.tensor("layer1.spike_count"), spikes[1]);
    }

    private static int count(float[] potential, int neurons, float threshold) {
        int spikes = 0;
        for (int i = 0; i < neurons; i++) {
            spikes += potential[i] > threshold ? 1 : 0;
        }
        return spikes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "conv"})
    void shouldMatchMasksExactly(String kind) throws Exception {
        final Golden golden = new Golden(kind);
        for (int w = 0; w < 3; w++) {
            final float[] expected = golden.tensor("mask" + w);
            final byte[] mask = TopK.mask(golden.tensor("score" + w), 0.5);
            assertEquals(expected.length, mask.length);
            for (int i = 0; i < mask.length; i++) {
                assertEquals((int) expected[i], mask[i], "mask" + w + " at " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "conv"})
    void shouldMatchLossesAndScoreGradients(String kind) throws Exception {
        final Golden golden = new Golden(kind);
        for (final Loss loss : List.of(Loss.MEAN, Loss.RUNNING)) { // PRIME's
            final String name = loss.name().toLowerCase(Locale.ROOT);
            final Trainer.Task task =
                    Trainer.Task.of(golden.graph, golden.learners(), new CrossEntropy(golden.graph.readout(), loss));
            final TrainingConfig config = TrainingConfig.adam(1, golden.size(), 1e-3, 0, 0, 1);
            try (Trainer trainer = new Trainer(task, golden, config, kernels, 2, 0)) {
                trainer.begin(IntStream.range(0, golden.size()).toArray(), 0, golden.size(), 0);
                trainer.learn();
                trainer.update(new UpdateRule(1, 1e-9, 0, Optimiser.ADAM));

                final double sum = Arrays.stream(trainer.current().losses[0]).sum();
                assertEquals(golden.tensor("loss." + name)[0], sum / golden.size(), TOLERANCE);
                int w = 0;
                for (final Node node : golden.graph.nodesOf(MatrixKind.class)) {
                    final String tensor = "grad." + name + ".score" + w++;
                    assertClose(tensor, golden.tensor(tensor), trainer.weightGradient(node.name()));
                }
            }
        }
    }

    private static void assertClose(String name, float[] expected, float[] actual) {
        float largest = 0f;
        for (final float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertArrayEquals(expected, actual, (float) (TOLERANCE * largest), name);
    }

    /** One golden file as a network with its samples. */
    private static final class Golden implements Samples {
        private final SafetensorsFile file;
        private final Graph graph;
        private final float[] input;

        Golden(String kind) throws IOException, URISyntaxException {
            file = SafetensorsFile.open(Path.of(GoldenVectorsTest.class
                    .getResource("/golden/prime_" + kind + ".safetensors")
                    .toURI()));
            graph = Graph.chain(INPUT, kind.equals("conv") ? conv() : mlp());
            input = tensor("input");
        }

        private static List<Kind> conv() {
            final Lif lif = new Lif(0.2f, 0.2f, 0.1f);
            final AvgPool pool = new AvgPool(2);
            return List.of(
                    new Conv2d(12, 5, 1, 1, 0.01f),
                    lif,
                    pool,
                    new Conv2d(64, 5, 1, 0, 0.01f),
                    lif,
                    pool,
                    new Linear(10, 0.01f),
                    Integrator.readout(0.1f),
                    new Mean());
        }

        private static List<Kind> mlp() {
            final Lif lif = new Lif(0.2f, 0.5f, 0.1f);
            return List.of(
                    new Linear(64, 0.03f),
                    lif,
                    new Linear(64, 0.03f),
                    lif,
                    new Linear(10, 0.03f),
                    Integrator.readout(0.1f),
                    new Mean());
        }

        float[] tensor(String name) throws IOException {
            return file.tensor(name).floats();
        }

        Learners learners() throws IOException {
            final Map<String, Parameters> weights = new LinkedHashMap<>();
            for (final Node node : graph.nodesOf(MatrixKind.class)) {
                final int w = weights.size();
                final float scale = ((MatrixKind) node.kind()).weightScale();
                weights.put(node.name(), new Parameters.Pruned(tensor("weight" + w), tensor("score" + w), scale, 0.5));
            }
            return Learners.of(graph, weights);
        }

        @Override
        public int size() {
            return input.length / STEPS / INPUT.size();
        }

        @Override
        public Shape shape() {
            return INPUT;
        }

        @Override
        public int steps() {
            return STEPS;
        }

        @Override
        public int classes() {
            return 10;
        }

        @Override
        public int label(int sample) {
            try {
                return (int) tensor("label")[sample];
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void load(int sample, EventFrames into) {
            into.clear();
            for (int t = 0; t < STEPS; t++) {
                for (int i = 0; i < INPUT.size(); i++) {
                    final float count = input[(sample * STEPS + t) * INPUT.size() + INPUT.channelFirst(i)];
                    if (count != 0f) {
                        into.step(t).add(i, count);
                    }
                }
            }
        }
    }
}
