package io.memspike.core.kind.neuron.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.Running;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.LoihiLif;
import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.core.kind.norm.Scale;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each kind of neuron by numbers worked by hand, all exact in binary. */
class NeuronsTest {
    private static final Shape ONE = Shape.vector(1);
    /** dt/τ = 1/4; vLeak 0.5; r 2: v ← 3/4 v + (x/2 + 1/8). */
    private static final Map<String, float[]> LEAKY = Map.of(
            "tau", new float[] {4f}, "r", new float[] {2f}, "vLeak", new float[] {0.5f}, "vThreshold", new float[] {1f
            });

    private static LifNir lif(Reset reset, Spikes spikes, boolean refractory) {
        return new LifNir(1f, Per.ONE, Integration.EULER, reset, spikes, Start.ZERO, refractory, Surrogate.PRIME);
    }

    private static void assertStep(Running running, float x, float spikes, float potential) {
        running.step(x);
        assertEquals(spikes, running.out()[0], "spikes");
        assertEquals(potential, running.potential()[0], "potential");
    }

    private static Map<String, float[]> with(Map<String, float[]> tensors, String name, float... values) {
        final Map<String, float[]> more = new HashMap<>(tensors);
        more.put(name, values);
        return more;
    }

    @Test
    void shouldLeakAndResetToZeroAtOnce() {
        final Running neuron = Running.of(lif(Reset.ZERO, Spikes.ONE, false), ONE, LEAKY);

        assertStep(neuron, 1f, 0f, 0.625f); // 1/2 + 1/8
        assertStep(neuron, 0f, 0f, 0.59375f); // 3/4 · 5/8 + 1/8
        assertStep(neuron, 1f, 1f, 0f); // 3/4 · 19/32 + 5/8 = 1.0703125 > 1
        assertStep(neuron, 1.75f, 0f, 1f); // 7/8 + 1/8: equal to the threshold, not above
    }

    @Test
    void shouldResetToAValueOrByTheThresholdOrNotAtAll() {
        assertStep(
                Running.of(lif(Reset.VALUE, Spikes.ONE, false), ONE, with(LEAKY, "vReset", -0.25f)), 3.75f, 1f, -0.25f);
        assertStep(Running.of(lif(Reset.SUBTRACT, Spikes.ONE, false), ONE, LEAKY), 4.75f, 1f, 1.5f); // 2.5 − 1
        assertStep(Running.of(lif(Reset.NONE, Spikes.ONE, false), ONE, LEAKY), 4.75f, 1f, 2.5f);
    }

    @Test
    void shouldFireAsOftenAsTheThresholdFits() {
        final Running neuron = Running.of(lif(Reset.SUBTRACT, Spikes.MANY, false), ONE, LEAKY);

        assertStep(neuron, 6.75f, 3f, 0.5f); // 3.5
        assertStep(neuron, 1f, 1f, 0f); // 3/8 + 5/8: the threshold fits once
        assertStep(neuron, -8f, 0f, -3.875f);
    }

    @Test
    void shouldHoldThePotentialForWholeStepsAfterTheSpike() {
        final Running neuron = Running.of(lif(Reset.SUBTRACT, Spikes.ONE, true), ONE, with(LEAKY, "refractory", 2f));

        assertStep(neuron, 4.75f, 1f, 1.5f);
        assertStep(neuron, 100f, 0f, 1.5f); // held, though above the threshold
        assertStep(neuron, -100f, 0f, 1.5f);
        assertStep(neuron, 0f, 1f, 0.25f); // 3/4 · 3/2 + 1/8 = 1.25
        neuron.session().reset(1);
        assertStep(neuron, 0f, 0f, 0.125f); // nothing is left of the wait
    }

    @Test
    void shouldTakeConstantsOfEachNeuron() {
        final LifNir lif = new LifNir(
                1f, Per.ELEMENT, Integration.EULER, Reset.VALUE, Spikes.ONE, Start.LEAK, true, Surrogate.PRIME);
        // files hold channels before positions: channel 0 at both positions, then channel 1
        final Running neurons = Running.of(
                lif,
                new Shape(2, 1, 2),
                Map.of(
                        "tau", new float[] {2f, 4f, 2f, 1f},
                        "r", new float[] {1f, 1f, 2f, 1f},
                        "vLeak", new float[] {0.5f, 0f, 0f, -1f},
                        "vThreshold", new float[] {1f, 10f, 0.5f, 0f},
                        "vReset", new float[] {-1f, -2f, -3f, -4f},
                        "refractory", new float[] {0f, 0f, 1f, 0f}));

        assertArrayEquals(new float[] {0.5f, 0f, 0f, -1f}, neurons.potential());
        // channel-last: c0p0 ½ + ½(½ − ½ + 2) = 1.5; c1p0 0 + ½(2 · 2) = 2; c0p1 0 + ¼ · 2; c1p1 −1 + 1(−1 + 1 + 2) = 1
        neurons.step(2f, 2f, 2f, 2f);
        assertArrayEquals(new float[] {1f, 1f, 0f, 1f}, neurons.out());
        assertArrayEquals(new float[] {-1f, -3f, 0.5f, -4f}, neurons.potential());
        neurons.step(0f, 0f, 0f, 0f); // ½ · −1 + ¼; waits; ⅜; leak alone
        assertArrayEquals(new float[] {-0.25f, -3f, 0.375f, -1f}, neurons.potential());
    }

    @Test
    void shouldFilterTheInputAndUseTheNewCurrentAtOnce() {
        // i ← ½ i + 3/2 x;  v ← ¾ v + (2 i · ¼ + ¼)
        final Map<String, float[]> tensors = Map.of(
                "tauSyn", new float[] {2f},
                "tauMem", new float[] {4f},
                "r", new float[] {2f},
                "wIn", new float[] {3f},
                "vLeak", new float[] {1f},
                "vThreshold", new float[] {1f});
        final Running neuron = Running.of(new CubaLif(1f, Per.ONE), ONE, tensors);

        assertStep(neuron, 1f, 0f, 1f); // i 1.5, v 0.75 + 0.25
        assertStep(neuron, 0f, 1f, 0f); // i 0.75, v 0.75 + 0.375 + 0.25
        assertStep(neuron, 0f, 0f, 0.4375f); // i 0.375
        neuron.session().reset(0);
        assertStep(neuron, 0f, 0f, 0.25f);
    }

    @Test
    void shouldIntegrateWithoutLeak() {
        final Running neuron = Running.of(
                new If(0.5f, Per.ONE, Reset.ZERO, Spikes.ONE, false, Surrogate.PRIME),
                ONE,
                Map.of("r", new float[] {3f}, "vThreshold", new float[] {2f}));

        assertStep(neuron, 1f, 0f, 1.5f);
        assertStep(neuron, 0f, 0f, 1.5f);
        assertStep(neuron, 0.5f, 1f, 0f); // 2.25
    }

    @Test
    void shouldLeakAsAReadOutDoes() {
        final Running readout = Running.of(
                new Li(1f, Per.ONE, Integration.EULER, Start.LEAK),
                ONE,
                Map.of("tau", new float[] {4f}, "r", new float[] {2f}, "vLeak", new float[] {0.5f}));

        assertArrayEquals(new float[] {0.5f}, readout.potential());
        assertArrayEquals(new float[] {1f}, readout.step(1f).out()); // ¾ · ½ + (½ + ⅛)
        assertArrayEquals(new float[] {0.875f}, readout.step(0f).out());
    }

    @Test
    void shouldRaiseTheThresholdWithEachSpikeAndForget() {
        final AdaptiveLif kind =
                new AdaptiveLif(1f, Per.ONE, Integration.EULER, Reset.SUBTRACT, Start.ZERO, false, Surrogate.PRIME);
        final Running neuron = Running.of(
                kind,
                ONE,
                Map.of(
                        "tau", new float[] {4f},
                        "r", new float[] {4f},
                        "vLeak", new float[] {0f},
                        "vThreshold", new float[] {1f},
                        "tauAdaptation", new float[] {2f},
                        "beta", new float[] {0.5f}));

        assertStep(neuron, 2f, 1f, 1f); // v 2, loses the threshold of 1
        assertStep(neuron, 0.5f, 0f, 1.25f); // a 1: threshold 1.5
        assertStep(neuron, 0.3125f, 0f, 1.25f); // a ½: threshold 1.25, not exceeded
        assertStep(neuron, 0.3125f, 1f, 0.25f); // a ¼: threshold 1.125
        assertStep(neuron, 1.5f, 1f, 0.6875f); // a 1.125: threshold 1.5625 < 1.6875
    }

    @Test
    void shouldFireAboveTheThresholdAlone() {
        final Running units = Running.of(
                new Threshold(Per.ELEMENT), Shape.vector(3), Map.of("vThreshold", new float[] {0f, 0.5f, -1f}));

        assertArrayEquals(new float[] {0f, 1f, 1f}, units.step(0f, 0.75f, 0f).out());
        assertArrayEquals(new float[] {0f, 0f, 0f}, units.step(-1f, 0.5f, -1f).out());
    }

    @Test
    void shouldCountInLoihisIntegers() {
        // three quarters of the current and a half of the potential stay
        final Running neuron =
                Running.of(new LoihiLif(1024, 2048, 5, true, Surrogate.PRIME), ONE, Map.of("bias", new float[] {-1f}));

        assertStep(neuron, 3f, 0f, 128f); // u 192, v 192 − 64
        assertStep(neuron, 0f, 0f, 144f); // u 144, v 64 + 144 − 64
        assertStep(neuron, -4f, 0f, -140f); // u 108 − 256 = −148, v 72 − 148 − 64
        assertStep(neuron, 1f, 0f, -181f); // u −111 + 64 = −47, v −70 − 47 − 64
        assertStep(neuron, 8f, 1f, 0f); // u −35 + 512 = 477, v −90 + 477 − 64 = 323 > 320
    }

    @Test
    void shouldRefuseWeightsThatIntegersCannotHold() {
        final Graph graph = Graph.chain(Shape.vector(2), List.of(new Linear(1, 1f), new LoihiLif(0, 0, 1)));

        assertEquals(
                "node 1: weights of node 0: expected whole numbers, found 0.5",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Running.network(graph, Map.of("0.weight", new float[] {1f, 0.5f})))
                        .getMessage());
        assertEquals(
                "node 1: neuron 0: expected weights whose magnitudes add up to less than 2^24, found 1.6777216E7",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Running.network(graph, Map.of("0.weight", new float[] {1 << 23, -(1 << 23)})))
                        .getMessage());
        final Running graded = new Running(graph, Map.of("0.weight", new float[] {1f, 2f}));
        assertEquals(
                "loihiLif: neuron 0: expected a sum of whole numbers below 2^24, found 1.5",
                assertThrows(ArithmeticException.class, () -> graded.step(0.5f, 0.5f))
                        .getMessage());
    }

    @Test
    void shouldRefuseConstantsThatNoNeuronHas() {
        final Map<String, float[]> tensors = with(LEAKY, "refractory", 1.5f);

        assertEquals(
                "node 0: tensor refractory, element 0: expected whole steps, found 1.5",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Running.of(lif(Reset.ZERO, Spikes.ONE, true), ONE, tensors))
                        .getMessage());
        assertEquals(
                "node 0: tensor tau, element 0: expected above 0, found 0.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Running.of(lif(Reset.ZERO, Spikes.ONE, false), ONE, with(LEAKY, "tau", 0f)))
                        .getMessage());
        assertEquals(
                "node 0: tensor vThreshold, element 0: expected above 0, found 0.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Running.of(
                                        lif(Reset.ZERO, Spikes.MANY, false), ONE, with(LEAKY, "vThreshold", 0f)))
                        .getMessage());
    }

    /** snnTorch's delayed reset by subtraction: the spike of the step before comes back over an edge. */
    @Test
    void shouldResetAStepLateOverAnEdge() {
        final Graph graph = new Graph(
                List.of(
                        new Node("input", new Input(ONE)),
                        new Node("n", lif(Reset.NONE, Spikes.ONE, false)),
                        new Node("late", new Scale(Per.ONE))),
                List.of(Edge.of("input", "n"), Edge.of("n", "late"), Edge.delayed("late", "n", 1)),
                List.of("n"));
        final Map<String, float[]> tensors = new HashMap<>();
        LEAKY.forEach((name, tensor) -> tensors.put("n." + name, tensor));
        tensors.put("late.scale", new float[] {-2f}); // gain ½
        final Running neuron = new Running(graph, tensors);

        assertArrayEquals(new float[] {1f}, neuron.step(4f).out());
        assertArrayEquals(new float[] {2.125f}, neuron.potential("n"));
        assertArrayEquals(new float[] {0f}, neuron.step(0f).out());
        assertArrayEquals(new float[] {0.71875f}, neuron.potential("n")); // ¾ · 2.125 + ⅛ − 1
    }
}
