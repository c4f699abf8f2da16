package io.memspike.core.synapse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Unfolding;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The one description that hardware reads, of every kind: it gives the sums that the kind has. */
class UnfoldingTest {
    @Property(tries = 300)
    void shouldDescribeTheSumsOfEveryKind(@ForAll long seed) {
        final RandomStream random = RandomStream.of(seed, "unfolding");
        final Matrix matrix = Geometries.any(random);
        final Unfolding unfolding = matrix.unfolding();
        final float[] weights = new float[matrix.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextInt(19) - 9; // whole numbers: exact in any order
        }
        final float[] values = new float[matrix.input().size()];
        final float[] sums = new float[matrix.output().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(3);
            final float value = values[i];
            final int[] last = {-1, 0, 0};
            unfolding.visit(i, (row, position) -> {
                assertTrue(position >= last[0], "positions ascend");
                last[0] = position;
                last[1]++;
                for (int column = 0; column < unfolding.columns(); column++) {
                    final int weight = unfolding.weight(row, column);
                    if (weight >= 0) {
                        last[2]++;
                        sums[position * unfolding.columns() + column] += value * weights[weight];
                    }
                }
            });
            assertEquals(last[1], unfolding.reached(i));
            assertEquals(last[2], unfolding.operations(i));
        }
        final float[] expected = new float[sums.length];
        SlowMatrix.accumulate(matrix, weights, values, expected);

        assertArrayEquals(expected, Arrays.copyOf(sums, expected.length));
        assertEquals(matrix.output().positions(), unfolding.positions());
    }
}
