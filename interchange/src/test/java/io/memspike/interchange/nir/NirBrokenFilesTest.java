package io.memspike.interchange.nir;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.memspike.core.file.FileFormatException;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    private static final int TREE = 0x45455254; // "TREE", the head of a node

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
        for (int i = 0; i < pieces; i++) {
            assertTrue(isRefused(Arrays.copyOf(whole, whole.length * i / pieces), "cut " + i), "cut " + i);
        }
        assertTrue(isRefused(Arrays.copyOf(whole, whole.length - 1), "one byte"), "one byte");
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

    /** Chunk trees of 60 levels whose every node leads twice to the next: 2^60 visits, were nobody to stop. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldNotVisitTreesForEver(int rank) throws IOException {
        final byte[] whole = Files.readAllBytes(Outside.file(FILES[0]));
        final int levels = 60;
        final int key = 8 + 8 * (rank + 1);
        final int node = 24 + 3 * key + 2 * 8;
        final byte[] broken = Arrays.copyOf(whole, whole.length + levels * node);
        final ByteBuffer bytes = ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN);
        for (int level = 0; level < levels; level++) {
            tree(
                    bytes,
                    whole.length + level * node,
                    whole.length + Math.min(level + 1, levels - 1) * node,
                    key,
                    level < levels - 1);
        }
        int roots = 0;
        for (int at = 0; at + 6 < whole.length; at++) {
            if (bytes.getInt(at) == TREE && bytes.get(at + 4) == 1) {
                tree(bytes, at, whole.length, key, true);
                roots++;
            }
        }
        assertTrue(roots > 0);
        assertTrue(isRefused(broken, "tree"));
    }

    private static void tree(ByteBuffer bytes, int at, int next, int key, boolean isInner) {
        bytes.putInt(at, TREE).put(at + 4, (byte) 1).put(at + 5, (byte) (isInner ? 1 : 0));
        bytes.putShort(at + 6, (short) (isInner ? 2 : 0));
        for (int child = 0; isInner && child < 2; child++) {
            bytes.putLong(at + 24 + (child + 1) * key + child * 8, next);
        }
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
