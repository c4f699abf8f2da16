package io.memspike.core.kind.neuron.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PicksTest {
    @Test
    void shouldPickEachOfKEquallyOftenAtEveryStep() {
        final int k = 20;
        final long key = Picks.key(1, 2, 3);
        final int[] counts = new int[k];
        for (int step = 0; step < 50; step++) {
            for (int latent = 0; latent < 128; latent++) {
                counts[Picks.pick(key, step, latent, k)]++;
            }
        }

        // 6,400 draws, 320 expected each: χ² with 19 degrees of freedom exceeds 67 once in 3 million
        double chiSquare = 0;
        for (final int count : counts) {
            chiSquare += (count - 320.0) * (count - 320.0) / 320.0;
        }
        assertTrue(chiSquare < 67, "χ² " + chiSquare);
    }

    @Test
    void shouldGiveUniformNumbersBelowOne() {
        double sum = 0;
        for (int step = 0; step < 10_000; step++) {
            final float number = Picks.uniform(7, step);
            assertTrue(number >= 0 && number < 1, "found " + number);
            sum += number;
        }

        assertEquals(0.5, sum / 10_000, 5 * Math.sqrt(1 / 12.0 / 10_000)); // 5 sigma
    }
}
