package io.memspike.memristor.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ColumnPairsTest {
    private static final double[][] POSITIVE = {{1, 2, 3}, {4, 5, 6}};
    private static final double[][] NEGATIVE = {{10, 20, 30}, {40, 50, 60}};

    @Test
    void shouldPutPositiveAndNegativeSideBySide() {
        final double[][] pairs = ColumnPairs.interleave(POSITIVE, NEGATIVE);

        assertArrayEquals(new double[][] {{1, 10, 2, 20, 3, 30}, {4, 40, 5, 50, 6, 60}}, pairs);
        assertArrayEquals(POSITIVE, ColumnPairs.positive(pairs));
        assertArrayEquals(NEGATIVE, ColumnPairs.negative(pairs));
    }

    @Test
    void shouldRefuseMatricesOfTwoShapes() {
        assertEquals(
                "column pairs: expected 2 rows of G⁻ as of G⁺, found 1",
                assertThrows(IllegalArgumentException.class, () -> ColumnPairs.interleave(POSITIVE, new double[1][3]))
                        .getMessage());
        assertEquals(
                "column pairs: row 0: expected 3 cells of G⁻ as of G⁺, found 2",
                assertThrows(IllegalArgumentException.class, () -> ColumnPairs.interleave(POSITIVE, new double[2][2]))
                        .getMessage());
    }
}
