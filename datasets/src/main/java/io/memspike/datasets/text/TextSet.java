package io.memspike.datasets.text;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Texts with their labels: a file of lines {@code label, tab, text} in UTF-8. Immutable.
 *
 * @param labels of the classes, in the order of their numbers
 * @param texts the texts
 * @param classes class of each
 */
public record TextSet(List<String> labels, List<String> texts, List<Integer> classes) {
    private static final int MOST_BYTES = 1 << 28;
    private static final String MARK = "\uFEFF"; // of UTF-8, by some programs

    private record Line(int number, String label, String text) {}

    public TextSet {
        labels = List.copyOf(labels);
        texts = List.copyOf(texts);
        classes = List.copyOf(classes);
    }

    /**
     * Reads a file to learn from: its labels, ascending, are the classes.
     *
     * @throws FileFormatException where a line is none, or there is one class: file, line, expected, found
     * @throws IOException where it cannot be read
     */
    public static TextSet read(Path file) throws IOException {
        final List<Line> lines = lines(file);
        final TreeSet<String> labels = new TreeSet<>();
        lines.forEach(line -> labels.add(line.label()));
        if (labels.size() < 2) {
            throw new FileFormatException(file, "labels", "at least 2 classes", labels.size() + " " + labels);
        }
        return of(file, lines, List.copyOf(labels));
    }

    /** Reads a file whose labels are known. */
    public static TextSet read(Path file, List<String> labels) throws IOException {
        return of(file, lines(file), labels);
    }

    private static List<Line> lines(Path file) throws IOException {
        final List<Line> lines = new ArrayList<>();
        final String all = InputFile.text(file, "lines of label, tab, text", MOST_BYTES);
        int number = 0;
        for (final String line : all.substring(all.startsWith(MARK) ? 1 : 0).split("\n", -1)) {
            number++;
            final String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            final int tab = text.indexOf('\t');
            if (text.isEmpty()) {
                continue;
            }
            if (tab < 1 || text.substring(tab + 1).isBlank()) {
                throw new FileFormatException(
                        file,
                        "line " + number,
                        "label, tab, text",
                        tab < 0 ? "no tab" : tab < 1 ? "no label" : "no text");
            }
            lines.add(new Line(number, text.substring(0, tab), text.substring(tab + 1)));
        }
        if (lines.isEmpty()) {
            throw new FileFormatException(file, "lines", "label, tab, text", "none");
        }
        return lines;
    }

    private static TextSet of(Path file, List<Line> lines, List<String> labels) throws FileFormatException {
        final List<String> texts = new ArrayList<>();
        final List<Integer> classes = new ArrayList<>();
        final Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            numbers.putIfAbsent(labels.get(i), i);
        }
        for (final Line line : lines) {
            final Integer found = numbers.get(line.label());
            if (found == null) {
                throw new FileFormatException(
                        file, "line " + line.number(), "one of the labels " + labels, line.label());
            }
            texts.add(line.text());
            classes.add(found);
        }
        return new TextSet(labels, texts, classes);
    }

    /** Number of texts. */
    public int size() {
        return texts.size();
    }
}
