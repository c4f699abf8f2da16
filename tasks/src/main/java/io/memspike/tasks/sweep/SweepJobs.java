package io.memspike.tasks.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.memspike.core.file.FileFormatException;
import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.PlanFields;
import io.memspike.tasks.experiment.Plans;
import io.memspike.tasks.experiment.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The jobs of a sweep, all of them made and checked before the first is done. */
final class SweepJobs {
    /** Stands for the job in names of files that it writes. */
    private static final String NUMBERED = "{job}";

    private static final String OUT = "out";

    private final Path file;
    private final Path directory;
    private final SweepText text;
    private final PlanFields fields;
    private final InputDigests digests = new InputDigests();
    private final Map<Path, String> writers = new HashMap<>();

    private SweepJobs(Path file, Path directory, SweepText text) {
        this.file = file;
        this.directory = directory;
        this.text = text;
        this.fields = text.fields();
    }

    /**
     * All jobs, point by point.
     *
     * @param file the sweep's file, for messages
     * @param directory where results go
     * @throws FileFormatException where a point is no plan, or two jobs write one file
     */
    static List<SweepJob> of(Path file, Path directory, SweepText text) throws IOException {
        final SweepJobs maker = new SweepJobs(file, directory, text);
        final List<SweepJob> jobs = new ArrayList<>(text.points().size() * text.repeats());
        for (int point = 0; point < text.points().size(); point++) {
            for (int repeat = 0; repeat < text.repeats(); repeat++) {
                jobs.add(maker.job(point, repeat));
            }
        }
        return jobs;
    }

    private SweepJob job(int point, int repeat) throws IOException {
        final Map<String, JsonNode> values = new LinkedHashMap<>(text.shared());
        values.putAll(text.points().get(point));
        final Long seed = seed(values, repeat);
        if (seed != null) {
            values.put(Setting.SEED, LongNode.valueOf(seed));
        }
        final String plan = plan(point, values);
        final String id = Digests.hex(text.experiment().name() + "\n" + plan + "\n" + inputs(values));
        final Map<String, JsonNode> before = Map.copyOf(values);
        for (final Map.Entry<String, JsonNode> value : values.entrySet()) {
            if (value.getValue().isTextual()) {
                value.setValue(TextNode.valueOf(value.getValue().textValue().replace(NUMBERED, id)));
            }
        }
        keepOutput(values, id);
        requireOwnFiles(values, id);
        return new SweepJob(
                point,
                text.points().get(point),
                seed,
                id,
                new Job(text.experiment().name(), values.equals(before) ? plan : plan(point, values)));
    }

    private Long seed(Map<String, JsonNode> values, int repeat) throws FileFormatException {
        if (!fields.has(Setting.SEED)) {
            return null;
        }
        final JsonNode given = values.get(Setting.SEED);
        if (given != null && !given.isIntegralNumber()) {
            throw new FileFormatException(file, "seed", "a whole number", given);
        }
        return (given == null ? Setting.USUAL_SEED : given.longValue()) + repeat;
    }

    /** What experiments write unless they are told where goes beside the results, a file for each job. */
    private void keepOutput(Map<String, JsonNode> values, String id) {
        if (fields.has(OUT) && !values.containsKey(OUT) && !fields.usual(OUT).isEmpty()) {
            final Path kept = directory.toAbsolutePath().normalize().resolve("files");
            values.put(
                    OUT,
                    TextNode.valueOf(kept.resolve(id + "-" + fields.usual(OUT)).toString()));
        }
    }

    /** The plan in the one way in which it is written, so that equal plans are equal texts. */
    private String plan(int point, Map<String, JsonNode> values) throws FileFormatException {
        try {
            return Plans.write(Plans.read(fields.json(values), text.experiment().plan()));
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": point " + text.points().get(point) + ": " + e.getMessage());
        }
    }

    /** Digests of the files that the plan names and does not write, by their names. */
    private Map<String, String> inputs(Map<String, JsonNode> values) throws IOException {
        final Map<String, String> inputs = new TreeMap<>();
        for (final Map.Entry<String, JsonNode> value : values.entrySet()) {
            if (!fields.isWritten(value.getKey())) {
                for (final JsonNode each : value.getValue().isArray() ? value.getValue() : List.of(value.getValue())) {
                    digests.put(each, inputs);
                }
            }
        }
        return inputs;
    }

    private void requireOwnFiles(Map<String, JsonNode> values, String id) throws FileFormatException {
        for (final Map.Entry<String, JsonNode> value : values.entrySet()) {
            if (fields.isWritten(value.getKey())) {
                final Path written =
                        Path.of(value.getValue().asText()).toAbsolutePath().normalize();
                final String other = writers.putIfAbsent(written, id);
                if (other != null && !other.equals(id)) {
                    throw new FileFormatException(
                            file,
                            value.getKey(),
                            "a file of its own for each job, with " + NUMBERED + " in its name",
                            value.getValue().asText() + " for two");
                }
            }
        }
    }
}
