package io.memspike.core.population.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoissonDriveTest {
    /** Means from one with two columns to one whose columns take more bits than are looked up at once. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.003, 0.4, 2, 17.5, 300, 50_000})
    void shouldAddWhatItsTwinAdds(double mean) {
        final PoissonCounts counts = new PoissonCounts(mean);
        final PoissonDrive drive = new PoissonDrive(counts, -0.3f);
        for (final int n : new int[] {0, 1, 2, 511, 512, 513, 2048, 12_501}) {
            final float[] expected = new float[n + 1];
            final float[] found = new float[n + 1];
            for (int step = 0; step < 3; step++) {
                counts.add(step, 6, -0.3f, expected, n);
                drive.add(step, 6, found, n);
            }
            assertArrayEquals(expected, found, n + " neurons");
        }
    }
}
