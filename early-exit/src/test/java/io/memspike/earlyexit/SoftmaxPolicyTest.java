package io.memspike.earlyexit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.testing.Allocation;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;

class SoftmaxPolicyTest {
    private static final String[] NAMES = {"confidence", "margin", "entropy"};
    private static final float LN_2 = (float) Math.log(2);

    /** With temperature 2 and means 2 ln 6, 2 ln 3, 2 ln 1 the probabilities are 6/10, 3/10 and 1/10. */
    private static final float[] SIX_THREE_ONE = {2 * (float) Math.log(3), 0f, 2 * (float) Math.log(6)};

    @Example
    void shouldScoreTheLargestProbability() {
        assertEquals(0.6f, new ConfidencePolicy(0.5f).score(SIX_THREE_ONE), 1e-6f);
    }

    @Example
    void shouldScoreTheLeadOfTheFirstOverTheSecond() {
        assertEquals(0.6f - 0.3f, new MarginPolicy(0.5f).score(SIX_THREE_ONE), 1e-6f);
        assertEquals(0f, new MarginPolicy(0.5f).score(new float[] {3f, 3f, -9f}));
    }

    @Example
    void shouldScoreWhatEntropyLeaves() {
        // H = −0.6 ln 0.6 − 0.3 ln 0.3 − 0.1 ln 0.1 = 0.897946, ln 3 = 1.098612: 1 − H / ln 3 = 0.182655
        assertEquals(0.182655f, new EntropyPolicy(0.5f).score(SIX_THREE_ONE), 1e-6f);
        assertEquals(0f, new EntropyPolicy(0.5f).score(new float[] {1f, 1f, 1f, 1f}), 1e-7f);
    }

    @Example
    void shouldDivideByTheTemperature() {
        // means ln 2 and 0: p = 2/3 at temperature 1, √2/(√2 + 1) = 0.585786 at temperature 2
        final float[] mean = {LN_2, 0f};

        assertEquals(2f / 3, new ConfidencePolicy(0.5f, 1f).score(mean), 1e-6f);
        assertEquals(0.585786f, new ConfidencePolicy(0.5f).score(mean), 1e-6f);
    }

    @Example
    void shouldBeDecidedOnlyStrictlyAboveTheThreshold() {
        final float[] even = {1f, 1f}; // p = 1/2 exactly

        assertFalse(new ConfidencePolicy(0.5f).isDecided(even));
        assertTrue(new ConfidencePolicy(Math.nextDown(0.5f)).isDecided(even));
    }

    @Example
    void shouldNeverStopAtThresholdOne() {
        final float[] sure = {1_000f, 0f, -1_000f}; // every score is 1

        for (final String name : NAMES) {
            assertEquals(1f, SoftmaxPolicy.of(name, 1f).score(sure));
            assertFalse(SoftmaxPolicy.of(name, 1f).isDecided(sure));
        }
    }

    @Example
    void shouldBeCertainOfASingleClass() {
        for (final String name : NAMES) {
            assertEquals(1f, SoftmaxPolicy.of(name, 0.5f).score(new float[] {-3f}));
        }
    }

    @Example
    void shouldDecideNothingWhenAReadoutIsNotANumber() {
        for (final String name : NAMES) {
            assertFalse(SoftmaxPolicy.of(name, 0f).isDecided(new float[] {1f, Float.NaN, 0f}));
            assertFalse(SoftmaxPolicy.of(name, 0f).isDecided(new float[] {Float.NaN, 1f, 0f}));
        }
    }

    @Property
    void shouldScoreFromZeroToOne(
            @ForAll @Size(min = 2, max = 12) float[] mean,
            @ForAll @FloatRange(min = 0.01f, max = 100f) float temperature) {
        for (final String name : NAMES) {
            final float score = policy(name, temperature).score(mean);
            assertTrue(score >= 0 && score <= 1, () -> name + " " + score);
        }
    }

    private static SoftmaxPolicy policy(String name, float temperature) {
        return switch (name) {
            case "confidence" -> new ConfidencePolicy(0.5f, temperature);
            case "margin" -> new MarginPolicy(0.5f, temperature);
            default -> new EntropyPolicy(0.5f, temperature);
        };
    }

    @Example
    void shouldBeFoundByName() {
        assertEquals(new ConfidencePolicy(0.8f, 2f), SoftmaxPolicy.of("confidence", 0.8f));
        assertEquals(new MarginPolicy(0.8f, 2f), SoftmaxPolicy.of("margin", 0.8f));
        assertEquals(new EntropyPolicy(0.8f, 2f), SoftmaxPolicy.of("entropy", 0.8f));
        for (final String name : NAMES) {
            assertEquals(name, SoftmaxPolicy.of(name, 0.5f).name());
            assertEquals(
                    SoftmaxPolicy.of(name, 0.25f), SoftmaxPolicy.of(name, 0.5f).withThreshold(0.25f));
        }
        assertEquals(
                "exit policy: expected confidence, margin or entropy, found 'luck'",
                assertThrows(IllegalArgumentException.class, () -> SoftmaxPolicy.of("luck", 0.5f))
                        .getMessage());
    }

    @Example
    void shouldRefuseThresholdsAndTemperaturesOutOfRange() {
        assertEquals(
                "exit threshold: expected a number in [0, 1], found 1.5",
                assertThrows(IllegalArgumentException.class, () -> new ConfidencePolicy(1.5f))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new MarginPolicy(-0.1f));
        assertThrows(IllegalArgumentException.class, () -> new EntropyPolicy(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new EntropyPolicy(0.5f, 0f));
        assertThrows(IllegalArgumentException.class, () -> new EntropyPolicy(0.5f, Float.POSITIVE_INFINITY));
    }

    @Example
    void shouldAllocateNothing() {
        final SoftmaxPolicy[] policies = {new ConfidencePolicy(0.5f), new MarginPolicy(0.5f), new EntropyPolicy(0.5f)};
        final int[] decided = {0};
        Allocation.assertNone(() -> {
            decided[0] = 0;
            for (int i = 0; i < 3_000; i++) {
                decided[0] += policies[i % 3].isDecided(SIX_THREE_ONE) ? 1 : 0;
            }
        });
        assertEquals(1_000, decided[0]);
    }
}
