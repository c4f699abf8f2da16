package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Someone new finds a file by its package: none holds more than can be looked over. */
class PackageSizeTest {
    private static final long MOST = 25;

    @Test
    void shouldHoldAFewFilesEach() throws IOException {
        final Map<Path, Long> sizes = new TreeMap<>();
        for (final Path module : modules()) {
            try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
                sizes.putAll(files.filter(file -> file.toString().endsWith(".java"))
                        .collect(Collectors.groupingBy(Path::getParent, Collectors.counting())));
            }
        }

        assertTrue(sizes.size() > 50, "packages looked at: " + sizes.size());
        sizes.values().removeIf(Predicate.not(size -> size > MOST));
        assertEquals(Map.of(), sizes);
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .toList();
        }
    }
}
