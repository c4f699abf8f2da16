package io.memspike.datasets.sound.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
    private static final int RATE = 8_000;

    private static double[] tone(int rate, double hertz, int samples) {
        final double[] tone = new double[samples];
        Arrays.setAll(tone, i -> StrictMath.sin(2 * Math.PI * hertz * i / rate));
        return tone;
    }

    /** Half a second; the filter's reach, 35 samples of the lower rate, is left out at either end. */
    @ParameterizedTest
    @CsvSource({
        "16000, 440",
        "16000, 3300",
        "44100, 1000",
        "44100, 3300",
        "48000, 100",
        "22050, 2000",
        "11025, 3000",
        "7999, 2500",
        "4000, 1500",
        "192000, 3000"
    })
    void shouldKeepATone(int rate, double hertz) {
        final double[] expected = tone(RATE, hertz, RATE / 2);
        final double[] found = new Resampler(rate, RATE).resample(tone(rate, hertz, rate / 2), Integer.MAX_VALUE);

        assertEquals(RATE / 2, found.length, 1);
        for (int i = 80; i < RATE / 2 - 80; i++) {
            assertEquals(expected[i], found[i], 2e-4, "sample " + i);
        }
    }

    /** What 8,000 samples a second cannot carry would fold back into the digits' bands. */
    @ParameterizedTest
    @CsvSource({"16000, 4100", "16000, 7000", "44100, 4500", "44100, 20000", "48000, 8000"})
    void shouldDampWhatWouldFoldBack(int rate, double hertz) {
        final double[] found = new Resampler(rate, RATE).resample(tone(rate, hertz, rate / 2), Integer.MAX_VALUE);
        for (int i = 80; i < RATE / 2 - 80; i++) {
            assertEquals(0, found[i], 2e-4, "sample " + i);
        }
    }

    @Test
    void shouldKeepAConstantExactly() {
        final double[] ones = new double[5_000];
        Arrays.fill(ones, 1);
        final double[] found = new Resampler(44_100, RATE).resample(ones, Integer.MAX_VALUE);

        assertEquals(908, found.length); // ⌈5000 · 80 / 441⌉
        for (int i = 40; i < found.length - 40; i++) {
            assertEquals(1, found[i], 1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 8_001, 16_000, 44_100})
    void shouldNeedNoMoreThanItSays(int rate) {
        final Resampler resampler = new Resampler(rate, RATE);
        final double[] sound = tone(rate, 300, rate);
        final double[] whole = resampler.resample(sound, Integer.MAX_VALUE);

        final double[] found = resampler.resample(Arrays.copyOf(sound, resampler.needed(500)), 500);

        assertArrayEquals(Arrays.copyOf(whole, 500), found);
    }

    @Test
    void shouldRefuseRatesOfNoSound() {
        assertEquals(
                "rate: expected 1000 to 1000000 samples a second, found 999",
                assertThrows(IllegalArgumentException.class, () -> new Resampler(999, RATE))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Resampler(1_000_001, RATE));
    }
}
