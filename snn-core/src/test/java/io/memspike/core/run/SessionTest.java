package io.memspike.core.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Kind;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.testing.Allocation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Kernels KERNELS = KernelsLookup.find("auto").kernels();

    private static Network network(Shape input, List<Kind> chain, Map<String, float[]> weights) {
        return Network.of(
                Graph.chain(input, chain),
                (node, matrix) -> WeightedSynapses.of(matrix, weights.get(node.name()), KERNELS),
                KERNELS);
    }

    private static SpikeList spike(int index) {
        final SpikeList spikes = new SpikeList(2);
        spikes.add(index, 1f);
        return spikes;
    }

    /** Two inputs, one neuron (retain 0.5, threshold 1), two classes. */
    private static Session small() {
        return network(
                        Shape.vector(2),
                        List.of(
                                new Linear(1, 1f),
                                new Lif(0.5f, 1f, 0.25f),
                                new Linear(2, 1f),
                                Integrator.readout(0.5f),
                                new Mean()),
                        Map.of("0", new float[] {0.75f, -2f}, "2", new float[] {4f, -4f}))
                .newSession();
    }

    private static float[] readout(Session session) {
        final float[] readout = new float[2];
        session.readout(readout);
        return readout;
    }

    @Test
    void shouldIntegrateFireAndReset() {
        final Session session = small();
        session.step(spike(0));
        assertEquals(0.75f, session.potential("1")[0]); // 0.5 · 0 + 0.75
        assertArrayEquals(new float[] {0f, 0f}, session.answer());
        session.step(spike(0));
        assertEquals(1.125f, session.potential("1")[0]); // 0.5 · 0.75 + 0.75 > 1: fires
        assertEquals(4f, readout(session)[0]); // 0 + 4
        assertEquals(-2f, readout(session)[1]); // leaky(0 − 4) = −0.5 · 4
        assertArrayEquals(new float[] {2f, -1f}, session.answer()); // over 2 steps
        session.step(spike(1));
        assertEquals(-0.5f, session.potential("1")[0]); // reset, then leaky(−2) = −0.25 · 2
        assertEquals(4f, readout(session)[0]); // no spike: 4 stays
        assertEquals(-1f, readout(session)[1]); // leaky(−2)
        assertEquals(0, session.decision());
        assertEquals(3, session.steps());
        assertEquals(1, session.synapticOperations()); // one input spike to one neuron, no spike behind it
    }

    @Test
    void shouldForgetEverythingWhenReset() {
        final Session session = small();
        session.step(spike(0));
        session.step(spike(0));
        session.reset(1);
        assertArrayEquals(new float[] {0f, 0f}, session.answer());
        assertEquals(0, session.steps());
        session.step(spike(0));

        assertEquals(0.75f, session.potential("1")[0]);
    }

    private static final Shape CAMERA = new Shape(2, 34, 34);

    /** Every other weight is 0. */
    private static float[] pruned(int position, int n) {
        final RandomStream random = RandomStream.of(position, "weights");
        final float[] weights = new float[n];
        for (int i = 0; i < n; i++) {
            weights[i] = random.nextInt(2) == 0 ? 0f : 0.0635f * (float) random.nextGaussian();
        }
        return weights;
    }

    private static Session prime(List<Kind> kinds) {
        final Graph graph = Graph.chain(CAMERA, kinds);
        return Network.of(
                        graph,
                        (node, matrix) -> WeightedSynapses.of(
                                matrix, pruned(graph.position(node.name()), matrix.weights()), KERNELS),
                        KERNELS)
                .newSession();
    }

    private static int bits(Session session) {
        final RandomStream random = RandomStream.of(3, "events");
        final SpikeList events = new SpikeList(CAMERA.size());
        for (int t = 0; t < 10; t++) {
            events.clear();
            for (int i = 0; i < CAMERA.size(); i++) {
                if (random.nextDouble() < 0.03) {
                    events.add(i, 1 + random.nextInt(2));
                }
            }
            session.step(events);
        }
        return Arrays.hashCode(session.answer());
    }

    /** Numbers of the classes that ran lists of layers before graphs did: PRIME's two networks, random weights and events. */
    @Test
    void shouldKeepTheBitsOfChains() {
        final Session conv = prime(List.of(
                new Conv2d(12, 5, 1, 1, 1f),
                new Lif(0.2f, 0.2f, 0.1f),
                new AvgPool(2),
                new Conv2d(64, 5, 1, 0, 1f),
                new Lif(0.2f, 0.2f, 0.1f),
                new AvgPool(2),
                new Linear(10, 1f),
                Integrator.readout(0.1f),
                new Mean()));
        assertEquals(-1431669575, bits(conv));
        assertEquals(281214, conv.synapticOperations());
        final Session mlp = prime(List.of(
                new Linear(250, 1f),
                new Lif(0.2f, 0.5f, 0.1f),
                new Linear(250, 1f),
                new Lif(0.2f, 0.5f, 0.1f),
                new Linear(10, 1f),
                Integrator.readout(0.1f),
                new Mean()));
        assertEquals(-262169176, bits(mlp));
        assertEquals(33420, mlp.synapticOperations());
    }

    @Test
    void shouldDecideForTheFirstOfEquals() {
        assertEquals(0, small().decision());
    }

    @Test
    void shouldNotDecideOnWhatIsNoNumber() {
        final List<Kind> kinds = List.of(new Linear(2, 1f), Integrator.readout(1f), new Mean());
        final float[] weights = {1f, Float.MAX_VALUE};
        final Session session = Network.of(
                        Graph.chain(Shape.vector(1), kinds),
                        (node, matrix) -> WeightedSynapses.of(matrix, weights, new ScalarKernels()),
                        new ScalarKernels())
                .newSession();
        session.step(spike(0));
        assertEquals(1, session.decision());
        session.step(spike(0)); // twice the largest float

        assertEquals(
                "read-out: expected finite potentials, found Infinity of class 1",
                assertThrows(ArithmeticException.class, session::decision).getMessage());
    }

    @Test
    void shouldAllocateNothingPerStepWhenWarm() {
        final Shape input = new Shape(2, 10, 10);
        final List<Kind> layers = List.of(
                new Conv2d(5, 3, 1, 1, 1f),
                new Lif(0.2f, 0.2f, 0.1f),
                new AvgPool(2),
                new Linear(30, 1f),
                new Lif(0.2f, 0.2f, 0.1f),
                new Linear(7, 1f),
                Integrator.readout(0.1f),
                new Mean());
        final Session session = network(input, layers, Map.of("0", some(90), "3", some(3750), "5", some(210)))
                .newSession();
        final EventFrames frames = new EventFrames(input, 4);
        final RandomStream random = RandomStream.of(2, "events");
        for (int t = 0; t < 4; t++) {
            for (int i = 0; i < input.size(); i++) {
                if (random.nextInt(8) == 0) {
                    frames.step(t).add(i, 1f);
                }
            }
        }

        Allocation.assertNone(() -> {
            for (int sample = 0; sample < 500; sample++) {
                session.reset(sample);
                for (int t = 0; t < 4; t++) {
                    session.step(frames.step(t));
                }
            }
        });

        assertTrue(session.synapticOperations() > 0);
    }

    private static float[] some(int n) {
        final RandomStream random = RandomStream.of(1, "weights", n);
        final float[] weights = new float[n];
        for (int i = 0; i < n; i++) {
            weights[i] = (float) (0.3 * random.nextGaussian());
        }
        return weights;
    }
}
