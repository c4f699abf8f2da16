package io.memspike.core.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicDirectoryTest {
    @TempDir
    private Path directory;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void shouldBeThereWholeOnceCommitted() throws IOException {
        final Path target = directory.resolve("out");
        try (AtomicDirectory out = AtomicDirectory.create(target)) {
            Files.writeString(out.path().resolve("a"), "one");
            Files.writeString(out.path().resolve("b"), "two");
            assertFalse(Files.exists(target));
            out.commit();
        }

        assertEquals("one", Files.readString(target.resolve("a")));
        assertEquals("two", Files.readString(target.resolve("b")));
        assertEquals(List.of("out"), names());
    }

    @Test
    void shouldLeaveNothingWhenNotCommitted() throws IOException {
        try (AtomicDirectory out = AtomicDirectory.create(directory.resolve("out"))) {
            Files.writeString(out.path().resolve("a"), "half");
        }

        assertEquals(List.of(), names());
    }

    @Test
    void shouldTakeThePlaceOfAnEmptyDirectory() throws IOException {
        final Path target = Files.createDirectory(directory.resolve("out"));
        try (AtomicDirectory out = AtomicDirectory.create(target)) {
            Files.writeString(out.path().resolve("a"), "one");
            out.commit();
        }

        assertEquals("one", Files.readString(target.resolve("a")));
        assertEquals(List.of("out"), names());
    }

    @Test
    void shouldRefuseWhatIsThereAndLeaveItAlone() throws IOException {
        final Path full = Files.createDirectory(directory.resolve("full"));
        Files.writeString(full.resolve("kept"), "precious");
        assertRefused(full, full + ": expected no directory of that name or an empty one, found one with files");
        final Path file = Files.writeString(directory.resolve("file"), "precious");
        assertRefused(file, file + ": expected no directory of that name or an empty one, found a file");
        final Path nowhere = directory.resolve("none/out");
        assertRefused(
                nowhere, nowhere + ": expected an existing directory " + directory.resolve("none") + ", found none");

        assertEquals("precious", Files.readString(full.resolve("kept")));
        assertEquals("precious", Files.readString(file));
        assertEquals(List.of("file", "full"), names());
    }

    private static void assertRefused(Path target, String message) {
        assertEquals(
                message,
                assertThrows(IOException.class, () -> AtomicDirectory.create(target))
                        .getMessage());
    }

    /** Somebody else may make the directory meanwhile. */
    @Test
    void shouldRefuseToReplaceWhatCameMeanwhile() throws IOException {
        final Path target = directory.resolve("out");
        try (AtomicDirectory out = AtomicDirectory.create(target)) {
            Files.writeString(out.path().resolve("a"), "mine");
            Files.writeString(Files.createDirectory(target).resolve("b"), "theirs");
            assertTrue(assertThrows(IOException.class, out::commit).getMessage().endsWith("found one with files"));
        }

        assertEquals("theirs", Files.readString(target.resolve("b")));
        assertEquals(List.of("out"), names());
    }
}
