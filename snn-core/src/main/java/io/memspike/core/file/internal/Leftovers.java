package io.memspike.core.file.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
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
    private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.\\d{1,18}\\.\\d+\\.tmp");

    private Leftovers() {}

    /** The beginning of the names of a target's temporary files, of this process. */
    static String stem(Path target) {
        return "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".";
    }

    /** The n-th of them. */
    static Path beside(Path target, int n) {
        return target.resolveSibling(stem(target) + n + END);
    }

    /** What a file will be called that lies in a temporary directory, or is a temporary file; any other as it is. */
    static Path named(Path file) {
        Path named = file.getRoot();
        for (final Path each : file) {
            final Matcher found = TEMPORARY.matcher(each.toString());
            final Path name = found.matches() ? Path.of(found.group(1)) : each;
            named = named == null ? name : named.resolve(name);
        }
        return named;
    }

    /** Removes those that others have left; what cannot be removed stays. */
    static void remove(Path target) {
        final Pattern name = Pattern.compile(
                "\\." + Pattern.quote(String.valueOf(target.getFileName())) + "\\.(\\d{1,18})\\.\\d+\\.tmp");
        final Instant recently = Instant.now().minus(UNTOUCHED);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(target.getParent())) {
            for (final Path each : all) {
                final Matcher found = name.matcher(each.getFileName().toString());
                if (found.matches() && !Files.isSymbolicLink(each)) {
                    final Instant touched = touched(each);
                    if (touched.isBefore(recently) && !isOf(Long.parseLong(found.group(1)), touched)) {
                        delete(each);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // there for the next who comes
        }
    }

    /** When a file was last written, or the latest of a directory's: what is written into them does not touch the directory. */
    private static Instant touched(Path path) throws IOException {
        Instant latest = modified(path);
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (final Path file : files) {
                    final Instant each = modified(file);
                    latest = each.isAfter(latest) ? each : latest;
                }
            }
        }
        return latest;
    }

    private static Instant modified(Path path) throws IOException {
        return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    /** Whether what was touched then may be a living process's: numbers are given again, to processes that start later. */
    private static boolean isOf(long process, Instant touched) {
        return ProcessHandle.of(process)
                .map(each -> each.info()
                        .startInstant()
                        .map(start -> !start.isAfter(touched))
                        .orElse(true))
                .orElse(false);
    }

    /** Deletes a file, or a directory of files; of a link the link. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (final Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
