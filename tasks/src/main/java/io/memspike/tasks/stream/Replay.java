package io.memspike.tasks.stream;

import com.google.auto.service.AutoService;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.IngestSpec;
import io.memspike.datasets.EventSource;
import io.memspike.tasks.StreamReplay;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.EventInput;
import java.io.IOException;
import java.nio.file.Path;

/** Plays a source into a mapped file, which another process reads as a stream. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Replay implements Experiment<ReplayPlan, ReplayResult> {
    @Override
    public String name() {
        return "data replay";
    }

    @Override
    public Class<ReplayPlan> plan() {
        return ReplayPlan.class;
    }

    @Override
    public Class<ReplayResult> result() {
        return ReplayResult.class;
    }

    @Override
    public ReplayResult run(ReplayPlan plan, Run run) throws IOException {
        final Path file = StreamSources.ipcFile(plan.to());
        try (EventInput<EventSource> opened =
                StreamSources.open(plan.source(), plan.replay().samples())) {
            final EventIngest ingest = EventIngest.create(
                    file, IngestSpec.blocking().with(plan.replay().policy()));
            final long start = System.nanoTime();
            final EventProducer producer =
                    new StreamReplay(opened.events(), ingest, StreamSources.isRecordedSpeed(plan.speed())).run();
            return ReplayResult.of(producer, (System.nanoTime() - start) / 1e9, file);
        }
    }
}
