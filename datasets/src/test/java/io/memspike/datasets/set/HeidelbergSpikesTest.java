package io.memspike.datasets.set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of {@code spikes.py}, for lists of variable length are written by no library of Java's. */
class HeidelbergSpikesTest {
    @TempDir
    Path directory;

    private Path take(String name) throws IOException {
        try (InputStream in = ImageSet.class.getResourceAsStream(name)) {
            return Files.write(directory.resolve(name), in.readAllBytes());
        }
    }

    private Samples open(String name, Split split) throws IOException {
        return new DataSets(directory).open(name, split);
    }

    private static int[] labels(Samples samples) {
        return IntStream.range(0, samples.size()).map(samples::label).toArray();
    }

    /** Step, unit and count of every value. */
    private static List<String> counts(Samples samples, int sample, int epoch) {
        final EventFrames frames = EventFrames.of(samples);
        samples.load(sample, epoch, frames);
        final List<String> found = new ArrayList<>();
        for (int step = 0; step < frames.steps(); step++) {
            final SpikeList list = frames.step(step);
            for (int i = 0; i < list.size(); i++) {
                found.add(step + ":" + list.index(i) + "=" + (int) list.value(i));
            }
        }
        return found;
    }

    @Test
    void shouldReadDigitsOfHalfPrecision() throws IOException {
        take("shd_train.h5");

        final Samples digits = Encoding.of("events").encode(open("shd", Split.TRAIN), 1);

        assertEquals(new Shape(1, 1, 700), digits.shape());
        assertEquals(20, digits.classes());
        assertArrayEquals(new int[] {3, 19, 3}, labels(digits));
        assertEquals(List.of("1:0=1", "3:699=1"), counts(digits, 0, 0)); // bins of 140 ms
        assertEquals(List.of("0:7=1", "0:8=2"), counts(digits, 1, 0));
        assertEquals(List.of("9:42=1"), counts(digits, 2, 0));
    }

    /** A unit has no polarity; what has none is ON, in data sets as in recordings. */
    @Test
    void shouldKeepWhatIsOn() throws IOException {
        final Path file = take("shd_train.h5");
        final Samples digits = open("shd", Split.TRAIN);

        final Samples on = Encoding.of("polarity:keep=1|events").encode(digits, 1);

        assertEquals(List.of("1:0=1", "3:699=1"), counts(on, 0, 0));
        assertEquals(List.of("0:7=1", "0:8=2"), counts(on, 1, 0));
        final RecordingSummary recording = RecordingSummary.of(Recording.open(file));
        assertEquals(recording.events(), recording.on());
        assertThrows(
                IllegalArgumentException.class,
                () -> Encoding.of("polarity:keep=0|events").encode(digits, 1));
    }

    @Test
    void shouldReadWordsOfSinglePrecisionInOrderOfTimeAndUpToOneSecond() throws IOException {
        take("ssc_test.h5");

        final Samples words = Encoding.of("events:steps=20").encode(open("ssc", Split.TEST), 1);

        assertEquals(35, words.classes());
        assertArrayEquals(new int[] {0, 34}, labels(words));
        assertEquals(List.of(), counts(words, 0, 0));
        assertEquals(List.of("1:2=1", "19:1=1"), counts(words, 1, 0)); // bins of 50 ms
    }

    @Test
    void shouldMoveNoneOutOfTheOnlyRowInTraining() throws IOException {
        take("shd_train.h5");
        final Samples digits = open("shd", Split.TRAIN);

        final long seen = IntStream.rangeClosed(1, 100)
                .filter(epoch -> !counts(digits, 1, epoch).isEmpty())
                .count();

        assertTrue(seen > 90, "seen in " + seen + " of 100 epochs");
    }

    @Test
    void shouldNameTheLabelThatIsTooLarge() throws IOException {
        final Path file = take("shd_train.h5");
        final byte[] bytes = Files.readAllBytes(file);
        final ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final int at = IntStream.range(0, bytes.length - 24)
                .filter(i -> all.getLong(i) == 3 && all.getLong(i + 8) == 3 && all.getLong(i + 16) == 19)
                .findFirst()
                .orElseThrow();
        bytes[at + 16] = 20;
        Files.write(file, bytes);

        final Exception refusal = assertThrows(IOException.class, () -> open("shd", Split.TRAIN));

        assertEquals(file + ": /labels: element 2: expected from 0 to 19, found 20", refusal.getMessage());
    }

    @Test
    void shouldRefuseWhatIsCutInOneLine() throws IOException {
        Mutations.assertRefusedWhereCut(take("ssc_test.h5"), 97, () -> open("ssc", Split.TEST));
    }

    @Test
    void shouldSayWhereItComesFromWhereItIsMissing() throws IOException {
        take("shd_train.h5");

        final String missing =
                assertThrows(IOException.class, () -> open("shd", Split.TEST)).getMessage();

        assertTrue(missing.contains("expected shd_test.h5 in " + directory), missing);
        assertTrue(missing.contains("zenkelab.org"), missing);
        assertTrue(new DataSets(directory).isPresent("shd"));
        assertFalse(new DataSets(directory).isPresent("ssc"));
    }
}
