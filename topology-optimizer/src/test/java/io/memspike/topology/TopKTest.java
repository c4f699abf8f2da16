package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TopKTest {
    @Property(tries = 300)
    void shouldFindTheKthSmallestMagnitudeAsSortingDoes(
            @ForAll @Size(min = 1, max = 60) float[] scores, @ForAll @DoubleRange(min = 0, max = 1) double sparsity) {
        final float[] magnitudes = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            magnitudes[i] = Math.abs(scores[i]);
        }
        Arrays.sort(magnitudes);

        final int k = 1 + (int) Math.rint(sparsity * (scores.length - 1));
        assertEquals(magnitudes[k - 1], TopK.threshold(scores, sparsity));
    }

    @Test
    void shouldKeepAllOfEqualMagnitudesAtTheThreshold() {
        // n = 4, q = 0.5: k = 1 + round(1.5) = 3, the third smallest of 1 2 2 3 is 2
        assertEquals("[0, 1, 1, 1]", Arrays.toString(TopK.mask(new float[] {1f, -2f, 2f, -3f}, 0.5)));
    }

    @Test
    void shouldRoundHalvesToEven() {
        // n = 2, q = 0.5: k = 1 + round(0.5) = 1
        assertEquals(1f, TopK.threshold(new float[] {-1f, 2f}, 0.5));
    }

    @Test
    void shouldRefuseASparsityOutsideZeroToOne() {
        assertThrows(IllegalArgumentException.class, () -> TopK.threshold(new float[] {1f}, 1.5));
        assertThrows(IllegalArgumentException.class, () -> TopK.threshold(new float[] {1f}, Double.NaN));
    }
}
