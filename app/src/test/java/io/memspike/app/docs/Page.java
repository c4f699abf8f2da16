package io.memspike.app.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file from the module {@code app}
 * @param text all of it
 */
record Page(Path file, String text) {
    static final Path ROOT = Path.of("..");
    private static final Pattern FENCE =
            Pattern.compile("^( *)```(\\w*)\\R(.*?)^ *```[^\n]*$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern INLINE = Pattern.compile("`([^`]+)`");

    /**
     * A block between fences.
     *
     * @param language what its first fence names; empty where it names none
     * @param code without the margin of its fences
     * @param before what stands in the line above
     * @param place page and line, for people
     */
    record Block(String language, String code, String before, String place) {}

    /** Every page that is written for people, in the order of names. */
    static List<Page> all() throws IOException {
        final List<Path> files = new ArrayList<>(
                List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"), ROOT.resolve("bench/RESULTS.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        }
        final List<Page> pages = new ArrayList<>();
        for (final Path file : files) {
            pages.add(of(file));
        }
        return pages;
    }

    /** The page in a file. */
    static Page of(Path file) throws IOException {
        return new Page(file, Files.readString(file));
    }

    /** A page by its name, such as {@code docs/stream.md}. */
    static Page named(String name) throws IOException {
        return of(ROOT.resolve(name));
    }

    /** Its blocks between fences. */
    List<Block> blocks() {
        final List<Block> blocks = new ArrayList<>();
        final Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            final String margin = fence.group(1);
            final String code = fence.group(3)
                    .lines()
                    .map(line -> line.startsWith(margin) ? line.substring(margin.length()) : line)
                    .reduce("", (all, line) -> all + line + "\n");
            final String above = text.substring(0, fence.start()).stripTrailing();
            blocks.add(new Block(
                    fence.group(2),
                    code,
                    above.substring(above.lastIndexOf('\n') + 1).strip(),
                    place(fence.start())));
        }
        return blocks;
    }

    /** Its blocks of one language. */
    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** All that stands between backticks outside of blocks; line ends are blanks. */
    List<String> inline() {
        final List<String> found = new ArrayList<>();
        final Matcher inline = INLINE.matcher(FENCE.matcher(text).replaceAll(""));
        while (inline.find()) {
            found.add(inline.group(1).replaceAll("\\s+", " ").replace("\\|", "|"));
        }
        return found;
    }

    /** The text with what stands between fences, and in backticks, blanked out. */
    String prose() {
        return INLINE.matcher(FENCE.matcher(text).replaceAll("")).replaceAll("");
    }

    private String place(int position) {
        final long line = text.substring(0, position).lines().count() + 1;
        return ROOT.relativize(file) + ": line " + line;
    }
}
