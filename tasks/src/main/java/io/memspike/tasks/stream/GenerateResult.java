package io.memspike.tasks.stream;

import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;

/** What was written; the components say what they mean. */
public record GenerateResult(
        @Means("number of samples") int samples,
        @Means("mean number of events") double eventsPerSample,
        @Means("the event file") Path file) {}
