package io.memspike.tasks.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.interchange.internal.YamlText;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.PlanFields;
import io.memspike.tasks.experiment.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sweep as its file says it.
 *
 * @param experiment what is done at each point
 * @param fields the experiment's settings
 * @param shared what all points have, by name
 * @param swept names of what differs between points, in the order of the file
 * @param points what each point has, by those names
 * @param repeats seeds at each point, at least 1
 * @param figures keys of the results that the table tells; none for all numbers
 * @param front figures of the Pareto front, and whether most of each is best
 */
record SweepText(
        Experiment<?, ?> experiment,
        PlanFields fields,
        Map<String, JsonNode> shared,
        List<String> swept,
        List<Map<String, JsonNode>> points,
        int repeats,
        List<String> figures,
        Map<String, Boolean> front) {
    private static final int MOST_BYTES = 10_000_000;
    private static final int MOST_POINTS = 10_000_000;
    private static final int MOST_REPEATS = 100_000;
    private static final List<String> KNOWN =
            List.of("experiment", "plan", "grid", "points", "random", "repeats", "figures", "pareto");

    static SweepText read(Path file) throws IOException {
        final YamlText.Value value = YamlText.read(file, InputFile.text(file, "a sweep's plan", MOST_BYTES));
        final StrictJson text = value.of(file).requireOnly(KNOWN);
        final Experiment<?, ?> experiment = experiment(text.field("experiment"));
        final PlanFields fields = new PlanFields(experiment.plan());
        final JsonNode root = value.node();

        final Map<String, JsonNode> shared =
                text.has("plan") ? named(text.field("plan"), root.get("plan"), fields) : Map.of();
        List<Map<String, JsonNode>> points = List.of(Map.of());
        final Set<String> swept = new LinkedHashSet<>();
        if (text.has("points")) {
            points = listed(text.field("points"), root.get("points"), fields);
            points.forEach(point -> swept.addAll(point.keySet()));
        }
        if (text.has("random")) {
            final RandomPoints random = RandomPoints.read(text.field("random"), root.get("random"), fields);
            swept.addAll(random.names());
            points = product(text, points, random.draw());
        }
        if (text.has("grid")) {
            for (final Map.Entry<String, JsonNode> axis :
                    named(text.field("grid"), root.get("grid"), fields).entrySet()) {
                swept.add(axis.getKey());
                points = product(text, points, axis(text.field("grid").field(axis.getKey()), axis));
            }
        }
        for (final String name : swept) {
            if (shared.containsKey(name)) {
                throw text.field("plan").field(name).failure("expected one that all points have, found a swept one");
            }
        }
        final int repeats = text.has("repeats") ? text.field("repeats").wholeNumber(1, MOST_REPEATS) : 1;
        if (repeats > 1 && (!fields.has(Setting.SEED) || swept.contains(Setting.SEED))) {
            throw text.field("repeats").failure("expected a plan with one seed, found " + repeats + " repeats");
        }
        return new SweepText(
                experiment,
                fields,
                shared,
                List.copyOf(swept),
                points,
                repeats,
                text.has("figures") ? texts(text.field("figures")) : List.of(),
                text.has("pareto") ? front(text.field("pareto")) : Map.of());
    }

    private static Experiment<?, ?> experiment(StrictJson name) throws FileFormatException {
        final Experiment<?, ?> found = Job.experiments().get(name.text());
        if (found == null || found instanceof Sweeping) {
            final Set<String> names = new LinkedHashSet<>(Job.experiments().keySet());
            names.remove(new Sweeping().name());
            throw name.refusal("one of " + String.join(", ", names));
        }
        return found;
    }

    /** Values by name, each of a setting that the plan has. */
    static Map<String, JsonNode> named(StrictJson at, JsonNode node, PlanFields fields) throws FileFormatException {
        final Map<String, JsonNode> values = new LinkedHashMap<>();
        for (final Map.Entry<String, StrictJson> each :
                at.requireOnly(fields.names()).fields("settings by name").entrySet()) {
            if (each.getValue().isNull()) {
                throw each.getValue().refusal("a value");
            }
            values.put(each.getKey(), node.get(each.getKey()));
        }
        return values;
    }

    private static List<Map<String, JsonNode>> listed(StrictJson at, JsonNode node, PlanFields fields)
            throws FileFormatException {
        final List<Map<String, JsonNode>> points = new ArrayList<>();
        for (final StrictJson point : at.elements("a list of points")) {
            points.add(named(point, node.get(points.size()), fields));
        }
        if (points.isEmpty()) {
            throw at.refusal("at least one point", "none");
        }
        return points;
    }

    private static List<Map<String, JsonNode>> axis(StrictJson at, Map.Entry<String, JsonNode> axis)
            throws FileFormatException {
        final List<Map<String, JsonNode>> values = new ArrayList<>();
        if (at.elements("a list of values").isEmpty()) {
            throw at.refusal("at least one value", "none");
        }
        axis.getValue().forEach(value -> values.add(Map.of(axis.getKey(), value)));
        return values;
    }

    /** Every one of the former with every one of the latter. */
    private static List<Map<String, JsonNode>> product(
            StrictJson text, List<Map<String, JsonNode>> former, List<Map<String, JsonNode>> latter)
            throws FileFormatException {
        if ((long) former.size() * latter.size() > MOST_POINTS) {
            throw text.refusal("at most " + MOST_POINTS + " points", (long) former.size() * latter.size());
        }
        final List<Map<String, JsonNode>> all = new ArrayList<>(former.size() * latter.size());
        for (final Map<String, JsonNode> one : former) {
            for (final Map<String, JsonNode> other : latter) {
                final Map<String, JsonNode> both = new LinkedHashMap<>(one);
                both.putAll(other);
                all.add(both);
            }
        }
        return all;
    }

    private static List<String> texts(StrictJson at) throws FileFormatException {
        final List<String> texts = new ArrayList<>();
        for (final StrictJson each : at.elements("a list of keys")) {
            texts.add(each.text());
        }
        return texts;
    }

    private static Map<String, Boolean> front(StrictJson at) throws FileFormatException {
        final Map<String, Boolean> front = new LinkedHashMap<>();
        for (final Map.Entry<String, StrictJson> each :
                at.fields("figures, each with 'most' or 'least'").entrySet()) {
            final String best = each.getValue().text();
            if (!best.equals("most") && !best.equals("least")) {
                throw each.getValue().refusal("most or least");
            }
            front.put(each.getKey(), best.equals("most"));
        }
        if (front.size() < 2) {
            throw at.refusal("at least two figures", front.size());
        }
        return front;
    }
}
