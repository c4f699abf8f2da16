package io.memspike.core.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes left that were killed. */
class LeftoversTest {
    private static final FileTime LONG_AGO =
            FileTime.from(Instant.now().minus(Leftovers.UNTOUCHED).minus(Duration.ofMinutes(1)));
    private static final String NOBODY = "999999999999"; // more than any system counts to

    @TempDir
    private Path directory;

    private Path file(String name, FileTime touched) throws IOException {
        return Files.setLastModifiedTime(Files.createFile(directory.resolve(name)), touched);
    }

    private Set<String> left() throws IOException {
        Leftovers.remove(directory.resolve("x"));
        try (Stream<Path> all = Files.list(directory)) {
            final Set<String> names = new TreeSet<>();
            all.forEach(each -> names.add(each.getFileName().toString()));
            return names;
        }
    }

    @Test
    void shouldRemoveWhatNobodyHasTouchedForAnHourAndNoProcessIsThereOf() throws IOException {
        file(".x." + NOBODY + ".0.tmp", LONG_AGO);
        assertEquals(Set.of(), left());
    }

    @Test
    void shouldRemoveWhatIsOlderThanTheProcessThatHasItsNumberNow() throws IOException {
        file(".x." + ProcessHandle.current().pid() + ".0.tmp", FileTime.fromMillis(0));
        assertEquals(Set.of(), left());
    }

    @Test
    void shouldLeaveWhatIsNewOfSomebodyAliveOrOfAnotherName() throws IOException {
        file(".x." + NOBODY + ".0.tmp", FileTime.from(Instant.now()));
        file(".y." + NOBODY + ".0.tmp", LONG_AGO);
        file("x." + NOBODY + ".0.tmp", LONG_AGO);
        assertEquals(3, left().size());
    }

    @Test
    void shouldLeaveADirectoryIntoWhichSomebodyWrites() throws IOException {
        final Path unfinished = Files.createDirectory(directory.resolve(".x." + NOBODY + ".0.tmp"));
        Files.createFile(unfinished.resolve("a"));
        Files.setLastModifiedTime(unfinished, LONG_AGO);
        assertEquals(1, left().size());
        Files.setLastModifiedTime(unfinished.resolve("a"), LONG_AGO);
        Files.setLastModifiedTime(unfinished, LONG_AGO);
        assertEquals(Set.of(), left());
    }

    @Test
    void shouldLeaveLinksAndWhatTheyLeadTo() throws IOException {
        final Path other = Files.createDirectory(directory.resolve("other"));
        Files.setLastModifiedTime(Files.createFile(other.resolve("a")), LONG_AGO);
        Files.setLastModifiedTime(other, LONG_AGO);
        Files.createSymbolicLink(directory.resolve(".x." + NOBODY + ".0.tmp"), other);
        left();
        assertTrue(Files.exists(other.resolve("a")));
    }
}
