package io.memspike.app.stream;

import io.memspike.app.cli.CommonOptions;
import io.memspike.app.cli.Report;
import io.memspike.core.stream.BackPressure;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.IngestSpec;
import io.memspike.datasets.EventSource;
import io.memspike.tasks.StreamReplay;
import io.memspike.tasks.plan.EventInput;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays a source into a mapped file, for {@code stream --source ipc:PATH} of another process. */
@Command(
        name = "replay",
        description =
                "Play events into a memory-mapped ring, which 'stream --source ipc:PATH' of another process reads.")
final class DataReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin(name = "common")
    private CommonOptions common;

    @Mixin
    private ReplayOptions replay;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "FILE|saccade:D",
            description = "An N-MNIST .bin file, an event file, or saccade:mnist for digits in front of the camera.")
    private String source;

    @Option(
            names = "--speed",
            defaultValue = "recorded",
            paramLabel = "recorded|max",
            description = "Recorded speed, or as fast as possible (default: ${DEFAULT-VALUE}).")
    private String speed;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ipc:PATH",
            description = "The ring's file; there must be none yet. Its reader removes it.")
    private String to;

    @Override
    public Integer call() throws Exception {
        final Path file = StreamSources.ipcFile(to);
        final boolean isRecordedSpeed = StreamSources.isRecordedSpeed(speed);
        final BackPressure policy = replay.backPressure();
        try (EventInput<EventSource> opened = StreamSources.open(source, replay.samples())) {
            final EventIngest ingest =
                    EventIngest.create(file, IngestSpec.blocking().with(policy));
            final long start = System.nanoTime();
            final EventProducer producer = new StreamReplay(opened.events(), ingest, isRecordedSpeed).run();
            final double seconds = (System.nanoTime() - start) / 1e9;
            report(producer, seconds, file);
        }
        return 0;
    }

    private void report(EventProducer producer, double seconds, Path file) throws Exception {
        new Report(spec.commandLine().getOut(), common.isJson())
                .line(
                        "%d events, %.0f a second, %d dropped, %d batches waited: %s",
                        producer.offered(),
                        producer.offered() / seconds,
                        producer.dropped(),
                        producer.blockedBatches(),
                        file)
                .put("events", producer.offered())
                .put("eventsPerSecond", producer.offered() / seconds)
                .put("dropped", producer.dropped())
                .put("blockedBatches", producer.blockedBatches())
                .put("file", file.toString())
                .end();
    }
}
