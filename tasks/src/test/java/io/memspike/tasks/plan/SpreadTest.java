package io.memspike.tasks.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void shouldTellMeanAndSampleDeviation() {
        assertEquals(2.5, Spread.mean(List.of(1.0, 2.0, 3.0, 4.0)));
        assertEquals(Math.sqrt(5.0 / 3.0), Spread.deviation(List.of(1.0, 2.0, 3.0, 4.0)), 1e-15);
    }

    @Test
    void shouldHaveNoDeviationBetweenEqualValues() {
        final List<Double> equal = List.of(0.195, 0.195, 0.195);

        assertEquals(0.195, Spread.mean(equal));
        assertEquals(0, Spread.deviation(equal));
    }

    @Test
    void shouldTellNothingOfTooFew() {
        assertTrue(Double.isNaN(Spread.mean(List.of())));
        assertNull(Spread.deviation(List.of(1.0)));
    }
}
