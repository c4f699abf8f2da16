package io.memspike.topology.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenWeightsTest {
    private static final float[] FIRST = {1, -1, 1, -1}; // root mean square 1: levels of five at −4, −2, 0, 2, 4

    private static Parameters.Trained trained(Writing how) {
        return new Parameters.Trained(FIRST.clone(), 0.5f).written(how, 7);
    }

    private static Writes use(Parameters parameters, float[] effective) {
        return parameters.use(0, effective, 0, effective.length);
    }

    @Test
    void shouldWriteWhereALevelChangesAndNowhereElse() {
        final Parameters.Trained trained = trained(new Writing(5, 0, false));
        final float[] effective = new float[4];
        assertEquals(Writes.NONE, use(trained, effective));
        assertArrayEquals(
                new float[] {0, 0, 0, 0}, effective); // ±1 lies between 0 and ±2: half to even, level 2 of 0…4

        System.arraycopy(new float[] {1.5f, -3.5f, 0.9f, 9}, 0, trained.values(), 0, 4);
        assertEquals(new Writes(2, 1), use(trained, effective));
        assertArrayEquals(new float[] {1, -2, 0, 2}, effective); // levels 2, −4, 0, 4, times 0.5
        assertArrayEquals(new float[] {2, -4, 0, 4}, trained.weights());
        assertEquals(Writes.NONE, use(trained, effective));

        trained.confine(0, 4);
        assertArrayEquals(new float[] {1.5f, -3.5f, 0.9f, 4}, trained.values());
    }

    @Test
    void shouldCountEveryUpdateWhereAskedTo() {
        final Parameters.Trained trained = trained(new Writing(5, 0, true));
        final float[] effective = new float[4];
        System.arraycopy(new float[] {1.01f, -1.01f, 1, 9}, 0, trained.values(), 0, 4);

        assertEquals(new Writes(2, 1), use(trained, effective));
        assertEquals(Writes.NONE, use(trained, effective));
    }

    @Test
    void shouldLandBesideLevelsByARelativeNoise() {
        final int n = 20_000;
        final float[] first = new float[n];
        Arrays.fill(first, 2f);
        final WrittenWeights written =
                new WrittenWeights(new Writing(9, 0.1, false), first, 3); // range 8, levels 2 apart
        double sum = 0;
        double squares = 0;
        for (final float landed : written.landed()) {
            sum += landed / 2 - 1;
            squares += (landed / 2 - 1) * (landed / 2 - 1);
        }

        assertEquals(0, sum / n, 4 * 0.1 / Math.sqrt(n));
        assertEquals(0.1, Math.sqrt(squares / n), 0.1 * 4 / Math.sqrt(2 * n));
    }

    @ParameterizedTest
    @CsvSource({"64, 0.05, false", "64, 0.05, true", "2, 0.5, false"})
    void shouldNotDependOnWhoWritesWhat(int levels, double noise, boolean everyUpdate) {
        final float[] first = new float[100];
        for (int i = 0; i < first.length; i++) {
            first[i] = (RandomStream.draw(1, i) >> 40) * 0x1p-23f;
        }
        final WrittenWeights whole = new WrittenWeights(new Writing(levels, noise, everyUpdate), first, 5);
        final WrittenWeights parts = new WrittenWeights(new Writing(levels, noise, everyUpdate), first, 5);
        for (int step = 0; step < 3; step++) {
            for (int i = 0; i < first.length; i += step + 1) {
                first[i] = (RandomStream.draw(2 + step, i) >> 40) * 0x1p-23f;
            }
            final Writes all = whole.write(first, 0, 100);
            assertEquals(all, parts.write(first, 60, 100).plus(parts.write(first, 0, 60)));
            assertArrayEquals(whole.landed(), parts.landed());
        }
    }

    @Test
    void shouldRefuseWhatCannotBeWritten() {
        assertEquals(
                "writing: expected 2 to 65536 levels, found 1",
                assertThrows(IllegalArgumentException.class, () -> new Writing(1, 0, false))
                        .getMessage());
        assertEquals(
                "writing: expected a relative noise in [0, 1), found NaN",
                assertThrows(IllegalArgumentException.class, () -> new Writing(2, Double.NaN, false))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> new WrittenWeights(new Writing(2, 0, false), new float[3], 1));
    }
}
