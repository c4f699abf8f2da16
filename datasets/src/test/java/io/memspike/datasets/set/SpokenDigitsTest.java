package io.memspike.datasets.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.datasets.SeriesSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.format.internal.Npy;
import io.memspike.datasets.set.internal.SpokenDigitPictures;
import io.memspike.datasets.set.internal.SpokenDigits;
import io.memspike.datasets.sound.internal.Waves;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
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
        assertLoudness(test, 0, 393.95940, 10, 5, 0.52550034);
        assertLoudness(test, 0, 393.95940, 20, 12, 0.27781440);
        assertLoudness(test, 227, 334.00123, 10, 5, 0.69473012);
        assertLoudness(test, 227, 334.00123, 20, 12, 0.24701847);
    }

    /** Sum, and a value. */
    private static void assertLoudness(SeriesSet set, int sample, double sum, int frame, int band, double value) {
        final int size = set.steps() * set.channels();
        double found = 0;
        for (int i = 0; i < size; i++) {
            found += set.values()[sample * size + i];
        }
        assertEquals(sum, found, 1e-3);
        assertEquals(value, set.values()[sample * size + frame * set.channels() + band], 1e-6);
    }

    @Test
    void shouldRefuseWhatIsNoRecording() throws IOException {
        final Map<String, byte[]> entries = recordings();
        entries.put("recordings/ten_zoe_5.wav", Waves.file(8_000, (short) 1));
        final Path file = write(entries);
        assertEquals(
                file + ": recordings/ten_zoe_5.wav: expected recordings/DIGIT_SPEAKER_NUMBER.wav, found another name",
                assertThrows(IOException.class, () -> open(Split.TRAIN)).getMessage());

        entries.remove("recordings/ten_zoe_5.wav");
        entries.put("recordings/9_zoe_5.wav", Waves.file(999, (short) 1));
        write(entries);
        assertEquals(
                file + ": recordings/9_zoe_5.wav: rate: expected 1000 to 1000000 samples a second, found 999",
                assertThrows(IOException.class, () -> open(Split.TRAIN)).getMessage());

        write(Map.of("recordings/9_zoe_5.wav", Waves.file(8_000, (short) 1)));
        assertEquals(1, open(Split.TRAIN).size());
        assertEquals(
                file + ": recordings/: expected recordings 0 to 4, found none",
                assertThrows(IOException.class, () -> open(Split.TEST)).getMessage());
    }

    /** A tone of 1.1 kHz for 0.05 s, once at 8,000 and once at 44,100 samples a second, in two channels and 24 bits. */
    @Test
    void shouldBringRecordingsToOneRateAndSaySo() throws IOException {
        final Path recordings = Files.createDirectories(directory.resolve("free-spoken-digit-dataset/recordings"));
        Files.write(recordings.resolve("3_zoe_7.wav"), Waves.file(8_000, Waves.tone(8_000, 1_100, 16_000, 400)));
        final short[] fine = Waves.tone(44_100, 1_100, 16_000, 2_205);
        final ByteBuffer stereo = ByteBuffer.allocate(6 * fine.length).order(ByteOrder.LITTLE_ENDIAN);
        for (final short sample : fine) {
            stereo.put((byte) 0).putShort(sample).put((byte) 0).putShort(sample);
        }
        Files.write(recordings.resolve("3_zoe_8.wav"), Waves.form(44_100, 2, 24, stereo.array()));
        Files.write(recordings.resolve(".hidden"), new byte[1]);

        final SeriesSet set = (SeriesSet) new SpokenDigitPictures().open(directory, Split.TRAIN);

        assertEquals(2, set.size());
        assertEquals("spoken-digits-mel: 1 of 2 recordings resampled to 8000 Hz from 44100", set.remark());
        int band = 0; // 1,100 Hz
        for (int b = 0; b < set.channels(); b++) {
            band = set.values()[b] > set.values()[band] ? b : band;
        }
        final int size = set.steps() * set.channels();
        for (int b = band - 2; b <= band + 2; b++) {
            assertEquals(set.values()[b], set.values()[size + b], 0.01, "band " + b);
        }
        assertTrue(new SpokenDigits().isPresent(directory));
        assertEquals(2, open(Split.TRAIN).size());
    }

    @Test
    void shouldSayWhereNothingOrNotAllIsHeard() throws IOException {
        final Path recordings = Files.createDirectories(directory.resolve("recordings"));
        Files.write(recordings.resolve("3_zoe_7.wav"), Waves.file(8_000, Waves.tone(8_000, 1_100, 16_000, 5_120)));
        Files.write(recordings.resolve("3_zoe_8.wav"), Waves.file(16_000, Waves.tone(16_000, 1_100, 16_000, 160_000)));
        Files.write(recordings.resolve("3_zoe_9.wav"), Waves.file(8_000, new short[4_000]));

        final SeriesSet set = (SeriesSet) new SpokenDigitPictures().open(directory, Split.TRAIN);

        assertEquals(
                "spoken-digits-mel: 1 of 3 recordings resampled to 8000 Hz from 16000; 1 of 3 recordings longer than"
                        + " 0.64 s, of which no more is heard; 1 of 3 recordings silent",
                set.remark());
        for (int i = 2 * set.steps() * set.channels(); i < set.values().length; i++) {
            assertEquals(0, set.values()[i]);
        }
        // 80 frames of 32 ms every 10 ms
        assertEquals(
                "spoken-digits: 1 of 3 recordings resampled to 8000 Hz from 16000; 1 of 3 recordings longer than"
                        + " 0.82 s, of which no more is heard; 1 of 3 recordings silent",
                open(Split.TRAIN).remark());
    }

    @Test
    void shouldRefuseARecordingOfHours() throws IOException {
        final Path recordings = Files.createDirectories(directory.resolve("recordings"));
        final Path file = recordings.resolve("3_zoe_7.wav");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength((1L << 27) + 1);
        }
        assertEquals(
                file + ": size: expected at most 134217728 bytes, found 134217729",
                assertThrows(IOException.class, () -> open(Split.TRAIN)).getMessage());
    }

    /** As features of the digits' networks without spikes; sums by NumPy. */
    @Test
    void shouldReadTheRecordingsAsPictures() throws IOException {
        final Path data = Outside.file("data");
        Outside.file("data/free-spoken-digit-dataset.zip");
        final SeriesSet test = (SeriesSet) new DataSets(data).open("spoken-digits-mel", Split.TEST);

        assertEquals(300, test.size());
        assertEquals(23, test.channels());
        assertEquals(20, test.steps());
        // as their heads say: 17 have more than 5,120 samples
        assertEquals(
                "spoken-digits-mel: 17 of 300 recordings longer than 0.64 s, of which no more is heard", test.remark());
        // by NumPy: recording 0 of george's 0, and 3 of theo's 7
        assertLoudness(test, 0, 121.94254, 5, 4, 0.81404173);
        assertLoudness(test, 0, 121.94254, 3, 12, 0.33946091);
        assertLoudness(test, 227, 109.33801, 5, 4, 0.52911079);
        assertLoudness(test, 227, 109.33801, 3, 12, 0.64563310);
    }

    @Test
    void shouldUnderstandEveryMutationAsPictures() throws IOException {
        final Path file = write(recordings());
        Mutations.assertUnderstood(new SpokenDigitPictures(), directory, file, 97);
    }

    @Test
    void shouldUnderstandEveryMutation() throws IOException {
        final Path file = write(recordings());
        assertTrue(new SpokenDigits().isPresent(directory));
        Mutations.assertUnderstood(new SpokenDigits(), directory, file, 29);
    }
}
