package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.topology.parameter.Optimiser;
import io.memspike.topology.parameter.UpdateRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingConfigTest {
    private static final TrainingConfig CONFIG = TrainingConfig.adam(2, 128, 0.5, 5e-4, 0, 1);

    @Test
    void shouldFallAlongAHalfCosine() {
        assertEquals(0.5, CONFIG.ruleAt(0, 12).learningRate()); // cos 0 = 1
        assertEquals(0.25 * (1 + Math.sqrt(0.5)), CONFIG.ruleAt(3, 12).learningRate(), 1e-15); // cos π/4
        assertEquals(0.375, CONFIG.ruleAt(4, 12).learningRate(), 1e-15); // cos π/3 = 1/2
        assertEquals(0.25, CONFIG.ruleAt(6, 12).learningRate(), 1e-15); // cos π/2 = 0
        assertEquals(0.125, CONFIG.ruleAt(8, 12).learningRate(), 1e-15);
        assertEquals(0, CONFIG.ruleAt(12, 12).learningRate(), 1e-15); // never used: the last update is 11
    }

    @Test
    void shouldFallAlongALineWhereThatIsAskedFor() {
        final TrainingConfig linear = CONFIG.with(TrainingConfig.Decay.LINEAR, 1);
        assertEquals(0.5, linear.ruleAt(0, 12).learningRate());
        assertEquals(0.375, linear.ruleAt(3, 12).learningRate());
        assertEquals(0.125, linear.ruleAt(9, 12).learningRate());
    }

    @Test
    void shouldRefuseToShortenGradientsToNothing() {
        for (final double norm : new double[] {0, -1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> CONFIG.with(TrainingConfig.Decay.NONE, norm));
        }
    }

    @Test
    void shouldNeverRise() {
        for (int step = 1; step <= 1000; step++) {
            assertTrue(CONFIG.ruleAt(step, 1000).learningRate()
                    < CONFIG.ruleAt(step - 1, 1000).learningRate());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.1, 0",
        "1, 0, 0.1, 0",
        "1, 1, 0, 0",
        "1, 1, -1, 0",
        "1, 1, 10, 0",
        "1, 1, NaN, 0",
        "1, 1, 0.1, -0.1",
        "1, 1, 0.1, 1",
        "1, 1, 0.1, NaN"
    })
    void shouldRefuseSettingsOutOfRange(int epochs, int batch, double learningRate, double weightDecay) {
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> TrainingConfig.adam(epochs, batch, learningRate, weightDecay, 0, 1))
                .getMessage()
                .startsWith("training: expected "));
    }

    @Test
    void shouldKeepItsStepWhereItDoesNotDecay() {
        assertEquals(
                new UpdateRule(8, 1e-3, 0, Optimiser.ADAMW),
                TrainingConfig.adamW(5, 1, 1e-3, false, 0, 1).ruleAt(7, 10));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1e6, Double.NaN})
    void shouldRefuseAPenaltyOutOfRange(double spikePenalty) {
        assertEquals(
                "training: expected a spikePenalty in [0, 1e6), found " + spikePenalty,
                assertThrows(IllegalArgumentException.class, () -> TrainingConfig.adam(1, 1, 0.1, 0, spikePenalty, 1))
                        .getMessage());
    }
}
