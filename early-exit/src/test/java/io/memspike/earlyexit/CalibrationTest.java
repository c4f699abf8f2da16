package io.memspike.earlyexit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class CalibrationTest {
    /**
     * Four samples of two classes and two steps, all of label 0; p of the leading class after step 1 is given, so are the
     * decisions after either step. With temperature 2 the lead in read-out is 2 ln(p / (1 − p)).
     */
    private static ExitCurve curve() {
        final double[] confidence = {0.6, 0.7, 0.8, 0.9};
        final int[] first = {1, 0, 1, 0}; // right after step 1: samples 1 and 3
        final int[] last = {0, 0, 0, 1}; // right after step 2: all but sample 3
        final float[] potentials = new float[4 * 2 * 2];
        for (int n = 0; n < 4; n++) {
            final float lead = (float) (2 * Math.log(confidence[n] / (1 - confidence[n])));
            potentials[n * 4 + first[n]] = lead;
            potentials[n * 4 + 2 + last[n]] = first[n] == last[n] ? lead : lead + 1;
        }
        return ExitCurve.of(new ConfidencePolicy(0.5f), new Trajectories(potentials, new int[4], 2, 2));
    }

    // below 0.6: 2 of 4 right in 4 steps; to 0.7: 3 in 5; to 0.8: 3 in 6; to 0.9: 4 in 7; from 0.9: 3 in 8

    @Example
    void shouldTakeTheFewestStepsThatKeepTheAccuracy() {
        assertFound(0.7f, 3, 5, Calibration.toAccuracy(curve(), 0.75));
        assertFound(0.9f, 4, 7, Calibration.toAccuracy(curve(), 0.76));
        assertFound(0.6f, 2, 4, Calibration.toAccuracy(curve(), 0.5));
    }

    private static void assertFound(float nextThreshold, int correct, long totalSteps, Calibration calibration) {
        assertInstanceOf(Calibration.Found.class, calibration);
        assertEquals(correct, calibration.point().correct());
        assertEquals(totalSteps, calibration.point().totalSteps());
        // the largest threshold that gives this: just below where the next sample goes on
        assertEquals(nextThreshold, calibration.point().threshold(), 1e-6f);
        final ExitCurve.Point next = curve().at(Math.nextUp(calibration.point().threshold()));
        assertTrue(next.totalSteps() > totalSteps);
    }

    @Example
    void shouldAllowALossAgainstAllSteps() {
        // all steps: 3 of 4; the bound takes 2 more samples, half of each kind, so a lost sample counts 1/6
        assertFound(0.7f, 3, 5, Calibration.toLoss(curve(), 0, 0));
        assertFound(0.6f, 2, 4, Calibration.toLoss(curve(), 16.7, 0));
        assertFound(0.7f, 3, 5, Calibration.toLoss(curve(), 16.6, 0));
        assertEquals(0.75, Calibration.toLoss(curve(), 0, 0).allSteps().accuracy());
    }

    @Example
    void shouldAllowWhatIsLostForSure() {
        // 0.6 to 0.7: samples 0 (wrong here) and 3 (right here) differ from all steps, none is lost: √(2 + 1)/6
        final ExitCurve.Point point = curve().at(0.65f);
        assertEquals(2, point.changed());
        assertEquals(Math.sqrt(3) / 6, point.lossBound(curve().allSteps(), 1), 1e-12);

        assertFound(0.7f, 3, 5, Calibration.toLoss(curve(), 100 * Math.sqrt(3) / 6, 1));
        // in all steps nothing differs, and nothing else is as sure
        assertEquals(8, Calibration.toLoss(curve(), 1).point().totalSteps());
    }

    @Property(tries = 200)
    void shouldLoseNoMoreAtAnyLargerThreshold(
            @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 100) double points) {
        final ExitCurve curve = ExitCurve.of(new MarginPolicy(0.5f), ExitCurveTest.random(seed, 40, 5, 3));

        final ExitCurve.Point found = Calibration.toLoss(curve, points).point();

        long before = -1; // steps of the dearest stair that may lose more
        for (int i = 0; i < curve.stairs() - 1; i++) {
            if (curve.stair(i).lossBound(curve.allSteps(), Calibration.SIGMAS) > points / 100 + 1e-9) {
                before = curve.stair(i).totalSteps();
            }
        }
        assertTrue(found.totalSteps() > before);
        for (int i = 0; i < curve.stairs(); i++) {
            final long steps = curve.stair(i).totalSteps();
            assertTrue(steps <= before || steps >= found.totalSteps()); // none between them is passed over
        }
    }

    @Example
    void shouldBoundTheTrueLossNineteenTimesInTwenty() {
        // of 2,000 samples stopping early loses each with probability 1.5 % and gains it with 0.5 %: 1 point in truth
        final RandomStream random = RandomStream.of(1, "matched pairs");
        int above = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            int lost = 0;
            int gained = 0;
            for (int n = 0; n < 2_000; n++) {
                final float u = random.nextFloat();
                lost += u < 0.015f ? 1 : 0;
                gained += u >= 0.015f && u < 0.02f ? 1 : 0;
            }
            final ExitCurve.Point all = new ExitCurve.Point(1f, 2_000, 1_900, 0, 20_000);
            final ExitCurve.Point early = new ExitCurve.Point(0.5f, 2_000, 1_900 - lost + gained, lost + gained, 4_000);
            above += early.lossBound(all, Calibration.SIGMAS) < 0.01 ? 1 : 0;
        }
        // 5 % of 4,000 are 200, with a standard deviation of 13.8: five of them either way
        assertTrue(above > 130 && above < 270, "true losses above the bound: " + above);
    }

    @Example
    void shouldSayWhyWhenNoThresholdWillDo() {
        final ExitCurve curve =
                ExitCurve.of(new ConfidencePolicy(0.5f), new Trajectories(new float[] {0f, 1f}, new int[1], 1, 2));

        final Calibration calibration = Calibration.toAccuracy(curve, 0.9);

        assertEquals(
                "early exit: expected an accuracy of at least 0.9, found at most 0.0 (0 of 1 samples) at threshold 1.0",
                assertInstanceOf(Calibration.Unreachable.class, calibration).reason());
    }

    @Example
    void shouldStateHowSureTheAccuracyIs() {
        // Wilson, 3 of 4, z = 1.959964: centre (0.75 + 0.480182) / 1.960365 = 0.627527, half width 0.326853
        final Interval interval = Calibration.toLoss(curve(), 0, 0).accuracyInterval();

        assertEquals(0.300642, interval.low(), 1e-5);
        assertEquals(0.954413, interval.high(), 1e-5);
        assertEquals(0.95, interval.confidence());
    }

    @Example
    void shouldRefuseWantedAccuraciesOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> Calibration.toAccuracy(curve(), 1.1));
        assertThrows(IllegalArgumentException.class, () -> Calibration.toAccuracy(curve(), Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Calibration.toLoss(curve(), -1));
    }

    @Property(tries = 200)
    void shouldBeatEveryThresholdOfTheGrid(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double wanted) {
        final ExitCurve curve = ExitCurve.of(new MarginPolicy(0.5f), ExitCurveTest.random(seed, 40, 5, 3));
        final Calibration calibration = Calibration.toAccuracy(curve, wanted);
        final boolean isFound = calibration instanceof Calibration.Found;
        for (final ExitCurve.Point other : curve.grid(500)) {
            if (other.accuracy() >= wanted) {
                assertTrue(isFound);
                assertTrue(calibration.point().totalSteps() <= other.totalSteps());
                assertTrue(calibration.point().totalSteps() < other.totalSteps()
                        || calibration.point().threshold() >= other.threshold());
            }
        }
        assertEquals(isFound, calibration.point().correct() >= wanted * 40 - 1e-6);
    }
}
