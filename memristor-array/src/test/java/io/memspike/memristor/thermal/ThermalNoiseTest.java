package io.memspike.memristor.thermal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ThermalNoiseTest {
    private static final double RELATIVE = 1e-12; // products, and a power by logarithms, in another order
    private static final double EXPONENTS = 1e-10; // those of ages lie up to 10 from 0

    @ParameterizedTest
    @CsvFileSource(resources = "noise.csv", numLinesToSkip = 1)
    void shouldAddUpTheNoiseThatAnIndependentProgramGivesEachCell(
            double kelvin, double volts, double seconds, double sumSiemens, double sigma) {
        final double found = Math.sqrt(new ThermalNoise(kelvin, volts, seconds).variance(sumSiemens));

        assertEquals(sigma, found, RELATIVE * sigma);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "ages.csv", numLinesToSkip = 1)
    void shouldAgeAsAnIndependentProgramDoes(
            double kelvin, double reference, double electronvolts, double seconds, double referenceSeconds) {
        final Arrhenius law = new Arrhenius(250, reference, electronvolts).at(kelvin);

        assertEquals(referenceSeconds, law.referenceSeconds(seconds), EXPONENTS * referenceSeconds);
    }

    @Test
    void shouldKeepWhatIsNew() {
        assertEquals(0, new Arrhenius(1e6, 1, 1).referenceSeconds(0)); // however fast it ages
        assertEquals(5, new Arrhenius(300, 300, 1).referenceSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0.2 | 1e-8 | temperature: expected a finite number of K above 0, found 0.0",
                "300 | -1 | 1e-8 | read voltage: expected a finite number of V above 0, found -1.0",
                "300 | 0.2 | NaN | read time: expected a finite number of seconds above 0, found NaN"
            })
    void shouldRefuseReadsThatAreNone(double kelvin, double volts, double seconds, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new ThermalNoise(kelvin, volts, seconds))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 300 | 1 | temperature: expected a finite number of K above 0, found 0.0",
                "300 | Infinity | 1 | reference temperature: expected a finite number of K above 0, found Infinity",
                "300 | 300 | -1 | activation energy: expected a finite number of eV of at least 0, found -1.0",
                "300 | 1 | 9 | age: expected a finite one at the reference temperature, found Infinity"
            })
    void shouldRefuseAgesThatAreNone(double kelvin, double reference, double electronvolts, String message) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Arrhenius(kelvin, reference, electronvolts).referenceSeconds(1))
                        .getMessage());
    }
}
