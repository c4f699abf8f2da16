package io.memspike.tasks.stream;

import io.memspike.core.stream.EventProducer;
import io.memspike.tasks.experiment.Means;
import java.nio.file.Path;

/** What was played; the components say what they mean. */
public record ReplayResult(
        @Means("events played") long events,
        @Means("events played a second") double eventsPerSecond,

        @Means("events that found no room; with `dropOldest` only the reader knows")
        long dropped,

        @Means("batches that waited for room") long blockedBatches,
        @Means("the ring's file") Path file) {
    static ReplayResult of(EventProducer producer, double seconds, Path file) {
        return new ReplayResult(
                producer.offered(), producer.offered() / seconds, producer.dropped(), producer.blockedBatches(), file);
    }
}
