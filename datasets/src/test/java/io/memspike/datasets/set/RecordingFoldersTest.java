package io.memspike.datasets.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFoldersTest {
    @TempDir
    Path directory;

    /** Five recordings of two classes, in the layout of N-MNIST: one event each, and one at 199 µs. */
    @BeforeEach
    void record() throws IOException {
        for (final String each : List.of("cat", "dog")) {
            for (int i = 0; i < 5; i++) {
                write(each + "/" + i + ".bin", i, 7, 0x80, 0, each.equals("dog") && i == 4 ? 199 : 9);
            }
        }
    }

    private void write(String name, int... bytes) throws IOException {
        final byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        Files.createDirectories(directory.resolve(name).getParent());
        Files.write(directory.resolve(name), content);
    }

    private Samples open(Split split) throws IOException {
        return DataSets.ofSystem().open(directory.toString(), split);
    }

    private static String labels(Samples samples) {
        return IntStream.range(0, samples.size())
                .map(samples::label)
                .boxed()
                .toList()
                .toString();
    }

    @Test
    void shouldKeepTheLastFifthOfEachClassForTheTest() throws IOException {
        final Samples train = open(Split.TRAIN);
        final Samples test = open(Split.TEST);

        assertEquals("[0, 1, 0, 1, 0, 1, 0, 1]", labels(train));
        assertEquals("[0, 1]", labels(test));
        assertEquals(
                List.of("cat", "dog"),
                DataSets.ofSystem().of(directory.toString()).classes());
        assertEquals(train.shape(), test.shape());
        assertEquals(34, train.shape().height()); // the format is of sensors of at least 34 × 34
        assertEquals(34, train.shape().width());
    }

    @Test
    void shouldCutAllIntoBinsThatHoldTheLongest() throws IOException {
        final Samples test = Encoding.of("events").encode(open(Split.TEST), 1);
        final EventFrames frames = EventFrames.of(test);
        test.load(1, frames);
        final Samples fine = Encoding.of("events:ms=0.005,steps=2").encode(open(Split.TEST), 1);
        final EventFrames two = EventFrames.of(fine);
        fine.load(0, two);

        assertEquals(10, test.steps());
        assertEquals(1, frames.step(9).size()); // 199 µs in bins of 20
        assertEquals(0, two.step(0).size());
        assertEquals(1, two.step(1).size()); // 9 µs in bins of 5
        assertThrows(
                IllegalArgumentException.class,
                () -> Encoding.of("events:ms=-1").encode(open(Split.TEST), 1));
    }

    @Test
    void shouldTakeTrainAndTestWhereTheyAreThere() throws IOException {
        write("split/train/cat/a.bin", 1, 1, 0x80, 0, 9);
        write("split/train/dog/b.bin", 1, 1, 0x80, 0, 9);
        write("split/test/dog/c.bin", 1, 1, 0x80, 0, 9);
        final DataSets sets = DataSets.ofSystem();
        final String split = directory.resolve("split").toString();

        assertEquals("[0, 1]", labels(sets.open(split, Split.TRAIN)));
        assertEquals("[1]", labels(sets.open(split, Split.TEST)));
    }

    @Test
    void shouldNameTheRecordingThatIsDamaged() throws IOException {
        write("dog/1.bin", 1, 1, 0x80, 0);

        final Exception refusal = assertThrows(FileFormatException.class, () -> open(Split.TRAIN));

        assertTrue(refusal.getMessage().startsWith(directory.resolve("dog/1.bin") + ": "), refusal.getMessage());
    }

    @Test
    void shouldReadNcaltech101OrSayWhereItComesFrom() throws IOException {
        write("n-caltech101/car/image_0001.bin", 200, 100, 0x80, 0, 9);

        assertEquals("[0]", labels(new DataSets(directory).open("n-caltech101", Split.TRAIN)));
        final String missing = assertThrows(
                        FileNotFoundException.class,
                        () -> new DataSets(directory.resolve("dog")).open("n-caltech101", Split.TEST))
                .getMessage();
        assertTrue(missing.contains("garrickorchard.com/datasets/n-caltech101"), missing);
    }
}
