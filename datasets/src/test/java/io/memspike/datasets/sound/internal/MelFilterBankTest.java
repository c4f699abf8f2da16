package io.memspike.datasets.sound.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MelFilterBankTest {
    private static final int RATE = 8_000;
    private static final int BANDS = 32;
    private static final int FRAMES = 20;

    private static float[] loudness(short... sound) {
        final float[] into = new float[FRAMES * BANDS];
        new MelFilterBank(RATE, BANDS, FRAMES).loudness(Waves.sound(sound), into, 0);
        return into;
    }

    /** The middle of band b on the mel scale: 150.49 + (b + 1) · (2146.06 − 150.49) / 33, back in hertz. */
    private static double middle(int band) {
        final double mel = 150.48910 + (band + 1) * (2146.06453 - 150.48910) / (BANDS + 1);
        return 700 * (Math.pow(10, mel / 2595) - 1);
    }

    @Test
    void shouldBeLoudestInTheBandOfATone() {
        for (int band = 4; band < BANDS; band += 3) {
            final float[] loudness = loudness(Waves.tone(RATE, middle(band), 20_000, 2_000));
            for (int b = 0; b < BANDS; b++) {
                assertTrue(loudness[5 * BANDS + b] <= loudness[5 * BANDS + band], "band " + band + ", " + b);
                if (Math.abs(b - band) > 4) {
                    assertTrue(loudness[5 * BANDS + b] < 0.5, "band " + band + ", " + b); // 30 dB less
                }
            }
            // full scale is 0 dB; up to 1.5 dB are lost between two bins of the transform
            assertEquals(1, loudness[5 * BANDS + band], 1.5 / 60 + 1e-3);
        }
    }

    @Test
    void shouldTellSixDecibelsAsATenth() {
        final short[] sound = new short[2 * 800];
        System.arraycopy(Waves.tone(RATE, 1_000, 20_000, 800), 0, sound, 0, 800);
        System.arraycopy(Waves.tone(RATE, 1_000, 10_000, 800), 0, sound, 800, 800); // 20 · log10(2) = 6.02 dB less
        final float[] loudness = loudness(sound);
        final int band = 12; // below 0 dB on both
        final double loud = loudness[3 * BANDS + band];
        final double soft = loudness[13 * BANDS + band];

        assertTrue(loud < 1 && soft > 0, loud + " " + soft);
        assertEquals(6.02 / 60, loud - soft, 1e-3);
    }

    @Test
    void shouldNotHearHowLoudARecordingIs() {
        assertArrayEquals(
                loudness(Waves.tone(RATE, 700, 16_000, 900)), loudness(doubled(Waves.tone(RATE, 700, 16_000, 900))));
    }

    private static short[] doubled(short... sound) {
        final short[] twice = new short[sound.length];
        for (int i = 0; i < twice.length; i++) {
            twice[i] = (short) (2 * sound[i]);
        }
        return twice;
    }

    @Test
    void shouldHearNothingInSilence() {
        assertArrayEquals(new float[FRAMES * BANDS], loudness(new short[3_000]));
        final float[] brief = loudness(Waves.tone(RATE, 700, 16_000, 160)); // two frames begin in it
        for (int i = 2 * BANDS; i < brief.length; i++) {
            assertEquals(0f, brief[i]);
        }
        assertTrue(brief[BANDS + 5] > 0);
    }

    @Test
    void shouldCutWhatIsLonger() {
        final short[] tone = Waves.tone(RATE, 700, 16_000, 8_000);
        final short[] begin = java.util.Arrays.copyOf(tone, (FRAMES - 1) * 80 + 256); // to the end of the last frame

        assertArrayEquals(loudness(begin), loudness(tone));
    }

    @Test
    void shouldRefuseWrongArguments() {
        assertThrows(IllegalArgumentException.class, () -> new MelFilterBank(999, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new MelFilterBank(RATE, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new MelFilterBank(RATE, 1, 0));
    }
}
