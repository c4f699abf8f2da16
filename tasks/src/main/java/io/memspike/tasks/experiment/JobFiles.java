package io.memspike.tasks.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Files that jobs write which have a job's digits in their names, so that nobody else writes them. */
final class JobFiles {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern OWN = Pattern.compile(".*[0-9a-f]{16}.*");

    private JobFiles() {}

    /**
     * Makes way for a job that begins: the directories of its own files are there, and what an attempt before it left unfinished
     * is not, since a job is done from its beginning.
     */
    static void prepare(Job job) throws IOException {
        final PlanFields fields = job.fields();
        final JsonNode plan = JSON.readTree(job.planJson());
        for (final String name : fields.names()) {
            final JsonNode written = fields.of(plan, name);
            if (fields.isWritten(name) && written.isTextual()) {
                final Path file = Path.of(written.textValue()).toAbsolutePath();
                if (OWN.matcher(file.toString()).matches()) {
                    Files.createDirectories(file.getParent());
                    Files.deleteIfExists(Checkpoints.besides(file));
                }
            }
        }
    }
}
