package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/commands.md} documents: first columns of the tables below a command's heading. */
public final class Reference {
    private static final Path FILE = Path.of("../docs/commands.md");
    private static final Pattern COLUMN = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern QUOTED = Pattern.compile("`([^` ]+)[^`]*`");

    private Reference() {}

    public static String text() throws IOException {
        return Files.readString(FILE);
    }

    /** JSON keys of a command. */
    public static Set<String> keys(String command) throws IOException {
        final Set<String> names = firstColumns("## `" + command + "`");
        names.removeIf(name -> name.startsWith("-"));
        return names;
    }

    /** Options that a command has beside the common ones. */
    public static Set<String> options(String command) throws IOException {
        final Set<String> names = firstColumns("## `" + command + "`");
        names.removeIf(name -> !name.startsWith("-"));
        return names;
    }

    /** Options of every command. */
    public static Set<String> commonOptions() throws IOException {
        return firstColumns("# Commands");
    }

    private static Set<String> firstColumns(String heading) throws IOException {
        final String text = "\n" + text();
        final int from = text.indexOf("\n" + heading + "\n");
        assertTrue(from >= 0, "docs/commands.md lacks " + heading);
        final int next = text.indexOf("\n##", from + 1);
        final int to = next < 0 ? text.length() : next;
        final Set<String> names = new TreeSet<>();
        text.substring(from, to)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> QUOTED.matcher(COLUMN.split(line, 3)[1]))
                .forEach(quoted -> addAll(quoted, names));
        return names;
    }

    private static void addAll(Matcher quoted, Set<String> names) {
        while (quoted.find()) {
            names.add(quoted.group(1));
        }
    }
}
