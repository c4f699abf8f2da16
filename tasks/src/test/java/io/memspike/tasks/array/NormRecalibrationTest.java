package io.memspike.tasks.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.BatchNorm;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Placement;
import io.memspike.tasks.Checkpoint;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.network.Start;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormRecalibrationTest {
    private static final Shape SHAPE = new Shape(1, 6, 5);
    private static final int SIZE = 40;
    private static final BatchNorm NORM = new BatchNorm(1e-5f, false);

    private static final Samples SAMPLES = new Pictures(1);

    /** Random pictures, another at each step. */
    private record Pictures(int steps) implements Samples {
        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public Shape shape() {
            return SHAPE;
        }

        @Override
        public void load(int sample, EventFrames into) {
            into.clear();
            for (int t = 0; t < steps; t++) {
                final RandomStream random = RandomStream.of(9, "pictures", (long) steps * sample + t);
                for (int i = 0; i < SHAPE.size(); i++) {
                    into.step(t).add(i, 0.1f + random.nextFloat());
                }
            }
        }
    }

    private static Model model() {
        final Graph graph = Graph.chain(
                SHAPE,
                List.of(
                        new Conv2d(3, 3, 1, 1, 0.1f),
                        NORM,
                        new Activation(Activation.Function.RELU, 1f),
                        new Conv2d(4, 3, 1, 0, 0.1f),
                        NORM,
                        new Linear(2, 0.1f)));
        return Checkpoint.model(
                graph, Start.pruned(graph, 0.5, 3), Map.of("device", ModelNetwork.FORMED_RRAM, "seed", "3"), false);
    }

    /** Neurons that fire behind norms over time, in front of which a term of their own is added. */
    private static Model spikingModel() {
        final Graph graph = Graph.chain(
                SHAPE,
                List.of(
                        new Conv2d(3, 3, 1, 1, 0.1f),
                        new TdBatchNorm(1f, 0.5f, 1e-5f),
                        new Lif(0.5f, 0.5f, 1f),
                        new Conv2d(4, 3, 1, 0, 0.1f),
                        new TdBatchNorm(2f, 0.25f, 1e-5f),
                        new Linear(2, 0.1f)));
        final Model model = Checkpoint.model(
                graph, Start.pruned(graph, 0.5, 3), Map.of("device", ModelNetwork.FORMED_RRAM, "seed", "3"), false);
        final Map<String, float[]> tensors = new LinkedHashMap<>(model.tensors());
        graph.nodesOf(TdBatchNorm.class)
                .forEach(norm -> Arrays.fill(tensors.get(Model.name(norm.name(), "bias")), 0.75f));
        return new Model(graph, tensors, model.masks(), model.state(), model.metadata());
    }

    /** Over all steps at once what leaves is centred, and its deviation is alpha · threshold, 0.5 of both norms. */
    @Test
    void shouldCentreAndScaleOverTime() {
        final Samples pictures = new Pictures(3);
        final Placement placement = placement(spikingModel(), 0.1);
        final Model renewed =
                new NormRecalibration(spikingModel(), placement, pictures, new ScalarKernels(), 2).run(done -> {});
        final Network network = ModelNetwork.of(renewed, SHAPE, new ScalarKernels(), placement);

        for (final Node norm : network.graph().nodesOf(TdBatchNorm.class)) {
            assertMoments(network, norm, pictures, 0.5);
        }
    }

    private static Placement placement(Model model, double noise) {
        return ModelNetwork.placement(model, Hardware.WHOLE.withReadNoise(noise), 5);
    }

    private static Model renewed(Model model, double noise, int threads) {
        return new NormRecalibration(model, placement(model, noise), SAMPLES, new ScalarKernels(), threads)
                .run(done -> {});
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2})
    void shouldCentreAndScaleWhatTheArrayAddsUpTo(double noise) {
        final Model model = model();
        final Model renewed = renewed(model, noise, 2);
        assertCentred(ModelNetwork.of(renewed, SHAPE, new ScalarKernels(), placement(model, noise)));
        assertEquals(model.masks().keySet(), renewed.masks().keySet());
    }

    @Test
    void shouldRenewNormsOnEachDeviceOfAStudy() {
        final ClassifierStudy study = new ClassifierStudy(model(), SAMPLES, SAMPLES, SAMPLES, new ScalarKernels());
        for (final Hardware torn : Sweep.parse("open=0.1,0.3").hardware(Hardware.WHOLE)) {
            assertCentred(study.network(torn, 5));
        }
    }

    /** What leaves a renewed norm is centred and of variance 1, on the very array that it was renewed on. */
    private static void assertCentred(Network network) {
        for (final Node norm : network.graph().nodesOf(BatchNorm.class)) {
            assertMoments(network, norm, SAMPLES, 1);
        }
    }

    private static void assertMoments(Network network, Node norm, Samples seen, double deviation) {
        final Shape shape = network.graph().shape(norm.name());
        final float[] values = new float[shape.size()];
        final double[] sums = new double[shape.channels()];
        final double[] squares = new double[shape.channels()];
        final Session session = network.newSession();
        final EventFrames frames = EventFrames.of(seen);
        for (int i = 0; i < seen.size(); i++) {
            seen.load(i, frames);
            Inference.run(session, i, frames, null, (t, stepped) -> {
                stepped.values(norm.name(), values);
                for (int e = 0; e < values.length; e++) {
                    sums[e % sums.length] += values[e];
                    squares[e % sums.length] += values[e] * values[e];
                }
            });
        }
        final double n = (double) seen.size() * seen.steps() * shape.positions();
        for (int c = 0; c < sums.length; c++) {
            assertEquals(0, sums[c] / n, 1e-5);
            assertEquals(deviation * deviation, squares[c] / (n - 1), 1e-4);
        }
    }

    @Test
    void shouldGiveTheSameBitsOnAnyThreads() {
        final Model one = renewed(model(), 0.1, 1);
        final Model three = renewed(model(), 0.1, 3);
        final Model quiet = renewed(model(), 0, 1);
        for (final Node norm : one.graph().nodesOf(BatchNorm.class)) {
            final String name = Model.name(norm.name(), "variance");
            assertArrayEquals(one.tensors().get(name), three.tensors().get(name));
            assertNotEquals(one.tensors().get(name)[0], quiet.tensors().get(name)[0]);
        }
    }

    @Test
    void shouldRefuseNetworksWithoutNorms() {
        final Graph graph = Graph.chain(SHAPE, List.of(new Linear(2, 0.1f)));
        final Model model = Checkpoint.model(graph, Start.pruned(graph, 0.5, 3), Map.of("seed", "3"), false);
        assertEquals(
                "recalibration: expected a network with batch norms, found none",
                assertThrows(IllegalArgumentException.class, () -> renewed(model, 0, 1))
                        .getMessage());
    }
}
