package io.memspike.tasks.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Digests of what plans name: of a file its bits, of a directory names, sizes and times of the files in it. Each is looked at once. */
final class InputDigests {
    private static final int MOST_FILES = 10_000; // of a directory that are looked at

    private final Map<String, String> known = new HashMap<>();

    /** Adds the digest of a file or directory by its name; nothing where a text names neither. */
    void put(JsonNode value, Map<String, String> into) throws IOException {
        if (value.isTextual()) {
            final String name = value.textValue();
            if (!known.containsKey(name)) {
                known.put(name, digest(name));
            }
            if (!known.get(name).isEmpty()) {
                into.put(name, known.get(name));
            }
        }
    }

    private static String digest(String name) throws IOException {
        final Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            return "";
        }
        if (Files.isDirectory(path)) {
            return Digests.hex(listing(path));
        }
        return Files.isRegularFile(path) ? Digests.hex(Files.readAllBytes(path)) : "";
    }

    private static String listing(Path directory) throws IOException {
        final StringBuilder listing = new StringBuilder();
        try (Stream<Path> all = Files.walk(directory)) {
            final List<Path> files = all.limit(MOST_FILES).sorted().toList();
            for (final Path file : files) {
                if (Files.isRegularFile(file)) {
                    listing.append(directory.relativize(file))
                            .append(' ')
                            .append(Files.size(file))
                            .append(' ')
                            .append(Files.getLastModifiedTime(file).toMillis())
                            .append('\n');
                }
            }
        }
        return listing.toString();
    }
}
