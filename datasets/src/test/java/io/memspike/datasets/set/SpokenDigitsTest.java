package io.memspike.datasets.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.datasets.SeriesSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.format.internal.Npy;
import io.memspike.datasets.set.internal.SpokenDigits;
import io.memspike.datasets.sound.internal.Waves;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpokenDigitsTest {
    @TempDir
    Path directory;

    private static Map<String, byte[]> recordings() {
        final Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int number = 3; number < 7; number++) {
            for (int digit = 9; digit >= 8; digit--) {
                final short[] tone = Waves.tone(8_000, 200 + 100 * digit, 1_000 + number, 300);
                entries.put("recordings/" + digit + "_zoe_" + number + ".wav", Waves.file(8_000, tone));
                entries.put("recordings/" + digit + "_adam_" + number + ".wav", Waves.file(8_000, tone));
            }
        }
        entries.put("README.md", new byte[] {'x'});
        return entries;
    }

    private Path write(Map<String, byte[]> entries) throws IOException {
        return Npy.zip(directory.resolve("free-spoken-digit-dataset.zip"), entries);
    }

    private SeriesSet open(Split split) throws IOException {
        return (SeriesSet) new SpokenDigits().open(directory, split);
    }

    @Test
    void shouldTestWithRecordingsZeroToFour() throws IOException {
        write(recordings());
        final SeriesSet train = open(Split.TRAIN);
        final SeriesSet test = open(Split.TEST);

        assertEquals(8, train.size()); // numbers 5 and 6 of two speakers and digits
        assertEquals(8, test.size()); // 3 and 4
        for (int i = 0; i < 8; i++) {
            assertEquals(8 + i % 2, train.label(i));
        }
    }

    @Test
    void shouldReadTheRecordings() throws IOException {
        final Path data = Outside.file("data");
        Outside.file("data/free-spoken-digit-dataset.zip");
        final SeriesSet test = (SeriesSet) new DataSets(data).open("spoken-digits", Split.TEST);

        assertEquals(300, test.size());
        for (int i = 0; i < 300; i++) {
            assertEquals(i % 10, test.label(i));
        }
        // by NumPy: recording 0 of george's 0, and 3 of theo's 7
        assertLoudness(test, 0, 393.95940, 0.52550034, 0.27781440);
        assertLoudness(test, 227, 334.00123, 0.69473012, 0.24701847);
    }

    /** Sum, frame 10 of band 5, frame 20 of band 12. */
    private static void assertLoudness(SeriesSet set, int sample, double sum, double first, double second) {
        final int size = set.steps() * set.channels();
        double found = 0;
        for (int i = 0; i < size; i++) {
            found += set.values()[sample * size + i];
        }
        assertEquals(sum, found, 1e-3);
        assertEquals(first, set.values()[sample * size + 10 * 32 + 5], 1e-6);
        assertEquals(second, set.values()[sample * size + 20 * 32 + 12], 1e-6);
    }

    @Test
    void shouldRefuseWhatIsNoRecording() throws IOException {
        final Map<String, byte[]> entries = recordings();
        entries.put("recordings/ten_zoe_5.wav", Waves.file(8_000, (short) 1));
        final Path file = write(entries);
        assertEquals(
                file + ": ZIP archive: expected recordings/DIGIT_SPEAKER_NUMBER.wav, found recordings/ten_zoe_5.wav",
                assertThrows(IOException.class, () -> open(Split.TRAIN)).getMessage());

        entries.remove("recordings/ten_zoe_5.wav");
        entries.put("recordings/9_zoe_5.wav", Waves.file(16_000, (short) 1));
        write(entries);
        assertEquals(
                file + ": recordings/9_zoe_5.wav: rate: expected 8000 samples a second, found 16000",
                assertThrows(IOException.class, () -> open(Split.TRAIN)).getMessage());

        write(Map.of("recordings/9_zoe_5.wav", Waves.file(8_000, (short) 1)));
        assertEquals(1, open(Split.TRAIN).size());
        assertEquals(
                file + ": ZIP archive: expected recordings 0 to 4 in recordings/, found none",
                assertThrows(IOException.class, () -> open(Split.TEST)).getMessage());
    }

    @Test
    void shouldUnderstandEveryMutation() throws IOException {
        final Path file = write(recordings());
        assertTrue(new SpokenDigits().isPresent(directory));
        Mutations.assertUnderstood(new SpokenDigits(), directory, file, 29);
    }
}
