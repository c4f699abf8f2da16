package io.memspike.core.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PopulationNetworkTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final Kernels SCALAR = new ScalarKernels();
    private static final PopulationPlan.Start RESTING = new PopulationPlan.Start(0, 0);
    private static final NeuronModel.Delta JUMPING = new NeuronModel.Delta(20, 20, 0, 2);

    /** Of both models, with a number of neurons that fits no vector and no cache line. */
    static Stream<PopulationPlan> networks() {
        final Connectivity some = new Connectivity.Pairwise(0.1);
        final Connectivity many = new Connectivity.InDegree(20);
        return Stream.of(
                        new PopulationPlan(
                                203,
                                new NeuronModel.Exponential(-49, 20, 5, 10, -50, -60, 5),
                                0.1,
                                List.of(new Projection(0, 160, some, 8, 1), new Projection(160, 43, some, -6, 3)),
                                null,
                                new PopulationPlan.Start(-60, -50),
                                7),
                        new PopulationPlan(
                                203,
                                new NeuronModel.Exponential(-60, 20, 5, 10, -50, -60, 2),
                                0.1,
                                List.of(new Projection(0, 160, some, 2, 4)),
                                new PopulationPlan.Outer(0.4, 3),
                                new PopulationPlan.Start(-60, -60),
                                8),
                        new PopulationPlan(
                                203,
                                JUMPING,
                                0.1,
                                List.of(new Projection(0, 160, many, 0.5, 15), new Projection(160, 43, many, -1, 6)),
                                new PopulationPlan.Outer(2, 0.2),
                                RESTING,
                                9))
                .flatMap(plan -> Stream.of(plan, plan.withSpread(0.7)));
    }

    private static List<List<Integer>> spikes(PopulationNetwork network) {
        final SpikeRecord record = network.spikes();
        final List<List<Integer>> steps = new ArrayList<>();
        for (int step = 0; step < record.steps(); step++) {
            final List<Integer> fired = new ArrayList<>();
            for (int s = record.starts()[step]; s < record.starts()[step + 1]; s++) {
                fired.add(record.neurons()[s]);
            }
            steps.add(fired);
        }
        return steps;
    }

    private static PopulationNetwork run(PopulationPlan plan, Kernels kernels, int threads, int steps) {
        final PopulationNetwork network = new PopulationNetwork(plan, kernels, threads);
        network.run(steps, done -> {});
        return network;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void shouldSpikeAsItsSlowTwin(PopulationPlan plan) {
        final PopulationNetwork network = run(plan, FASTEST, 2, 600);

        assertTrue(network.spikes().size() > 200, "enough spikes to tell anything");
        assertEquals(new SlowPopulation(plan).run(600), spikes(network));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void shouldGiveTheSameSpikesOnAnyThreadsAndKernelsAndInParts(PopulationPlan plan) {
        final PopulationNetwork expected = run(plan, FASTEST, 1, 601);

        for (final int threads : new int[] {2, 3, 50}) {
            final PopulationNetwork found = run(plan, threads == 3 ? SCALAR : FASTEST, threads, 601);
            assertArrayEquals(expected.spikes().neurons(), found.spikes().neurons());
            assertArrayEquals(expected.spikes().starts(), found.spikes().starts());
            assertEquals(expected.synapticEvents(), found.synapticEvents());
            assertEquals(expected.synapses(), found.synapses());
        }
        final PopulationNetwork inParts = new PopulationNetwork(plan, SCALAR, 2);
        for (final int steps : new int[] {7, 1, 0, 300, 293}) {
            inParts.run(steps, done -> {});
        }
        assertEquals(601, inParts.steps());
        assertArrayEquals(expected.spikes().neurons(), inParts.spikes().neurons());
    }

    /** Every synapse is a source's only one, and its target starts at rest and keeps what it hears. */
    @Test
    void shouldDrawWeightsOfTheirMeanAndDeviation() {
        final int n = 40_000;
        final PopulationPlan plan = new PopulationPlan(
                n,
                new NeuronModel.Delta(20, 1.0, 0, 0),
                0.1,
                List.of(new Projection(0, 1, new Connectivity.InDegree(1), 1, 0.5, 1)),
                null,
                new PopulationPlan.Start(2, 2),
                5);

        final PopulationNetwork network = new PopulationNetwork(plan, FASTEST, 1);

        // all fire in step 0, and again those of which neuron 0's spike is at least their threshold: the median lies
        // below the mean
        assertEquals(6 * n + 2 * 4, network.synapseBytes(), "two bytes and a weight of four");
        network.run(2, done -> {});
        final int again = network.spikes().size() - n;
        // P(w >= mean) = Φ(−σ/2) with σ² = ln 1.25
        assertEquals(0.4066, again / (double) n, 0.01, "a deviation is 0.0025");
    }

    /** Neuron 0 starts at its threshold and fires in step 0; what it says arrives so many steps later. */
    @Test
    void shouldLetSpikesArriveAfterTheirDelay() {
        for (final int delay : new int[] {1, 2, 31}) {
            final PopulationPlan plan = new PopulationPlan(
                    1,
                    new NeuronModel.Delta(1e9, 20, 0, 0),
                    0.1,
                    List.of(new Projection(0, 1, new Connectivity.InDegree(3), 7, delay)),
                    null,
                    new PopulationPlan.Start(21, 21),
                    1);

            final List<List<Integer>> found = spikes(run(plan, FASTEST, 1, 2 * delay + 1));

            for (int step = 0; step <= 2 * delay; step++) {
                assertEquals(
                        step % delay == 0 ? List.of(0) : List.of(),
                        found.get(step),
                        "delay " + delay + " step " + step);
            }
        }
    }

    /** A drive of five thresholds fires a neuron again as soon as it may. */
    @Test
    void shouldHoldNeuronsAsLongAsTheyAreRefractory() {
        final PopulationPlan plan = new PopulationPlan(
                1, new NeuronModel.Delta(20, 20, 0, 2), 0.1, List.of(), new PopulationPlan.Outer(100, 1), RESTING, 1);

        final List<List<Integer>> found = spikes(run(plan, FASTEST, 1, 64));

        for (int step = 0; step < 64; step++) {
            assertEquals(step % 21 == 0 ? 1 : 0, found.get(step).size(), "step " + step);
        }
    }

    @Test
    void shouldConnectAsManyAsAsked() {
        final PopulationPlan everyone = new PopulationPlan(
                500,
                JUMPING,
                0.1,
                List.of(new Projection(0, 400, new Connectivity.InDegree(30), 1, 1)),
                null,
                RESTING,
                3);
        final PopulationPlan chance = new PopulationPlan(
                500,
                JUMPING,
                0.1,
                List.of(new Projection(0, 500, new Connectivity.Pairwise(0.2), 1, 1)),
                null,
                RESTING,
                3);

        assertEquals(500 * 30, new PopulationNetwork(everyone, FASTEST, 2).synapses());
        final double expected = 500 * 500 * 0.2;
        final double deviation = Math.sqrt(expected * 0.8);
        final long found = new PopulationNetwork(chance, FASTEST, 2).synapses();
        assertEquals(expected, found, 4 * deviation, "a seed out of 16,000 is further off");
    }

    @Test
    void shouldTakeTwoBytesASparseSynapseAndFourBeyondWhatTheseCount() {
        final Connectivity one = new Connectivity.InDegree(1);
        // all begin above the threshold, and all hear one of the first hundred as soon as they may fire again
        final PopulationPlan wide = new PopulationPlan(
                70_000,
                JUMPING,
                0.1,
                List.of(new Projection(0, 100, one, 25, 21)),
                null,
                new PopulationPlan.Start(21, 21),
                3);

        final PopulationNetwork alone = new PopulationNetwork(wide, FASTEST, 1);
        final PopulationNetwork both = new PopulationNetwork(wide, FASTEST, 2);

        assertEquals(4 * 70_000 + 101 * 4, alone.synapseBytes());
        assertEquals(2 * 70_000 + 2 * 101 * 4, both.synapseBytes());
        alone.run(30, done -> {});
        both.run(30, done -> {});
        assertEquals(2 * 70_000, alone.spikes().size());
        assertEquals(70_000, alone.synapticEvents());
        assertEquals(70_000, both.synapticEvents());
        assertArrayEquals(alone.spikes().neurons(), both.spikes().neurons());
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        final Connectivity one = new Connectivity.InDegree(1);
        refuses(
                "projection: expected some of 5 neurons, found 4 from 2",
                () -> new PopulationPlan(5, JUMPING, 0.1, List.of(new Projection(2, 4, one, 1, 1)), null, RESTING, 1));
        refuses("projection: expected a delay of at least 1 step, found 0", () -> new Projection(0, 1, one, 1, 0));
        refuses("projection: expected a finite weight other than 0, found 0.0", () -> new Projection(0, 1, one, 0, 1));
        refuses(
                "projection: expected weights that spread from 0 to 10.0 times their mean, found -0.1",
                () -> new Projection(0, 1, one, 1, -0.1, 1));
        refuses("connections: expected a probability in (0, 1), found 1.0", () -> new Connectivity.Pairwise(1));
        refuses("connections: expected at least 1 source, found 0", () -> new Connectivity.InDegree(0));
        refuses(
                "neurons: expected a reset below the threshold, found 20.0 and 20.0",
                () -> new NeuronModel.Delta(20, 20, 20, 0));
        refuses(
                "neurons: expected synaptic time constants other than the membrane's, found 5.0",
                () -> new NeuronModel.Exponential(0, 5, 5, 10, 1, 0, 0));
        refuses(
                "network: expected at least 1 thread, found 0",
                () -> new PopulationNetwork(
                        new PopulationPlan(5, JUMPING, 0.1, List.of(), null, RESTING, 1), FASTEST, 0));
    }

    private static void refuses(String message, Runnable what) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, what::run).getMessage());
    }

    @Test
    void shouldTellWhatWentWrongAndNothingAfterIt() {
        final PopulationNetwork network =
                new PopulationNetwork(networks().findFirst().orElseThrow(), FASTEST, 3);

        assertEquals(
                "stopped",
                assertThrows(
                                IllegalStateException.class,
                                () -> network.run(1000, done -> {
                                    throw new IllegalStateException("stopped");
                                }))
                        .getMessage());
        assertEquals(
                "network: expected one whose runs went well, found one whose last run failed",
                assertThrows(IllegalStateException.class, network::spikes).getMessage());
        assertThrows(IllegalStateException.class, () -> network.run(1, done -> {}));
    }
}
