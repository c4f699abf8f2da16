package io.memspike.earlyexit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.ExitPolicy;
import io.memspike.core.RandomStream;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ExitCurveTest {
    /** The score is the mean read-out of class 0 itself: numbers by hand. */
    private record FirstClass(float threshold) implements ExitPolicy {
        @Override
        public float score(float[] meanReadout) {
            return meanReadout[0];
        }
    }

    /** Potentials of one sample of two classes whose running mean of class 0 is {@code means}; class 1 stays at 1/2. */
    private static float[] sample(float... means) {
        final float[] potentials = new float[2 * means.length];
        for (int t = 0; t < means.length; t++) {
            potentials[2 * t] = (t + 1) * means[t] - (t == 0 ? 0 : t * means[t - 1]);
            potentials[2 * t + 1] = 0.5f;
        }
        return potentials;
    }

    private static Trajectories twoSamples() {
        // all exact in binary; scores of sample 0: 0.25, 0.75, 0.5; of sample 1: 0.625, 0.25, 0.875
        final float[] potentials = new float[12];
        System.arraycopy(sample(0.25f, 0.75f, 0.5f), 0, potentials, 0, 6);
        System.arraycopy(sample(0.625f, 0.25f, 0.875f), 0, potentials, 6, 6);
        return new Trajectories(potentials, new int[] {0, 1}, 3, 2);
    }

    private static void assertPoint(int correct, long totalSteps, ExitCurve.Point point) {
        assertEquals(correct, point.correct());
        assertEquals(totalSteps, point.totalSteps());
    }

    @Example
    void shouldFollowEachSampleFromMaximumToMaximum() {
        final ExitCurve curve = ExitCurve.of(new FirstClass(0f), twoSamples());

        // sample 0 (label 0) stops at step 1 with class 1, at step 2 with class 0, at step 3 with a tie: class 0
        // sample 1 (label 1) stops at step 1 with class 0, at step 3 with class 0
        assertPoint(0, 1 + 1, curve.at(0f));
        assertPoint(0, 1 + 1, curve.at(0.2f));
        assertPoint(1, 2 + 1, curve.at(0.25f)); // a score equal to the threshold does not stop
        assertPoint(1, 2 + 3, curve.at(0.625f));
        assertPoint(1, 3 + 3, curve.at(0.75f));
        assertPoint(1, 3 + 3, curve.allSteps());
        assertEquals(0.5, curve.allSteps().accuracy());
        assertEquals(2.5, curve.at(0.7f).meanSteps());
        assertArrayEquals(new int[] {0, 1, 1}, curve.histogram(0.7f));
    }

    @Example
    void shouldGiveAGridFromZeroToOne() {
        final List<ExitCurve.Point> grid =
                ExitCurve.of(new FirstClass(0f), twoSamples()).grid(200);

        assertEquals(201, grid.size());
        assertEquals(0f, grid.get(0).threshold());
        assertEquals(0.005f, grid.get(1).threshold());
        assertEquals(1f, grid.get(200).threshold());
    }

    @Example
    void shouldRefuseScoresAndThresholdsOutsideZeroToOne() {
        final Trajectories high = new Trajectories(sample(1.5f), new int[] {0}, 1, 2);

        assertThrows(IllegalArgumentException.class, () -> ExitCurve.of(new FirstClass(0f), high));
        assertThrows(
                IllegalArgumentException.class,
                () -> ExitCurve.of(new FirstClass(0f), twoSamples()).at(1.1f));
    }

    /** Coarse potentials, so that scores tie within and between samples. */
    static Trajectories random(long seed, int samples, int steps, int classes) {
        final RandomStream random = RandomStream.of(seed, "trajectories");
        final float[] potentials = new float[samples * steps * classes];
        for (int i = 0; i < potentials.length; i++) {
            potentials[i] = random.nextInt(9) * 0.5f - 1f;
        }
        final int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = random.nextInt(classes);
        }
        return new Trajectories(potentials, labels, steps, classes);
    }

    @Property(tries = 200)
    void shouldEqualWhatThePolicyDoesAtEveryThreshold(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int samples,
            @ForAll @IntRange(min = 1, max = 6) int steps,
            @ForAll @IntRange(min = 1, max = 4) int classes) {
        final Trajectories trajectories = random(seed, samples, steps, classes);
        for (final String name : List.of("confidence", "margin", "entropy")) {
            final SoftmaxPolicy policy = SoftmaxPolicy.of(name, 0.5f);
            final ExitCurve curve = ExitCurve.of(policy, trajectories);
            for (int i = 0; i < curve.stairs(); i++) {
                final float threshold = curve.stair(i).threshold();
                assertAsRun(policy.withThreshold(threshold), trajectories, curve, curve.stair(i));
                if (threshold < 1) {
                    final float next = Math.nextUp(threshold); // where the next stair begins
                    assertAsRun(policy.withThreshold(next), trajectories, curve, curve.at(next));
                }
            }
            assertAsRun(policy, trajectories, curve, curve.at(0.5f));
        }
    }

    private static void assertAsRun(
            ExitPolicy policy, Trajectories trajectories, ExitCurve curve, ExitCurve.Point point) {
        final float[][] means = new float[trajectories.steps()][trajectories.classes()];
        int correct = 0;
        int changed = 0;
        long totalSteps = 0;
        for (int n = 0; n < trajectories.samples(); n++) {
            trajectories.answers(n, means);
            int t = 0;
            while (t < trajectories.steps() - 1 && !policy.isDecided(means[t])) {
                t++;
            }
            assertEquals(t + 1, curve.steps(n, policy.threshold()));
            final boolean isCorrect = Softmax.argMax(means[t]) == trajectories.label(n);
            correct += isCorrect ? 1 : 0;
            changed += isCorrect != (Softmax.argMax(means[means.length - 1]) == trajectories.label(n)) ? 1 : 0;
            totalSteps += t + 1;
        }
        assertEquals(
                new ExitCurve.Point(policy.threshold(), trajectories.samples(), correct, changed, totalSteps), point);
    }
}
