package io.memspike.datasets.set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.datasets.SeriesSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.format.internal.Npy;
import io.memspike.datasets.set.internal.Braille;
import io.memspike.testing.Outside;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrailleTest {
    private static final int CLASSES = 27;
    private static final int EACH = 12;
    private static final int FRAMES = 3;

    @TempDir
    Path directory;

    /** 12 samples of each class, classes in turns: 3 frames of 2 taxels, the last frame of every second not recorded. */
    private static Map<String, byte[]> arrays() {
        final int count = CLASSES * EACH;
        final long[] taxels = new long[count * FRAMES * 2];
        final long[] frames = new long[count];
        final long[] labels = new long[count];
        for (int i = 0; i < count; i++) {
            frames[i] = i % 2 == 0 ? FRAMES : FRAMES - 1;
            labels[i] = i % CLASSES;
            for (int v = 0; v < FRAMES * 2; v++) {
                taxels[i * FRAMES * 2 + v] = v / 2 < frames[i] ? (i + 7 * v) % 256 : 0;
            }
        }
        final Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("taxels.npy", Npy.array("|u1", "(" + count + ", " + FRAMES + ", 2)", taxels));
        arrays.put("frames.npy", Npy.array("<i2", "(" + count + ",)", frames));
        arrays.put("labels.npy", Npy.array("<i8", "(" + count + ",)", labels));
        return arrays;
    }

    private Path write(Map<String, byte[]> arrays) throws IOException {
        return Npy.zip(directory.resolve("braille_taxels.npz"), arrays);
    }

    private SeriesSet open(Split split) throws IOException {
        return (SeriesSet) new Braille().open(directory, split);
    }

    @Test
    void shouldTestWithTheLastTenOfEachClass() throws IOException {
        write(arrays());
        final SeriesSet train = open(Split.TRAIN);
        final SeriesSet test = open(Split.TEST);

        assertEquals(2 * CLASSES, train.size());
        assertEquals(10 * CLASSES, test.size());
        for (int i = 0; i < test.size(); i++) {
            assertEquals(i % CLASSES, test.label(i));
        }
        // the first of the test are numbers 54 to 80 of the file; number 55's frames are (55, 62), (69, 76), not
        // recorded
        assertEquals(55 / 255f, test.values()[6]);
        assertEquals(76 / 255f, test.values()[9]);
        assertEquals(69 / 255f, test.values()[10], "the last recorded frame stays");
        assertEquals(76 / 255f, test.values()[11]);
    }

    @Test
    void shouldReadTheRecordings() throws IOException {
        final Path data = Outside.file("data");
        Outside.file("data/braille/braille_taxels.npz");
        final DataSets sets = new DataSets(data);
        final SeriesSet train = (SeriesSet) sets.open("braille", Split.TRAIN);
        final SeriesSet test = (SeriesSet) sets.open("braille", Split.TEST);

        assertTrue(sets.isPresent("braille"));
        assertEquals(27 * 40, train.size());
        assertEquals(27 * 10, test.size());
        assertEquals(27, sets.of("braille").classes().size());
        // sums of all taxels of samples 0 and 1339, 40 and 91 of the file, by NumPy
        assertEquals(220_704, sum(train, 0), 0.1);
        assertEquals(221_095, sum(train, 1079), 0.1);
        assertEquals(220_744, sum(test, 0), 0.1);
        assertEquals(221_179, sum(test, 28), 0.1);
        assertEquals(1, test.label(28));
        assertArrayEquals(
                test.values(),
                ((SeriesSet) new Braille().open(data.resolve("braille"), Split.TEST)).values(),
                "in its folder, too");
    }

    private static double sum(SeriesSet set, int sample) {
        double sum = 0;
        final int size = set.steps() * set.channels();
        for (int i = 0; i < size; i++) {
            sum += 255.0 * set.values()[sample * size + i];
        }
        return sum;
    }

    @Test
    void shouldSayWhereItIsLookedFor() {
        assertFalse(new Braille().isPresent(directory));
        final Exception e = assertThrows(FileNotFoundException.class, () -> new Braille().open(directory, Split.TRAIN));
        assertEquals(
                "data set braille: expected braille_taxels.npz in " + directory
                        + ", or in its folder braille, found none",
                e.getMessage());
    }

    private void assertRefused(String entry, byte[] bytes, String message) throws IOException {
        final Map<String, byte[]> arrays = arrays();
        arrays.put(entry, bytes);
        final Path file = write(arrays);
        final Exception e = assertThrows(IOException.class, () -> open(Split.TRAIN));
        assertEquals(file + ": " + message, e.getMessage());
    }

    @Test
    void shouldRefuseArraysThatDoNotFit() throws IOException {
        final long[] none = new long[CLASSES * EACH];
        final long[] threes = none.clone();
        java.util.Arrays.fill(threes, 3);
        final long[] long324 = threes.clone();
        long324[5] = 4;

        assertRefused(
                "labels.npy",
                Npy.array("<i8", "(2,)", 0, 1),
                "labels.npy: header: shape: expected [324], as taxels, found 2");
        assertRefused(
                "labels.npy",
                Npy.array("<i8", "(324,)", threes),
                "labels.npy: class 0: expected more than 10 samples, found 0");
        assertRefused(
                "frames.npy",
                Npy.array("<i2", "(324,)", long324),
                "frames.npy: element 5: expected from 1 to 3, found 4");
        assertRefused(
                "frames.npy", Npy.array("<i2", "(324,)", none), "frames.npy: element 0: expected from 1 to 3, found 0");
        assertRefused(
                "frames.npy",
                Npy.array("<i8", "(324,)", threes),
                "frames.npy: header: expected <i2 of 1 dimensions, found <i8 [324]");
        long324[5] = 27;
        assertRefused(
                "labels.npy",
                Npy.array("<i8", "(324,)", long324),
                "labels.npy: element 5: expected from 0 to 26, found 27");
    }

    @Test
    void shouldRefuseAnArchiveWithoutAnArray() throws IOException {
        final Map<String, byte[]> arrays = arrays();
        arrays.remove("frames.npy");
        final Path file = write(arrays);

        assertEquals(
                file + ": ZIP archive: expected an entry frames.npy, found none",
                assertThrows(IOException.class, () -> open(Split.TRAIN)).getMessage());
    }

    @Test
    void shouldUnderstandEveryMutation() throws IOException {
        Mutations.assertUnderstood(new Braille(), directory, write(arrays()), 7);
    }
}
