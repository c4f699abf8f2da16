package io.memspike.tasks.stream;

import com.google.auto.service.AutoService;
import io.memspike.core.Shape;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.IngestSpec;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.EventInput;
import io.memspike.tasks.plan.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** Classifies a live stream: producer thread, ring, network on the calling thread. Tells what it is {@link Waiting} for. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class Stream implements Experiment<StreamPlan, StreamResult> {
    /**
     * There is no such ring yet.
     *
     * @param ring the file that another process is to write
     */
    public record Waiting(Path ring) {}

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public StreamResult run(StreamPlan plan, Run run) throws IOException {
        final Streaming streaming = new Streaming(plan, run, ModelNetwork.read(plan.model()), new ArrayList<>());
        return StreamSources.isIpc(plan.source())
                ? streaming.listen(StreamSources.ipcFile(plan.source()))
                : streaming.replay();
    }

    /** One stream under way. */
    private record Streaming(StreamPlan plan, Run run, Model model, List<StreamDecision> decisions) {
        private static final long WARM_UP_NANOS = 1_000_000_000;

        private StreamClassifier classifier(Network network, StreamBins bins) throws IOException {
            return new StreamClassifier(network, bins, plan.clock(), plan.exit(model), decisions::add);
        }

        private StreamedModel streamed() {
            return new StreamedModel(plan.model(), model);
        }

        StreamResult replay() throws IOException {
            final IngestSpec ring = IngestSpec.blocking().with(plan.replay().policy());
            try (EventInput<EventSource> opened = StreamSources.open(
                            plan.source(), plan.replay().samples(), streamed().binMicros(), plan.idleMs());
                    EventIngest ingest = EventIngest.allocate(ring)) {
                final EventSource events = plan.behindFilters(
                        opened.events(),
                        opened.mapped() == null ? streamed().filters() : List.of()); // an event file has passed some
                final Shape input = new Shape(2, events.height(), events.width());
                final Network network = Networks.of(plan.model(), model, input, events.classes(), run.kernels());
                final StreamClassifier classifier = classifier(
                        network, StreamSources.bins(events, streamed().binMicros()));
                final FutureTask<?> task = new FutureTask<>(new StreamReplay(
                        events, ingest, plan.isRecordedSpeed() && !StreamSources.isLive(plan.source()))::run);
                final EventConsumer consumer = ingest.consumer();
                final Thread thread = new Thread(task, "memspike-replay");
                thread.setDaemon(true);
                if (plan.isRecordedSpeed() || StreamSources.isLive(plan.source())) {
                    classifier.warmUp(WARM_UP_NANOS);
                }
                thread.start();
                final double seconds = drain(consumer, classifier, events.recordings());
                join(task);
                return StreamResult.of(consumer, classifier, decisions, events, seconds);
            }
        }

        private static void join(FutureTask<?> task) throws IOException {
            try {
                task.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stream: interrupted", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IllegalStateException("replay: " + e.getCause(), e.getCause());
            }
        }

        /** Reads the ring of another process, then removes its file. */
        StreamResult listen(Path ring) throws IOException {
            if (!streamed().filters().isEmpty()) {
                throw new FileFormatException(
                        plan.model(),
                        "metadata encoder",
                        "no filters, for another process writes " + plan.source(),
                        streamed().encoding());
            }
            final Network network = Networks.of(plan.model(), model, SaccadeCamera.SHAPE, 0, run.kernels());
            final StreamClassifier classifier =
                    classifier(network, StreamSources.bins(streamed().binMicros()));
            classifier.warmUp(WARM_UP_NANOS);
            await(ring);
            try (EventIngest ingest = EventIngest.open(ring)) {
                if (ingest.isClosed() || ingest.hasReader()) {
                    throw new IOException(ring + ": expected an open ring, found one that "
                            + (ingest.hasReaderGone() ? "its reader has left; remove it" : "another reader has"));
                }
                final Thread farewell = new Thread(ingest::close); // a signal ends the process, not the writer's wait
                Runtime.getRuntime().addShutdownHook(farewell);
                try {
                    final EventConsumer consumer = ingest.consumer();
                    final double seconds = drain(consumer, classifier, 0);
                    Files.delete(ring);
                    return StreamResult.of(consumer, classifier, decisions, null, seconds);
                } finally {
                    Runtime.getRuntime().removeShutdownHook(farewell);
                }
            }
        }

        private void await(Path ring) {
            if (Files.exists(ring)) {
                return;
            }
            run.tell(new Waiting(ring));
            final SleepingMillisIdleStrategy idle = new SleepingMillisIdleStrategy(5);
            while (!Files.exists(ring)) {
                idle.idle();
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("stream: interrupted");
                }
            }
        }

        /** Returns the seconds that it took. */
        private static double drain(EventConsumer consumer, StreamClassifier classifier, int recordings) {
            final long start = System.nanoTime();
            if (!consumer.drain(classifier, new BackoffIdleStrategy(1_000, 100, 1_000, 50_000))) {
                throw new IllegalStateException("stream: interrupted");
            }
            classifier.end(recordings, consumer.endNanos());
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
