package io.memspike.datasets.sound.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.SafetensorsFile;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMelTest {
    private static final int SIZE = LogMel.FRAMES * LogMel.BANDS;

    private static float[] loudness(double... sound) {
        final float[] into = new float[SIZE];
        new LogMel().loudness(sound, into, 0);
        return into;
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "exact", "long"})
    void shouldAgreeWithNumPy(String name) throws IOException {
        try (SafetensorsFile golden = SafetensorsFile.open(Outside.file("golden/s3/s3_features.safetensors"))) {
            final float[] pcm = golden.tensor(name + ".pcm").floats();
            final double[] sound = new double[pcm.length];
            Arrays.setAll(sound, i -> pcm[i] / 32_768.0);
            final float[] expected = golden.tensor(name + ".features").floats(); // [bands, frames]

            final float[] found = loudness(sound);
            for (int b = 0; b < LogMel.BANDS; b++) {
                for (int f = 0; f < LogMel.FRAMES; f++) {
                    assertEquals(
                            expected[b * LogMel.FRAMES + f],
                            found[f * LogMel.BANDS + b],
                            1e-6,
                            name + " " + b + " " + f);
                }
            }
        }
    }

    @Test
    void shouldListenToTheFirstFramesAlone() {
        final double[] sound = Waves.sound(Waves.tone(LogMel.RATE, 700, 9_000, 9_000));

        assertArrayEquals(loudness(Arrays.copyOf(sound, LogMel.SAMPLES)), loudness(sound));
    }

    @Test
    void shouldHearNothingInSilence() {
        assertArrayEquals(new float[SIZE], loudness(new double[9_000]));
        assertArrayEquals(new float[SIZE], loudness(0));
    }

    /** Frames stand at multiples of 256 samples, and the last that the recording reaches is heard. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100, 255, 256, 257, 5_000})
    void shouldHearFramesAsFarAsARecordingReaches(int length) {
        final double[] sound = new double[length];
        Arrays.fill(sound, 0.5);
        sound[0] = -0.5;
        final float[] found = loudness(sound);
        final int heard = Math.min(LogMel.FRAMES, 1 + length / 256);

        float loudest = 0;
        for (int i = 0; i < SIZE; i++) {
            assertTrue(found[i] >= 0 && found[i] <= 1);
            assertTrue(i < heard * LogMel.BANDS || found[i] == 0);
            loudest = Math.max(loudest, found[i]);
        }
        assertEquals(1f, loudest);
    }

    /** But for what is added to every power, which only the faintest feel. */
    @Test
    void shouldNotHearHowLoudARecordingIs() {
        final float[] loud = loudness(Waves.sound(Waves.tone(LogMel.RATE, 900, 16_000, 4_000)));
        final float[] soft = loudness(Waves.sound(Waves.tone(LogMel.RATE, 900, 8_000, 4_000)));

        assertArrayEquals(loud, soft, 2e-3f);
    }
}
