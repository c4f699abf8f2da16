package io.memspike.datasets.set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.datasets.SeriesSet;
import io.memspike.datasets.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.function.Executable;

/** Files with one thing wrong: refused in one line that names file, place and what was expected, or read to the same. */
final class Mutations {
    private static final byte[] BYTES = {0, 1, '9', 0x50, (byte) 0x80, (byte) 0xff};

    private Mutations() {}

    static void assertUnderstood(DataSet set, Path data, Path file, int step) throws IOException {
        final byte[] sound = Files.readAllBytes(file);
        final SeriesSet expected = (SeriesSet) set.open(data, Split.TRAIN);
        assertRefusedWhereCut(file, step, () -> set.open(data, Split.TRAIN));
        int refused = 0;
        for (int at = 0; at < sound.length; at += step) {
            for (final byte other : BYTES) {
                final byte[] mutated = sound.clone();
                mutated[at] = other;
                Files.write(file, mutated);
                final String what = "byte " + at + " is " + other;
                try {
                    final SeriesSet found = (SeriesSet) set.open(data, Split.TRAIN);
                    assertArrayEquals(expected.values(), found.values(), what);
                    assertArrayEquals(expected.labels(), found.labels(), what);
                } catch (IOException e) {
                    assertRefusal(what, file, e);
                    refused++;
                }
            }
        }
        assertTrue(refused > 0);
        Files.delete(file);
        assertRefusal("none", data, assertThrows(IOException.class, () -> set.open(data, Split.TRAIN)));
    }

    /** Leaves the file cut. */
    static void assertRefusedWhereCut(Path file, int step, Executable open) throws IOException {
        final byte[] sound = Files.readAllBytes(file);
        for (int length = 0; length < sound.length; length += step) {
            Files.write(file, Arrays.copyOf(sound, length));
            final String what = "cut to " + length;
            final IOException e = assertThrows(IOException.class, open, what);
            assertRefusal(what, file, e);
            assertTrue(e.getMessage().startsWith(file + ": "), what + ": " + e);
        }
    }

    private static void assertRefusal(String what, Path place, IOException e) {
        final String message = what + ": " + e;
        assertTrue(e.getMessage().contains(place.toString()), message);
        assertTrue(e.getMessage().contains("expected "), message);
        assertTrue(e.getMessage().contains(", found "), message);
        assertEquals(1, e.getMessage().lines().count(), message);
    }
}
