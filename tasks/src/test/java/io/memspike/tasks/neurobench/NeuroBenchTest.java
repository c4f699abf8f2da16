package io.memspike.tasks.neurobench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Input;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.Per;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Threshold;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.OddClassifier;
import io.memspike.testing.Allocation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures counted by hand on small networks, and by an obvious twin on a large one. */
class NeuroBenchTest {
    /** One sample, given as values [step][channel-last]. */
    private record One(Shape shape, int classes, float[]... values) implements Samples {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public int steps() {
            return values.length;
        }

        @Override
        public int label(int sample) {
            return 0;
        }

        @Override
        public void load(int sample, EventFrames into) {
            for (int t = 0; t < values.length; t++) {
                into.step(t).compact(values[t], shape.size());
            }
        }
    }

    private static NeuroBench figures(Model model, Samples samples, int threads) {
        final Network network = ModelNetwork.of(model, samples.shape(), new ScalarKernels(), ReadNoise.NONE);
        final NeuroBenchCounter counter = new NeuroBenchCounter(model);
        new ClassifierEvaluation(network, samples, threads, done -> {})
                .seenBy(counter)
                .run(null);
        return counter.figures(50.0);
    }

    private static Model chain(Shape input, Map<String, float[]> tensors, Kind... kinds) {
        return new Model(Graph.chain(input, List.of(kinds)), tensors, Map.of(), Map.of(), Map.of());
    }

    /** Weights and inputs of the harness's documentation, where it finds 4 effective operations of 9. */
    private static final float[] WEIGHTS = {1.3f, 0f, -3.2f, 0f, 1.2f, -5.1f, -1.1f, 2.7f, 0f};

    private static NeuroBench ofDocumentation(float... inputs) {
        final Model model = chain(Shape.vector(3), Map.of("0.weight", WEIGHTS), new Linear(3, 1f));
        return figures(model, new One(Shape.vector(3), 3, inputs), 1);
    }

    @Test
    void shouldCountTheExampleOfTheHarness() {
        final NeuroBench macs = ofDocumentation(0f, 1.3f, -1f);

        assertEquals(9, macs.denseOperations());
        assertEquals(4, macs.effectiveMacs()); // 1.3 meets 1.2 and 2.7, −1 meets −3.2 and −5.1
        assertEquals(0, macs.effectiveAcs());
        assertEquals(3 / 9.0, macs.connectionSparsity());
        assertEquals(9 * 4, macs.footprintBytes());
        assertEquals(20, macs.executionRateHertz()); // a step of 50 ms
        assertEquals(0, macs.activationSparsity()); // there are no activations
    }

    @Test
    void shouldCountAccumulatesOfInputsThatAreBinary() {
        final NeuroBench acs = ofDocumentation(0f, 1f, -1f);

        assertEquals(9, acs.denseOperations());
        assertEquals(0, acs.effectiveMacs());
        assertEquals(4, acs.effectiveAcs());
    }

    /** A 1×3×3 input, a 2×2 kernel with one zero weight, padding 1: dense, each input meets the weights that reach it. */
    @Test
    void shouldCountNothingBeyondTheEdgesOfAConvolution() {
        final Model model =
                chain(new Shape(1, 3, 3), Map.of("0.weight", new float[] {1f, 2f, 0f, 4f}), new Conv2d(1, 2, 1, 1, 1f));
        final float[] corners = new float[9];
        corners[0] = 1f;
        corners[4] = 1f;

        final NeuroBench found = figures(model, new One(new Shape(1, 3, 3), 16, corners), 1);

        // 4×4 outputs of 4 weights are 64; over the edges lie those of the corners, 3 each, and of the sides, 2 for
        // each
        // of 8 outputs: 64 − 12 − 16 = 36, which is 4 for each of the 9 inputs
        assertEquals(36, found.denseOperations());
        assertEquals(2 * 3, found.effectiveAcs());
        assertEquals(1 / 4.0, found.connectionSparsity());
        assertEquals(4 * 4, found.footprintBytes());
    }

    /** Two steps, two layers: the second sees spikes, the first counts once and single events once. */
    @Test
    void shouldCountLayerByLayerAndStepByStep() {
        final Model model = chain(
                Shape.vector(2),
                Map.of(
                        "0.weight", new float[] {1f, 0f, 1f, 1f, 0f, 1f}, // [3, 2]
                        "1.vThreshold", new float[] {0.5f},
                        "2.weight", new float[] {1f, 1f, 1f, 1f, 0f, 1f}), // [2, 3]
                new Linear(3, 1f),
                new Threshold(Per.ONE),
                new Linear(2, 1f));

        // step 1: input (2, 0) meets 2 weights, MACs; currents (2, 2, 0), spikes (1, 1, 0) meet 2 + 1
        // step 2: input (0, 1) meets 2 weights, ACs; currents (0, 1, 1), spikes (0, 1, 1) meet 1 + 2
        final NeuroBench found =
                figures(model, new One(Shape.vector(2), 2, new float[] {2f, 0f}, new float[] {0f, 1f}), 1);

        assertEquals(2 * (6 + 6), found.denseOperations());
        assertEquals(2, found.effectiveMacs());
        assertEquals(3 + 2 + 3, found.effectiveAcs());
        assertEquals(2 / 6.0, found.activationSparsity()); // one silent of three at each step
        assertEquals((2 + 1) / 12.0, found.connectionSparsity());
        assertEquals((6 + 1 + 6) * 4, found.footprintBytes());
    }

    @Test
    void shouldCountBuffersInTheFootprint() {
        final Graph graph = new Graph(
                List.of(
                        new Node("input", new Input(Shape.vector(2))),
                        new Node("weights", new Linear(5, 1f, true)),
                        new Node("later", new Delay(Per.ONE))),
                List.of(Edge.delayed("input", "weights", 3), Edge.of("weights", "later")),
                List.of("later"));
        final Model model = new Model(
                graph,
                Map.of(
                        "weights.weight", new float[10],
                        "weights.bias", new float[5],
                        "later.delay", new float[] {4f}),
                Map.of(),
                Map.of(),
                Map.of());

        // weights 10, biases 5, the delay 1; 3 steps of 2 inputs, 4 steps of 5 currents
        assertEquals((10 + 5 + 1 + 3 * 2 + 4 * 5) * 4, Footprint.bytes(model));
        // single connections: 5 weights with 3 numbers each; 2 steps of 8 pooled spikes before them; 2 of 40 spikes
        final long odd = 24 + 4 + 6 * 4 + 5 + 5 * 3 + 24;
        assertEquals((odd + 2 * 8 + 2 * 40) * 4, Footprint.bytes(OddClassifier.model()));
    }

    @Test
    void shouldCountTheSameForAnyThreads() {
        final NeuroBench one = figures(OddClassifier.model(), new OddClassifier(9), 1);

        assertEquals(one, figures(OddClassifier.model(), new OddClassifier(9), 3));
        assertTrue(one.effectiveMacs() > 0 && one.effectiveAcs() > 0);
        assertTrue(one.activationSparsity() > 0 && one.activationSparsity() < 1);
    }

    @Test
    void shouldAllocateNothingWhileItCounts() {
        final OddClassifier samples = new OddClassifier(1);
        final EventFrames frames = EventFrames.of(samples);
        samples.load(0, frames);
        final Session session = OddClassifier.network(new ScalarKernels()).newSession();
        final Inference.Trace trace = new NeuroBenchCounter(OddClassifier.model()).get();

        Allocation.assertNone(() -> Inference.run(session, 0, frames, null, trace));
    }

    @Test
    void shouldCountOnlyTheStepsThatRan() {
        final Model model = OddClassifier.model();
        final Samples samples = new OddClassifier(9);
        final Network network = OddClassifier.network(new ScalarKernels());
        final NeuroBenchCounter counter = new NeuroBenchCounter(model);
        final ClassifierEvaluation.Result result = new ClassifierEvaluation(network, samples, 2, done -> {})
                .seenBy(counter)
                .run(new ConfidencePolicy(0.4f));
        final double all = figures(model, samples, 1).denseOperations();

        assertTrue(result.meanSteps() < samples.steps());
        assertEquals(
                all * result.meanSteps() / samples.steps(),
                counter.figures(null).denseOperations(),
                1e-9 * all);
        assertNull(counter.figures(null).executionRateHertz());
        assertThrows(IllegalStateException.class, () -> new NeuroBenchCounter(model).figures(null));
    }

    /** Twin: every weight of every node at every position of every step, by the formulas of its kind. */
    @Test
    void shouldCountAsAnObviousTwinDoes() {
        final Model model = OddClassifier.model();
        final Samples samples = new OddClassifier(5);
        final long[] sums = new long[5]; // dense, MACs, ACs, zeros, activations
        final EventFrames frames = EventFrames.of(samples);
        for (int sample = 0; sample < samples.size(); sample++) {
            samples.load(sample, frames);
            Inference.run(
                    OddClassifier.network(new ScalarKernels()).newSession(), sample, frames, null, (t, session) -> {
                        add(sums, conv(model, values(session.entering("conv").active(), 30)));
                        add(sums, full(model, values(session.entering("full").active(), 8)));
                        add(
                                sums,
                                single(model, values(session.entering("single").active(), 3 * 8)));
                        for (final String node : List.of("cuba", "relu")) {
                            final float[] left = new float[session.shape(node).size()];
                            session.values(node, left);
                            for (final float value : left) {
                                sums[3] += value == 0 ? 1 : 0;
                                sums[4]++;
                            }
                        }
                    });
        }

        final NeuroBench found = figures(model, samples, 2);
        assertEquals(sums[0] / 5.0, found.denseOperations());
        assertEquals(sums[1] / 5.0, found.effectiveMacs());
        assertEquals(sums[2] / 5.0, found.effectiveAcs());
        assertEquals((double) sums[3] / sums[4], found.activationSparsity());
        // kernels: 12 of 24 pruned; full: 1 of 24; single: 4 of the 24 × 3 places have a weight beside 0
        assertEquals((12 + 1 + 72 - 4) / (24.0 + 24 + 72), found.connectionSparsity());
    }

    private static float[] values(SpikeList active, int size) {
        final float[] values = new float[size];
        for (int e = 0; e < active.size(); e++) {
            values[active.index(e)] = active.value(e);
        }
        return values;
    }

    private static void add(long[] sums, long[] counted) {
        sums[0] += counted[0];
        sums[1] += counted[1] * counted[2]; // no AC where one input is no 0 or ±1
        sums[2] += counted[1] * (1 - counted[2]);
    }

    /** Dense and effective operations, and 1 where an input is neither 0 nor ±1. */
    private static long[] counted(long dense, long effective, float[] inputs) {
        long isNumber = 0;
        for (final float input : inputs) {
            if (input != 0 && input != 1 && input != -1) {
                isNumber = 1;
            }
        }
        return new long[] {dense, effective, isNumber};
    }

    /** 3 × 2 kernels, a row of padding above and below, two groups of one input and two output channels each. */
    private static long[] conv(Model model, float[] inputs) {
        final float[] weights = model.effective("conv"); // [4, 1, 3, 2]
        long dense = 0;
        long effective = 0;
        for (int out = 0; out < 4; out++) {
            for (int y = 0; y < 5; y++) {
                for (int x = 0; x < 2; x++) {
                    for (int k = 0; k < 6; k++) {
                        final int row = y - 1 + k / 2;
                        final int column = x + k % 2;
                        if (row >= 0 && row < 5) {
                            dense++;
                            final float input = inputs[(row * 3 + column) * 2 + out / 2];
                            effective += input != 0 && weights[out * 6 + k] != 0 ? 1 : 0;
                        }
                    }
                }
            }
        }
        return counted(dense, effective, inputs);
    }

    /** Pooled spikes of 4×2×1, channels first in the weights. */
    private static long[] full(Model model, float[] inputs) {
        final float[] weights = model.effective("full"); // [3, 8]
        long effective = 0;
        for (int out = 0; out < 3; out++) {
            for (int channel = 0; channel < 4; channel++) {
                for (int row = 0; row < 2; row++) {
                    final float weight = weights[out * 8 + channel * 2 + row];
                    effective += weight != 0 && inputs[row * 4 + channel] != 0 ? 1 : 0;
                }
            }
        }
        return counted(3 * 8, effective, inputs);
    }

    /** Connections (from, to, delay): (0,0,0) (3,1,2) (3,1,0) of weight 0 (7,2,1) (5,0,1); from = channel · 2 + row. */
    private static long[] single(Model model, float[] line) {
        final int[] from = {0, 3, 7, 5};
        final int[] delay = {0, 2, 1, 1};
        long effective = 0;
        for (int c = 0; c < from.length; c++) {
            final int channelLast = from[c] % 2 * 4 + from[c] / 2;
            effective += line[delay[c] * 8 + channelLast] != 0 ? 1 : 0;
        }
        return counted(24 * 3, effective, line);
    }
}
