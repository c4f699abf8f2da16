package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the tests of all modules compare with: made by a program beside it, or found in one place. */
class TestMaterialTest {
    /** Files under {@code folder} of every module. */
    private static List<Path> files(String folder) throws IOException {
        final List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (final Path root : modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(Files::isRegularFile).forEach(found::add);
                }
            }
        }
        return found;
    }

    private static boolean isNamedIn(Path program, String name) {
        try {
            return Files.readString(program).lines().findFirst().orElse("").contains(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program's first line says which files it writes. Kept inputs ({@code .cases}, {@code …FuzzInputs}) and names of services hold no
     * expected values. */
    @Test
    void shouldHaveAProgramBesideEachGoldenFile() throws IOException {
        final List<Path> resources = files("src/test/resources");
        final List<Path> programs = resources.stream()
                .filter(file -> file.toString().matches(".*\\.(py|java)"))
                .toList();
        final List<Path> golden = resources.stream()
                .filter(file -> !file.toString().matches(".*\\.(py|pyc|java|md|properties|cases)"))
                .filter(file -> !file.toString().contains("/META-INF/services/"))
                .filter(file -> !file.toString().contains("FuzzInputs/"))
                .toList();

        assertFalse(golden.isEmpty(), "no golden files found");
        assertEquals(
                List.of(),
                golden.stream()
                        .filter(file -> programs.stream()
                                .filter(program -> program.getParent().equals(file.getParent()))
                                .noneMatch(program ->
                                        isNamedIn(program, file.getFileName().toString())))
                        .toList(),
                "golden files that no program beside them names in its first line");
    }

    /** A test that looks for material by itself would vanish without a word where it is absent. */
    @Test
    void shouldLookForMaterialOfOthersInOnePlace() throws IOException {
        final List<Path> byThemselves = new ArrayList<>();
        final List<Path> sources = files("src/test/java");
        for (final Path source : sources) {
            if (Files.readString(source).contains(".." + "/shared")) {
                byThemselves.add(source);
            }
        }

        assertFalse(sources.isEmpty(), "no tests found");
        assertEquals(List.of(), byThemselves, "tests that do not use io.memspike.testing.Outside");
    }
}
