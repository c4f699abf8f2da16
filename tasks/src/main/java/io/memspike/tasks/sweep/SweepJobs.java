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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs of a sweep, all of them made and checked before the first is done. */
final class SweepJobs {
    /** Stands for the job in names of files that it writes. */
    private static final String NUMBERED = "{job}";
    /** Settings that are files which an experiment writes. */
    private static final List<String> WRITTEN =
            List.of("out", "csv", "plot", "curve", "logits", "raster", "spikes", "adapter");

    private final Path file;
    private final Path directory;
    private final SweepText text;
    private final FileDigests digests = new FileDigests();
    private final Map<String, Integer> writers = new HashMap<>();

    private SweepJobs(Path file, Path directory, SweepText text) {
        this.file = file;
        this.directory = directory;
        this.text = text;
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
        final boolean isKept = keepOutput(values);
        final String id = digests.of(text.experiment().name() + "\n" + plan(point, values) + "\n" + inputs(values));
        for (final Map.Entry<String, JsonNode> value : values.entrySet()) {
            if (value.getValue().isTextual()) {
                value.setValue(TextNode.valueOf(value.getValue().textValue().replace(NUMBERED, id)));
            }
        }
        if (isKept) {
            Files.createDirectories(directory.resolve("files"));
        }
        requireOwnFiles(values);
        return new SweepJob(
                point,
                text.points().get(point),
                seed,
                id,
                new Job(text.experiment().name(), plan(point, values)));
    }

    private Long seed(Map<String, JsonNode> values, int repeat) throws FileFormatException {
        if (!text.fields().has(Setting.SEED)) {
            return null;
        }
        final JsonNode given = values.get(Setting.SEED);
        if (given != null && !given.isIntegralNumber()) {
            throw new FileFormatException(file, "seed", "a whole number", given);
        }
        return (given == null ? Setting.USUAL_SEED : given.longValue()) + repeat;
    }

    /** What experiments write unless they are told where goes beside the results, a file for each job. */
    private boolean keepOutput(Map<String, JsonNode> values) {
        final PlanFields fields = text.fields();
        final boolean isKept = fields.has("out")
                && !values.containsKey("out")
                && !fields.usual("out").isEmpty();
        if (isKept) {
            values.put(
                    "out",
                    TextNode.valueOf(directory
                            .resolve("files")
                            .resolve(NUMBERED + "-" + fields.usual("out"))
                            .toString()));
        }
        return isKept;
    }

    /** The plan in the one way in which it is written, so that equal plans are equal texts. */
    private String plan(int point, Map<String, JsonNode> values) throws FileFormatException {
        try {
            return Plans.write(
                    Plans.read(text.fields().json(values), text.experiment().plan()));
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file + ": point " + text.points().get(point) + ": " + e.getMessage());
        }
    }

    private String inputs(Map<String, JsonNode> values) throws IOException {
        final StringBuilder inputs = new StringBuilder();
        for (final Map.Entry<String, JsonNode> value : values.entrySet()) {
            if (!WRITTEN.contains(value.getKey()) && value.getValue().isTextual()) {
                inputs.append(digests.ofFile(value.getValue().textValue())).append('\n');
            }
        }
        return inputs.toString();
    }

    private void requireOwnFiles(Map<String, JsonNode> values) throws FileFormatException {
        for (final String name : WRITTEN) {
            final JsonNode written = values.get(name);
            if (written != null && text.fields().isPath(name) && writers.merge(written.asText(), 1, Integer::sum) > 1) {
                throw new FileFormatException(
                        file,
                        name,
                        "a file of its own for each job, with " + NUMBERED + " in its name",
                        written.asText() + " for two");
            }
        }
    }

    /** Digests, of each file once. */
    private static final class FileDigests {
        private final Map<String, String> known = new HashMap<>();

        String of(String text) {
            return Digests.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        }

        /** Of a file's bits; empty where there is no such file, as of a name of something else. */
        String ofFile(String name) throws IOException {
            if (!known.containsKey(name)) {
                known.put(name, isFile(name) ? Digests.hex(Files.readAllBytes(Path.of(name))) : "");
            }
            return known.get(name);
        }

        private static boolean isFile(String name) {
            try {
                return Files.isRegularFile(Path.of(name));
            } catch (InvalidPathException e) {
                return false;
            }
        }
    }
}
