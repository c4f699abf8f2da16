package io.memspike.tasks.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.file.FileFormatException;
import io.memspike.tasks.experiment.Results;
import io.memspike.tasks.plan.Spread;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Results by point: means and deviations of figures over the point's seeds. */
final class SweepTable {
    private final SweepText text;
    private final List<String> figures;
    private final List<SweepResult.Point> points;

    private SweepTable(SweepText text, List<String> figures, List<SweepResult.Point> points) {
        this.text = text;
        this.figures = figures;
        this.points = points;
    }

    static SweepTable of(SweepText text, List<SweepJob> jobs, ResultLines lines) {
        final List<String> figures = figures(text, jobs, lines);
        final List<Map<String, List<Double>>> found = new ArrayList<>();
        final int[] failures = new int[text.points().size()];
        text.points().forEach(point -> found.add(new LinkedHashMap<>()));
        for (final SweepJob job : jobs) {
            final JsonNode result = lines.result(job);
            if (result == null) {
                failures[job.point()]++;
                continue;
            }
            for (final String figure : figures) {
                final JsonNode value = result.at(pointer(figure));
                if (value.isNumber()) {
                    found.get(job.point())
                            .computeIfAbsent(figure, name -> new ArrayList<>())
                            .add(value.doubleValue());
                }
            }
        }
        final List<Integer> front = front(text, found);
        final List<SweepResult.Point> points = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            final Map<String, SweepResult.Figure> means = new LinkedHashMap<>();
            found.get(i).forEach((name, values) -> means.put(name, SweepResult.Figure.of(values)));
            points.add(new SweepResult.Point(
                    fields(text.points().get(i)), means, failures[i], front == null ? null : front.contains(i)));
        }
        return new SweepTable(text, figures, points);
    }

    /**
     * Refuses a figure that no result of the experiment has.
     *
     * @param file the sweep's file, for messages
     */
    static void requireKeys(Path file, SweepText text) throws FileFormatException {
        final Set<String> known = new LinkedHashSet<>();
        Results.keys(text.experiment().result()).forEach(keys -> known.addAll(keys.names()));
        final Set<String> asked = new LinkedHashSet<>(text.figures());
        asked.addAll(text.front().keySet());
        for (final String key : asked) {
            final String plain = key.replaceAll("\\[[0-9]+]", "[]");
            if (known.stream().noneMatch(each -> plain.matches(pattern(each)))) {
                throw new FileFormatException(file, "figures", "one of " + String.join(", ", known), "'" + key + "'");
            }
        }
    }

    /** What keys look like: of a map any name stands where NAME does. */
    private static String pattern(String key) {
        return key.replace("[", "\\[").replace(".", "\\.").replace("NAME", "[^.]+");
    }

    /** Figures that are asked for, or all numbers of the results. */
    private static List<String> figures(SweepText text, List<SweepJob> jobs, ResultLines lines) {
        final Set<String> figures = new LinkedHashSet<>(text.figures());
        if (text.figures().isEmpty()) {
            for (final SweepJob job : jobs) {
                final JsonNode result = lines.result(job);
                if (result != null) {
                    result.properties().forEach(each -> {
                        if (each.getValue().isNumber() && !text.fields().has(each.getKey())) {
                            figures.add(each.getKey());
                        }
                    });
                }
            }
        }
        figures.addAll(text.front().keySet());
        return List.copyOf(figures);
    }

    private static List<Integer> front(SweepText text, List<Map<String, List<Double>>> found) {
        if (text.front().isEmpty()) {
            return null;
        }
        final List<String> names = List.copyOf(text.front().keySet());
        final boolean[] most = new boolean[names.size()];
        for (int i = 0; i < most.length; i++) {
            most[i] = text.front().get(names.get(i));
        }
        final List<double[]> figures = new ArrayList<>();
        for (final Map<String, List<Double>> point : found) {
            figures.add(names.stream()
                    .mapToDouble(name -> point.containsKey(name) ? Spread.mean(point.get(name)) : Double.NaN)
                    .toArray());
        }
        return ParetoFront.of(figures, most);
    }

    /** Values as they are written: numbers as numbers, what has parts as its JSON. */
    private static Map<String, Object> fields(Map<String, JsonNode> point) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        point.forEach((name, value) -> fields.put(
                name,
                value.isNumber()
                        ? (Object) value.numberValue()
                        : value.isValueNode() ? value.asText() : value.toString()));
        return fields;
    }

    /** {@code a[0].b} as {@code /a/0/b}. */
    private static String pointer(String key) {
        return "/" + key.replace("]", "").replace('[', '/').replace('.', '/');
    }

    List<String> figures() {
        return figures;
    }

    List<SweepResult.Point> points() {
        return points;
    }

    /** Writes one line a point: its fields, mean, deviation and number of each figure, failures, and whether it is on the front. */
    void write(Path file) throws IOException {
        final List<String> names = new ArrayList<>(text.swept());
        for (final String figure : figures) {
            names.addAll(List.of(figure, figure + "Deviation", figure + "Number"));
        }
        names.addAll(List.of("failures", "onFront"));
        final List<List<Object>> rows = new ArrayList<>();
        for (final SweepResult.Point point : points) {
            final List<Object> row = new ArrayList<>();
            text.swept().forEach(name -> row.add(point.fields().get(name)));
            for (final String figure : figures) {
                final SweepResult.Figure found = point.figures().get(figure);
                row.add(found == null ? null : found.mean());
                row.add(found == null ? null : found.deviation());
                row.add(found == null ? 0 : found.number());
            }
            row.add(point.failures());
            row.add(point.onFront());
            rows.add(row);
        }
        WholeFile.writeTable(file, names, rows);
    }
}
