package io.memspike.tasks.stream;

import com.google.auto.service.AutoService;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.IngestSpec;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.recording.filter.FilteredSource;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Means;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.EventFilters;
import io.memspike.tasks.plan.EventInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Plays a source into a mapped file, which another process reads as a stream. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Replay implements Experiment<Replay.Plan, Replay.Result> {
    /** What is played into which ring; the components say what they mean. */
    public record Plan(
            @Option(
                    label = "FILE|saccade:D",
                    says =
                            "a recording of any format, an event file, or saccade:mnist for digits in front of the camera",
                    required = true)
            String source,

            ReplayChoice replay,

            @Option(label = EventFilters.LABEL, says = EventFilters.SAYS)
            List<String> filter,

            @Option(label = "recorded|max", says = "recorded speed, or as fast as possible", otherwise = "recorded")
            String speed,

            @Option(
                    label = "ipc:PATH",
                    says = "the ring's file; there must be none yet. Its reader removes it",
                    required = true)
            String to,

            long seed) {
        /** Refuses a speed, and filters, that there are not. */
        public Plan {
            StreamSources.isRecordedSpeed(speed);
            EventFilters.of(filter);
        }
    }

    /** What was played; the components say what they mean. */
    public record Result(
            @Means("events played") long events,
            @Means("events played a second") double eventsPerSecond,

            @Means("events that found no room; with `dropOldest` only the reader knows")
            long dropped,

            @Means("batches that waited for room") long blockedBatches,
            @Means("the ring's file") Path file) {
        static Result of(EventProducer producer, double seconds, Path file) {
            return new Result(
                    producer.offered(),
                    producer.offered() / seconds,
                    producer.dropped(),
                    producer.blockedBatches(),
                    file);
        }
    }

    @Override
    public String name() {
        return "data replay";
    }

    @Override
    public Result run(Plan plan, Run run) throws IOException {
        final Path file = StreamSources.ipcFile(plan.to());
        try (EventInput<EventSource> opened =
                StreamSources.open(plan.source(), plan.replay().samples(), StreamSources.BIN_MICROS)) {
            final EventIngest ingest = EventIngest.create(
                    file, IngestSpec.blocking().with(plan.replay().policy()));
            final EventSource events = EventFilters.areNone(plan.filter())
                    ? opened.events()
                    : new FilteredSource(opened.events(), EventFilters.of(plan.filter()), plan.seed());
            final long start = System.nanoTime();
            final EventProducer producer =
                    new StreamReplay(events, ingest, StreamSources.isRecordedSpeed(plan.speed())).run();
            return Result.of(producer, (System.nanoTime() - start) / 1e9, file);
        }
    }
}
