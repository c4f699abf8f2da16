package io.memspike.serve.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.memspike.tasks.experiment.PlanFields;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Plans that go on from a checkpoint, which says all that training depends on: what it says is not said beside it. */
final class Resuming {
    private static final String RESUME = "resume";
    private static final String OUT = "out";
    private static final Set<String> NOT_IN_CHECKPOINTS = Set.of("data", "test-samples", "chips", "compact");

    private Resuming() {}

    /** Name of the checkpoint that an attempt has left; null where there is none, or its experiment cannot go on from one. */
    static String checkpoint(RunRecord run, PlanFields fields, RunDirectory directory) throws IOException {
        if (!fields.has(RESUME) || !fields.has(OUT)) {
            return null;
        }
        final JsonNode out = run.plan().get(OUT);
        final String name = Checkpoints.besides(Path.of(out == null ? fields.usual(OUT) : out.asText()))
                .toString();
        return directory.written().contains(name) ? name : null;
    }

    /**
     * The plan of a run's next attempt.
     *
     * @param files where it writes, and its checkpoint lies
     */
    static Map<String, JsonNode> plan(RunRecord run, PlanFields fields, Path files) {
        if (run.resumedFrom() == null || !Files.exists(files.resolve(run.resumedFrom()))) {
            return run.plan();
        }
        final Map<String, JsonNode> plan = new LinkedHashMap<>();
        run.plan().forEach((name, value) -> {
            if (fields.isWritten(name) || NOT_IN_CHECKPOINTS.contains(name)) {
                plan.put(name, value);
            }
        });
        plan.put(
                RESUME,
                TextNode.valueOf(
                        files.toAbsolutePath().resolve(run.resumedFrom()).toString()));
        return plan;
    }
}
