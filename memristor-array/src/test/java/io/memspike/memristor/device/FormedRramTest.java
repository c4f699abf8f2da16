package io.memspike.memristor.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.RandomStream;
import io.memspike.memristor.Statistics;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormedRramTest {
    @Test
    void shouldFormNormalConductances() {
        final int n = 100_000;
        final FormedRram device = FormedRram.prime();
        final RandomStream stream = RandomStream.of(1, "test");
        final double[] siemens = new double[n];
        Arrays.setAll(siemens, i -> device.formSiemens(stream));

        final double z = Statistics.Z * device.sigmaSiemens() / Math.sqrt(n);
        assertEquals(18e-6, Statistics.mean(siemens), z);
        assertTrue(Statistics.kolmogorovSmirnov(
                        siemens, g -> Statistics.normalCdf((g - device.meanSiemens()) / device.sigmaSiemens()))
                < Statistics.KOLMOGOROV);
    }

    @Test
    void shouldDrawAgainWhenNotAboveZero() {
        final FormedRram wide = new FormedRram(1e-6, 5e-6); // 42 % of the normal lies below 0
        final RandomStream stream = RandomStream.of(1, "test");

        for (int i = 0; i < 1000; i++) {
            assertTrue(wide.formSiemens(stream) > 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1e-6, 'meanSiemens: expected a finite conductance above 0, found 0.0'",
        "NaN, 1e-6, 'meanSiemens: expected a finite conductance above 0, found NaN'",
        "1e-6, -1e-6, 'sigmaSiemens: expected a finite conductance of at least 0, found -1.0E-6'",
        "1e-6, NaN, 'sigmaSiemens: expected a finite conductance of at least 0, found NaN'"
    })
    void shouldRefuseWhenUnphysical(double mean, double sigma, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new FormedRram(mean, sigma))
                        .getMessage());
    }
}
