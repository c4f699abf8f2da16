package io.memspike.core.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpikeStatisticsTest {
    /** Two neurons: one every fourth step, the other in steps 1, 3, 9, 11, 17, 19, … */
    private static SpikeRecord record(int steps) {
        final int[] starts = new int[steps + 1];
        final List<Integer> neurons = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            if (step % 4 == 0) {
                neurons.add(0);
            }
            if (step % 8 == 1 || step % 8 == 3) {
                neurons.add(1);
            }
            starts[step + 1] = neurons.size();
        }
        return new SpikeRecord(
                starts, neurons.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void shouldTellRateVariationAndFanoFactorAsCountedByHand() {
        final SpikeStatistics found = SpikeStatistics.of(record(88), 2, 0.5, 0, 88, 8);

        assertEquals(44 / (2 * 0.044), found.rateHz(), 1e-9);
        // intervals of neuron 0 are all 4; of neuron 1 eleven of 2 and ten of 6
        final double mean = (11 * 2 + 10 * 6) / 21.0;
        final double deviation = Math.sqrt((11 * 4 + 10 * 36) / 21.0 - mean * mean);
        assertEquals((0 + deviation / mean) / 2, found.cvIsi(), 1e-12);
        assertEquals(0, found.fano(), 1e-12, "each bin of 8 steps has four spikes");
    }

    @Test
    void shouldCountBinsThatAreWholeAndStepsThatAreAskedFor() {
        final SpikeStatistics found = SpikeStatistics.of(record(88), 2, 0.5, 4, 11, 2);

        assertEquals(3 / (2 * 0.0035), found.rateHz(), 1e-9, "steps 4, 8 and 9");
        assertTrue(Double.isNaN(found.cvIsi()), "nobody spikes ten times");
        // bins [4, 6), [6, 8), [8, 10): 1, 0 and 2 spikes
        assertEquals((5 / 3.0 - 1) / 1, found.fano(), 1e-12);
    }

    @Test
    void shouldRefuseStepsThatAreNotThere() {
        assertEquals(
                "spike statistics: expected steps within [0, 88) and bins of at least 1, found [0, 89) and 1",
                assertThrows(IllegalArgumentException.class, () -> SpikeStatistics.of(record(88), 2, 0.5, 0, 89, 1))
                        .getMessage());
    }
}
