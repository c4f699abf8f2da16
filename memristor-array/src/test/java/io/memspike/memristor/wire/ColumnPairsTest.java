package io.memspike.memristor.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.device.FormedRram;
import org.junit.jupiter.api.Test;

class ColumnPairsTest {
    @Test
    void shouldLayCellsSideBySideInRowsOfTheUnfolding() {
        final Matrix matrix = new Matrix(new Linear(2, 1f), Shape.vector(3));
        final MemristorArray array = MemristorArray.program(matrix, FormedRram.prime(), 7, 0)
                .disconnect(new byte[] {1, 1, 0, 1, 1, 1}); // the pair of output 0 and input 2
        final double[] positive = array.positiveSiemens(); // [out, in]
        final double[] negative = array.negativeSiemens();

        final double[][] pairs = ColumnPairs.of(array);

        assertEquals(3, pairs.length);
        assertArrayEquals(new double[] {positive[0], negative[0], positive[3], negative[3]}, pairs[0]);
        assertArrayEquals(new double[] {positive[1], negative[1], positive[4], negative[4]}, pairs[1]);
        assertArrayEquals(new double[] {0, 0, positive[5], negative[5]}, pairs[2]);
    }

    @Test
    void shouldLeavePlacesWithoutAWeightOpen() {
        // two groups of one channel: each output sees the rows of its own channel alone
        final Conv2d conv = new Conv2d(2, Size.of(1), Size.of(1), Size.of(0), Size.of(1), 2, 1f, false);
        final Matrix matrix = new Matrix(conv, new Shape(2, 2, 2));

        final double[][] pairs = ColumnPairs.of(MemristorArray.program(matrix, FormedRram.prime(), 7, 0));

        assertEquals(0, pairs[0][2]);
        assertEquals(0, pairs[1][0]);
        assertEquals(true, pairs[0][0] > 0 && pairs[1][2] > 0);
    }

    @Test
    void shouldPutWhatWiresLeaveBackInItsPlace() {
        final Matrix matrix = new Matrix(new Linear(4, 1f), Shape.vector(5));
        final byte[] mask = new byte[20];
        for (int w = 0; w < mask.length; w++) {
            mask[w] = (byte) (w % 3 == 0 ? 0 : 1);
        }
        final MemristorArray array =
                MemristorArray.program(matrix, FormedRram.prime(), 7, 0).disconnect(mask);
        final double[][] left = ColumnPairs.of(array);
        for (final double[] row : left) {
            for (int j = 0; j < row.length; j++) {
                row[j] = 0.5 * row[j] + 1e-6 * j;
            }
        }

        for (final boolean isMesh : new boolean[] {false, true}) {
            final MemristorArray found = ColumnPairs.behind(array, left, isMesh);

            for (int w = 0; w < 20; w++) {
                assertEquals(left[w % 5][2 * (w / 5)], found.positiveSiemens()[w]);
                assertEquals(left[w % 5][2 * (w / 5) + 1], found.negativeSiemens()[w]);
                assertEquals(isMesh ? 1 : mask[w], found.mask()[w]);
            }
        }
    }
}
