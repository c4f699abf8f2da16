package io.memspike.core.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.kernel.internal.ScalarKernels;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PopulationGraphTest {
    private static final Kernels FASTEST = KernelsLookup.find("auto").kernels();
    private static final int STEPS = 2000;
    private static final int ALIKE = 150; // steps in which last bits of potentials have moved no spike yet

    static Stream<PopulationPlan> networks() {
        return PopulationNetworkTest.networks();
    }

    private static SpikeRecord network(PopulationPlan plan) {
        final PopulationNetwork network = new PopulationNetwork(plan, FASTEST, 1);
        network.run(STEPS, done -> {});
        return network.spikes();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void shouldSpikeAsThePopulationAtFirstAndAsOftenLater(PopulationPlan plan) {
        final SpikeRecord expected = network(plan);

        final SpikeRecord found = PopulationGraph.of(plan).run(FASTEST, STEPS, done -> {});

        final int alike = expected.starts()[ALIKE];
        assertTrue(alike > 20, "enough spikes to tell anything: " + alike);
        assertArrayEquals(Arrays.copyOf(expected.starts(), ALIKE + 1), Arrays.copyOf(found.starts(), ALIKE + 1));
        assertArrayEquals(Arrays.copyOf(expected.neurons(), alike), Arrays.copyOf(found.neurons(), alike));
        assertEquals(expected.size(), found.size(), 0.05 * expected.size());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void shouldSpikeTheSameByAllKernels(PopulationPlan plan) {
        final PopulationGraph graph = PopulationGraph.of(plan);

        final SpikeRecord expected = graph.run(new ScalarKernels(), 500, done -> {});
        final SpikeRecord found = graph.run(FASTEST, 500, done -> {});

        assertArrayEquals(expected.starts(), found.starts());
        assertArrayEquals(expected.neurons(), found.neurons());
    }

    /** Pairs are drawn once, so that none of them is two connections. */
    @Test
    void shouldCountWhatThePopulationCounts() {
        final PopulationPlan plan = networks().findFirst().orElseThrow();
        final PopulationNetwork network = new PopulationNetwork(plan, FASTEST, 1);
        network.run(ALIKE, done -> {});

        final PopulationGraph graph = PopulationGraph.of(plan);

        assertEquals(network.synapses(), graph.synapses());
        assertEquals(network.synapticEvents(), graph.synapticEvents(graph.run(FASTEST, ALIKE, done -> {})));
    }
}
