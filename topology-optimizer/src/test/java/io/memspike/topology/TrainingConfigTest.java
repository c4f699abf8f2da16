package io.memspike.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingConfigTest {
    private static final TrainingConfig CONFIG = new TrainingConfig(2, 128, 0.5, 5e-4, Loss.MEAN, 1);

    @Test
    void shouldFallAlongAHalfCosine() {
        assertEquals(0.5, CONFIG.learningRateAt(0, 12)); // cos 0 = 1
        assertEquals(0.25 * (1 + Math.sqrt(0.5)), CONFIG.learningRateAt(3, 12), 1e-15); // cos π/4
        assertEquals(0.375, CONFIG.learningRateAt(4, 12), 1e-15); // cos π/3 = 1/2
        assertEquals(0.25, CONFIG.learningRateAt(6, 12), 1e-15); // cos π/2 = 0
        assertEquals(0.125, CONFIG.learningRateAt(8, 12), 1e-15);
        assertEquals(0, CONFIG.learningRateAt(12, 12), 1e-15); // never used: the last update is 11
    }

    @Test
    void shouldNeverRise() {
        for (int step = 1; step <= 1000; step++) {
            assertTrue(CONFIG.learningRateAt(step, 1000) < CONFIG.learningRateAt(step - 1, 1000));
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
                        () -> new TrainingConfig(epochs, batch, learningRate, weightDecay, Loss.MEAN, 1))
                .getMessage()
                .startsWith("training: expected "));
    }
}
