package io.memspike.app.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each decision says whether it stands, and stands once in the list. */
class DecisionsTest {
    private static final String FOLDER = "docs/decisions/";
    private static final String LIST = FOLDER + "README.md";
    private static final String OTHER = "\\[(\\d{4})]\\((\\d{4}-[a-z0-9-]+\\.md)\\)";
    private static final Pattern STATUS =
            Pattern.compile("- \\*\\*Status\\.\\*\\* (accepted|superseded by " + OTHER + ")(; (.+))?");
    private static final Pattern LINK = Pattern.compile(OTHER);
    private static final Pattern ENTRY = Pattern.compile("(?m)^- \\[(\\d{4}) (.+)]\\((\\d{4}-[a-z0-9-]+\\.md)\\)(.*)$");

    private static Map<String, Page> decisions() throws IOException {
        final Map<String, Page> decisions = new TreeMap<>();
        for (final Page page : Page.all()) {
            final String file = Page.ROOT.relativize(page.file()).toString().replace('\\', '/');
            if (file.startsWith(FOLDER) && !file.equals(LIST)) {
                decisions.put(file.substring(FOLDER.length()), page);
            }
        }
        return decisions;
    }

    @Test
    void shouldSayWhetherItStands() throws IOException {
        for (final Map.Entry<String, Page> each : decisions().entrySet()) {
            final List<String> lines = each.getValue().text().lines().toList();
            final String number = each.getKey().substring(0, 4);
            assertTrue(lines.get(0).startsWith("# " + number + " "), each.getKey() + ": expected its number in front");
            final Matcher status = STATUS.matcher(lines.get(2));
            assertTrue(
                    status.matches(),
                    each.getKey() + ": line 3: expected '- **Status.** accepted', perhaps with '; what changed by"
                            + " [NNNN](FILE)', or '- **Status.** superseded by [NNNN](FILE)', found '" + lines.get(2)
                            + "'");
            final Matcher other = LINK.matcher(lines.get(2));
            while (other.find()) {
                assertNotEquals(number, other.group(1), each.getKey());
                assertTrue(other.group(2).startsWith(other.group(1) + "-"), each.getKey() + ": " + other.group());
                assertTrue(
                        Files.exists(Page.ROOT.resolve(FOLDER + other.group(2))),
                        each.getKey() + ": " + other.group(2));
            }
        }
    }

    @Test
    void shouldListEachByArea() throws IOException {
        final Map<String, Page> decisions = decisions();
        final Map<String, String> listed = new TreeMap<>();
        final Map<String, String> wanted = new TreeMap<>();
        final Matcher entry = ENTRY.matcher(Page.named(LIST).text());
        while (entry.find()) {
            final String before = listed.put(entry.group(3), entry.group(1) + " " + entry.group(2) + entry.group(4));
            assertEquals(null, before, entry.group(3) + " is listed twice");
        }
        decisions.forEach((file, page) -> {
            final List<String> lines = page.text().lines().toList();
            final Matcher status = STATUS.matcher(lines.get(2));
            final String by =
                    status.matches() && status.group(2) != null ? " (superseded by " + status.group(2) + ")" : "";
            wanted.put(file, lines.get(0).substring(2) + by);
        });

        assertEquals(wanted, listed, LIST + " lists titles, and what is superseded");
    }
}
