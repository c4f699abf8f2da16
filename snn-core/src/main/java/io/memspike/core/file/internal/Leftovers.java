package io.memspike.core.file.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temporary files and directories beside what is written whole, which a process that was killed leaves: {@code .NAME.PID.N.tmp}. Whoever
 * writes the same name next removes those of processes that are no more, once nobody has touched them for an hour: numbers of
 * processes mean nothing to another machine that shares the directory, and nobody writes for so long without touching.
 */
final class Leftovers {
    static final Duration UNTOUCHED = Duration.ofHours(1);

    private static final String END = ".tmp";

    private Leftovers() {}

    /** The beginning of the names of a target's temporary files, of this process. */
    static String stem(Path target) {
        return "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".";
    }

    /** The n-th of them. */
    static Path beside(Path target, int n) {
        return target.resolveSibling(stem(target) + n + END);
    }

    /** Removes those that others have left; what cannot be removed stays. */
    static void remove(Path target) {
        final Pattern name = Pattern.compile(
                "\\." + Pattern.quote(String.valueOf(target.getFileName())) + "\\.(\\d{1,18})\\.\\d+\\.tmp");
        final FileTime touched = FileTime.from(Instant.now().minus(UNTOUCHED));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(target.getParent())) {
            for (final Path each : all) {
                final Matcher found = name.matcher(each.getFileName().toString());
                if (found.matches()
                        && Files.getLastModifiedTime(each).compareTo(touched) < 0
                        && ProcessHandle.of(Long.parseLong(found.group(1))).isEmpty()) {
                    delete(each);
                }
            }
        } catch (IOException e) {
            return; // there for the next who comes
        }
    }

    /** Deletes a file, or a directory of files. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (final Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
