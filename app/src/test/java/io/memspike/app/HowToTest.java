package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages of {@code docs/how-to} show code that the build compiles and tries. */
class HowToTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern SHOWN =
            Pattern.compile("(?m)^ *`([^`\n]+\\.java)`\\R *```java\\R(.*?)^ *```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/how-to"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** However its lines are broken. */
    private static String flat(String code) {
        return code.strip().replaceAll("\\s+", " ");
    }

    @Test
    void shouldShowCodeThatIsThere() throws IOException {
        for (final Path page : pages()) {
            final Matcher shown = SHOWN.matcher(Files.readString(page));
            int blocks = 0;
            while (shown.find()) {
                final Path file = ROOT.resolve(shown.group(1));
                assertTrue(
                        flat(Files.readString(file)).contains(flat(shown.group(2))),
                        page + " shows code that " + file + " does not hold:\n" + shown.group(2));
                blocks++;
            }
            assertTrue(blocks > 0, page + ": expected code of a file that is named above it");
        }
    }

    @Test
    void shouldLinkToFilesThatAreThere() throws IOException {
        final List<Path> pages = pages();
        assertFalse(pages.isEmpty());
        for (final Path page : pages) {
            final Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertTrue(Files.exists(page.resolveSibling(link.group(1))), page + " links to " + link.group(1));
            }
        }
    }
}
