package io.memspike.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Links lead to files and headings that are there, and every page is led to. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]*)\\)");

    @Test
    void shouldLeadToWhatIsThere() throws IOException {
        final Set<String> broken = new TreeSet<>();
        int count = 0;
        for (final Page page : Page.all()) {
            final Matcher link = LINK.matcher(page.prose());
            while (link.find()) {
                final String[] target = link.group(1).split("#", 2);
                if (target[0].contains(":")) {
                    continue; // another site
                }
                final Path file =
                        target[0].isEmpty() ? page.file() : page.file().resolveSibling(target[0]);
                final boolean isThere = Files.exists(file)
                        && (target.length == 1
                                || headings(Files.readString(file)).contains(target[1]));
                if (!isThere) {
                    broken.add(page.file() + ": " + link.group(1));
                }
                count++;
            }
        }

        assertEquals(Set.of(), broken);
        assertTrue(count > 300, "links looked at: " + count);
    }

    /** Names that headings are linked by. */
    private static Set<String> headings(String text) {
        return Arrays.stream(text.split("\n"))
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void shouldListEveryPage() throws IOException {
        final Page list = Page.named("docs/README.md");
        final Set<String> missing = new TreeSet<>();
        for (final Page page : Page.all()) {
            final String name =
                    Page.ROOT.resolve("docs").relativize(page.file()).toString().replace('\\', '/');
            if (!name.startsWith("decisions/")
                    && !name.equals("README.md")
                    && !list.text().contains("](" + name + ")")) {
                missing.add(name);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void shouldShowEveryPicture() throws IOException {
        final String pages = Page.all().stream().map(Page::text).collect(Collectors.joining());
        try (var files = Files.list(Page.ROOT.resolve("docs/images"))) {
            files.forEach(file -> assertTrue(pages.contains("images/" + file.getFileName() + ")"), file.toString()));
        }
    }
}
