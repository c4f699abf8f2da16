package io.memspike.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first page is short, begins with what counts, and says no figure that is not measured. */
class FirstPageTest {
    private static final long MOST_BYTES = 8_192;
    private static final int FIGURES = 10;
    private static final String TABLE = "| what | figure | command |\n|---|---|---|\n";

    @Test
    void shouldBeReadInAMinute() throws IOException {
        final Page readme = Page.named("README.md");

        assertTrue(Files.size(readme.file()) <= MOST_BYTES, "bytes: " + Files.size(readme.file()));
        final long lines = readme.blocks("java").get(0).code().lines().count();
        assertTrue(readme.blocks("java").size() == 1 && lines <= 20, "lines of Java: " + lines);
    }

    @Test
    void shouldShowThePictureFirstAndThenTheTwoCommands() throws IOException {
        final Page readme = Page.named("README.md");
        final List<String> lines = readme.blocks("sh").get(0).code().lines().toList();

        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("./memspike demo "), lines.get(0));
        assertTrue(lines.get(1).startsWith("mvn verify "), lines.get(1));
        final int picture = readme.text().indexOf("](docs/images/serve.png)");
        assertTrue(picture > 0 && picture < readme.text().indexOf("```sh"), "the page's picture comes first");
    }

    @Test
    void shouldCopyItsFiguresAsTheyWereMeasured() throws IOException {
        final List<String> measured = rows(Page.named("docs/measured.md"));
        final List<String> shown = rows(Page.named("README.md"));

        assertEquals(FIGURES, shown.size());
        for (final String row : shown) {
            assertTrue(measured.contains(row.replace("](docs/", "](")), "docs/measured.md lacks " + row);
        }
    }

    private static List<String> rows(Page page) {
        final String text = page.text();
        final int from = text.indexOf(TABLE) + TABLE.length();
        return text.substring(from)
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }
}
