package io.memspike.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.ScalarKernels;
import io.memspike.core.synapse.Conv2dSynapses;
import io.memspike.core.synapse.LinearSynapses;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.testing.Allocation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkSessionTest {
    private static final Kernels KERNELS = KernelsLookup.find("auto").kernels();

    private static Network network(Shape input, List<LayerSpec> layers, Map<Integer, float[]> weights) {
        return Network.of(
                input,
                layers,
                (position, layer, from) -> layer instanceof LayerSpec.Conv2d conv
                        ? new Conv2dSynapses(conv, from, weights.get(position), KERNELS)
                        : new LinearSynapses((LayerSpec.Linear) layer, from, weights.get(position), KERNELS),
                KERNELS);
    }

    private static SpikeList spike(int index) {
        final SpikeList spikes = new SpikeList(2);
        spikes.add(index, 1f);
        return spikes;
    }

    /** Two inputs, one neuron (retain 0.5, threshold 1), two classes. */
    private static NetworkSession small() {
        return network(
                        Shape.vector(2),
                        List.of(
                                new LayerSpec.Linear(2, 1, 1f),
                                new LayerSpec.Lif(0.5f, 1f, 0.25f),
                                new LayerSpec.Linear(1, 2, 1f),
                                new LayerSpec.Readout(0.5f)),
                        Map.of(0, new float[] {0.75f, -2f}, 2, new float[] {4f, -4f}))
                .newSession();
    }

    @Test
    void shouldIntegrateFireAndReset() {
        final NetworkSession session = small();
        session.step(spike(0));
        assertEquals(0.75f, session.potential(1)[0]); // 0.5 · 0 + 0.75
        assertArrayEquals(new float[] {0f, 0f}, session.mean());
        session.step(spike(0));
        assertEquals(1.125f, session.potential(1)[0]); // 0.5 · 0.75 + 0.75 > 1: fires
        assertEquals(4f, session.readout()[0]); // 0 + 4
        assertEquals(-2f, session.readout()[1]); // leaky(0 − 4) = −0.5 · 4
        assertArrayEquals(new float[] {2f, -1f}, session.mean()); // over 2 steps
        session.step(spike(1));
        assertEquals(-0.5f, session.potential(1)[0]); // reset, then leaky(−2) = −0.25 · 2
        assertEquals(4f, session.readout()[0]); // no spike: 4 stays
        assertEquals(-1f, session.readout()[1]); // leaky(−2)
        assertEquals(0, session.decision());
        assertEquals(3, session.steps());
        assertEquals(1, session.synapticOperations()); // one input spike to one neuron, no spike behind it
    }

    @Test
    void shouldForgetEverythingWhenReset() {
        final NetworkSession session = small();
        session.step(spike(0));
        session.step(spike(0));
        session.reset(1);
        assertArrayEquals(new float[] {0f, 0f}, session.mean());
        assertEquals(0, session.steps());
        session.step(spike(0));

        assertEquals(0.75f, session.potential(1)[0]);
    }

    @Test
    void shouldDecideForTheFirstOfEquals() {
        assertEquals(0, small().decision());
    }

    @Test
    void shouldNotDecideOnWhatIsNoNumber() {
        final List<LayerSpec> layers = List.of(new LayerSpec.Linear(1, 2, 1f), new LayerSpec.Readout(1f));
        final float[] weights = {1f, Float.MAX_VALUE};
        final NetworkSession session = Network.of(
                        Shape.vector(1),
                        layers,
                        (position, layer, input) -> WeightedSynapses.of(layer, input, weights, new ScalarKernels()),
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
        final List<LayerSpec> layers = List.of(
                new LayerSpec.Conv2d(2, 5, 3, 1, 1, 1f),
                new LayerSpec.Lif(0.2f, 0.2f, 0.1f),
                new LayerSpec.AvgPool2d(2),
                new LayerSpec.Linear(125, 30, 1f),
                new LayerSpec.Lif(0.2f, 0.2f, 0.1f),
                new LayerSpec.Linear(30, 7, 1f),
                new LayerSpec.Readout(0.1f));
        final NetworkSession session = network(input, layers, Map.of(0, some(90), 3, some(3750), 5, some(210)))
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
