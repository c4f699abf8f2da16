package io.memspike.memristor.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.memristor.Statistics;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.table.Retention.Course;
import io.memspike.memristor.table.Retention.Moment;
import io.memspike.memristor.table.TabledDevice.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class TabledDeviceTest {
    private static final double RELATIVE = 1e-12; // sums and logarithms in another order
    private static final int CELLS = 100_000;

    /** 1 µS, σ 0.25 at the lower end and 9 µS, σ 1.25 at the upper one, of targets 0 and 8 µS; a tenth is lost in 100 s. */
    private static final TabledDevice SIMPLE = new TabledDevice(
            List.of(new State(0, 1e-6, 0.25e-6), new State(8e-6, 9e-6, 1.25e-6)),
            new Retention(List.of(new Course(0, List.of(new Moment(1, 1, 0), new Moment(100, 0.9, 0.02))))),
            0,
            0);

    private static final TabledDevice GOLDEN = golden();

    private static TabledDevice golden() {
        try {
            return TabledDevice.read(
                    Path.of(TabledDeviceTest.class.getResource("device.json").toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "expected.csv", numLinesToSkip = 1)
    void shouldMeanWhatAnIndependentProgramMakesOfTheTables(
            double target, double seconds, double mean, double deviation, double meanFactor, double deviationFactor) {
        final ConductanceRange range = GOLDEN.range();
        final double inside = Math.max(range.minSiemens(), Math.min(range.maxSiemens(), target)); // the last digit
        assertEquals(target, inside, RELATIVE * target);
        assertEquals(mean, GOLDEN.meanSiemensOf(inside), RELATIVE * mean);
        assertEquals(deviation, GOLDEN.sigmaSiemens(inside), RELATIVE * mean);
        assertEquals(meanFactor, GOLDEN.retention().meanFactor(inside, seconds), RELATIVE);
        assertEquals(deviationFactor, GOLDEN.retention().deviationFactor(inside, seconds), RELATIVE);
    }

    @Test
    void shouldProgramCellsAsTheStatesSay() {
        // target 2 µS, a quarter of the way: mean 3 µS, σ 0.5 µS
        final double[] siemens = cells(stream -> SIMPLE.programSiemens(2e-6, stream));

        assertEquals(3e-6, Statistics.mean(siemens), Statistics.Z * 0.5e-6 / Math.sqrt(CELLS));
        assertEquals(0.25e-12, Statistics.variance(siemens, 3e-6), 0.25e-12 * Statistics.varianceBound(CELLS));
    }

    @Test
    void shouldAgeCellsAsRetentionSays() {
        // half of the way from 1 s to 100 s on a logarithmic scale is 10 s: 0.95, σ 0.01
        final double[] siemens = cells(stream -> SIMPLE.siemensAfter(2e-6, 4e-6, 10, stream));

        assertEquals(3.8e-6, Statistics.mean(siemens), Statistics.Z * 0.04e-6 / Math.sqrt(CELLS));
        assertEquals(1.6e-15, Statistics.variance(siemens, 3.8e-6), 1.6e-15 * Statistics.varianceBound(CELLS));
        assertEquals(4e-6, SIMPLE.siemensAfter(2e-6, 4e-6, 0, RandomStream.of(1, "test")));
        assertEquals(4e-6, SIMPLE.siemensAfter(2e-6, 4e-6, 1, RandomStream.of(1, "test")));
    }

    @Test
    void shouldKeepTheCourseOfACellOverTime() {
        // 0.95 + 0.01 d and 0.9 + 0.02 d of one deviate d
        final double early = SIMPLE.siemensAfter(2e-6, 4e-6, 10, RandomStream.of(1, "test")) / 4e-6;
        final double late = SIMPLE.siemensAfter(2e-6, 4e-6, 100, RandomStream.of(1, "test")) / 4e-6;

        assertEquals((early - 0.95) / 0.01, (late - 0.9) / 0.02, 1e-9);
    }

    @Test
    void shouldNeverLeaveWhatWasMeasuredBetweenTwoTimes() {
        final List<Moment> moments = List.of(new Moment(1, 1, 0), new Moment(3, 0.5, 0.1), new Moment(1e6, 0.6, 0.05));
        final Retention retention = new Retention(List.of(new Course(0, moments)));
        double before = 1;
        for (double seconds = 1; seconds < 3; seconds += 0.01) {
            final double now = retention.meanFactor(1e-6, seconds);
            assertTrue(now <= before && now >= 0.5, now + " at " + seconds);
            before = now;
        }
        before = 0.5;
        for (double seconds = 3; seconds < 1e6; seconds *= 1.1) {
            final double now = retention.meanFactor(1e-6, seconds);
            assertTrue(now >= before && now <= 0.6, now + " at " + seconds);
            before = now;
        }
    }

    @Test
    void shouldRefuseAgesThatWereNotMeasured() {
        for (final double seconds : new double[] {0.5, 101, 1e9}) {
            assertEquals(
                    "age: expected 0, or 1.0 to 100.0 seconds, over which retention was measured, found " + seconds,
                    assertThrows(IllegalArgumentException.class, () -> SIMPLE.requireAge(seconds))
                            .getMessage());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SIMPLE.siemensAfter(1e-6, 1e-6, seconds, RandomStream.of(1, "test")));
        }
        assertThrows(IllegalArgumentException.class, () -> SIMPLE.requireAge(-1));
        SIMPLE.requireAge(0);
        SIMPLE.requireAge(100);
    }

    @Test
    void shouldStayAsItIsWithoutRetention() {
        final TabledDevice still = new TabledDevice(SIMPLE.states(), null, 0, 0);

        assertFalse(still.changesWithTime());
        assertTrue(SIMPLE.changesWithTime());
        assertEquals(4e-6, still.siemensAfter(2e-6, 4e-6, 1e9, RandomStream.of(1, "test")));
        assertFalse(SIMPLE.hasOwnNoise());
    }

    @Test
    void shouldAimAtLevelsAndVerify() {
        final TabledDevice levels = SIMPLE.withLevels(3);
        final RandomStream one = RandomStream.of(3, "test");
        final RandomStream other = RandomStream.of(3, "test");

        assertEquals(new ConductanceRange(0, 8e-6, 3), levels.range());
        assertEquals(SIMPLE.programSiemens(4e-6, one), levels.programSiemens(5.9e-6, other)); // 4 of 0, 4, 8 µS
        final WriteVerify.Outcome outcome =
                WriteVerify.within(0.9e-6, 1000).program(SIMPLE, 4e-6, RandomStream.of(4, "test"));
        assertTrue(outcome.reached() && Math.abs(outcome.siemens() - 4e-6) <= 0.9e-6, outcome.toString());
        assertTrue(SIMPLE.within(new ConductanceRange(0, 1)).isEmpty());
    }

    @Test
    void shouldBeFoundByItsName() throws IOException, URISyntaxException {
        final Path file =
                Path.of(TabledDeviceTest.class.getResource("device.json").toURI());

        assertEquals(GOLDEN, DeviceCatalog.of("table:" + file));
        assertTrue(DeviceCatalog.names().contains("table:FILE"));
    }

    private static double[] cells(ToDoubleFunction<RandomStream> draw) {
        final double[] siemens = new double[CELLS];
        Arrays.setAll(siemens, cell -> draw.applyAsDouble(RandomStream.of(5, "test", cell)));
        return siemens;
    }
}
