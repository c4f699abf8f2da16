package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.memspike.core.file.FileFormatException;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is cut or has a wrong bit is read, or refused in one line; never anything else. */
class NirBrokenFilesTest {
    private static final String[] FILES = {
        "golden/peers/j-nested/network.nir",
        "golden/external/nir/nir4s__network__f75a86d.nir",
        "golden/external/nir/NIR-demo-repo__braille_braille_checkpoint__9d7a861.nir"
    };

    @TempDir
    Path directory;

    /** Reads bytes as a file; says whether they are refused. */
    private boolean isRefused(byte[] bytes, String how) throws IOException {
        final Path file = directory.resolve("broken.nir");
        Files.write(file, bytes);
        try {
            NirModel.of(NirGraph.read(file), Discretisation.of(1e-3f));
            return false;
        } catch (FileFormatException e) {
            assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
            assertFalse(e.getMessage().contains("\n"), e.getMessage());
            assertTrue(e.getMessage().contains("expected "), e.getMessage());
            return true;
        } catch (RuntimeException | Error e) {
            return fail(how, e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldRefuseWhatIsCut(int which) throws IOException {
        final byte[] whole = Files.readAllBytes(Outside.file(FILES[which]));
        assertFalse(isRefused(whole, "whole"));
        final int pieces = 60;
        int refused = 0;
        for (int i = 0; i < pieces; i++) {
            refused += isRefused(Arrays.copyOf(whole, whole.length * i / pieces), "cut " + i) ? 1 : 0;
        }
        assertTrue(refused > 50, "refused " + refused + " of " + pieces);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldReadOrRefuseWhatHasAWrongBit(int which) throws IOException {
        final byte[] whole = Files.readAllBytes(Outside.file(FILES[which]));
        final Random random = new Random(which);
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            final byte[] broken = whole.clone();
            final int at = random.nextInt(whole.length);
            broken[at] ^= (byte) (1 << random.nextInt(8));
            final long before = threads.getCurrentThreadAllocatedBytes();
            refused += isRefused(broken, "byte " + at) ? 1 : 0;
            final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < 300L * whole.length, "byte " + at + ": " + allocated + " bytes for " + whole.length);
        }
        assertTrue(refused > 20, "refused " + refused);
    }

    @Test
    void shouldRefuseADirectoryAndNothing() throws IOException {
        for (final Path path : new Path[] {directory, directory.resolve("none.nir")}) {
            try {
                NirGraph.read(path);
                fail("read " + path);
            } catch (IOException e) {
                assertTrue(e.getMessage().startsWith(path + ": expected an HDF5 file, found "), e.getMessage());
            }
        }
    }
}
