package io.memspike.tasks.stream;

import io.memspike.core.file.Model;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.KernelsLookup;
import io.memspike.core.run.Network;
import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.IngestSpec;
import io.memspike.core.stream.PackedEvent;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ModelNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.concurrent.BusySpinIdleStrategy;

/** What {@code docs/how-to/embed-a-stream.md} shows: a camera on one thread, decisions on another. */
final class StreamExample {
    private StreamExample() {}

    static StreamClassifier classify(EventSource camera, Consumer<StreamDecision> decided) throws IOException {
        final Kernels kernels = KernelsLookup.find("auto").kernels();
        final Model model = ModelNetwork.read(Path.of("prime"));
        final Network network = ModelNetwork.of(model, SaccadeCamera.SHAPE, kernels, ReadNoise.NONE);
        final StreamBins bins =
                new StreamBins(300_000, 30_000, 10); // a decision every 300 ms, after ten bins at the latest
        final StreamClassifier classifier = new StreamClassifier(network, bins, new ConfidencePolicy(0.8f), decided);
        classifier.warmUp(100_000_000); // 0.1 s of made-up events, so that the first answers do not come late
        try (EventIngest ring = EventIngest.allocate(IngestSpec.blocking())) {
            final EventProducer producer = ring.producer(0);
            final Thread reading = new Thread(() -> play(camera, producer));
            reading.start();
            final EventConsumer consumer = ring.consumer();
            consumer.drain(classifier, new BusySpinIdleStrategy()); // allocates nothing for an event
            classifier.end(consumer.endNanos());
        }
        return classifier; // latencyNanos(), usedEvents(), lateEvents(), unusedEvents()
    }

    private static void play(EventSource camera, EventProducer producer) {
        try {
            camera.replay((micros, x, y, on) -> producer.offer(PackedEvent.of(micros, x, y, on)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            producer.end(); // is never dropped; flush() where there is nothing more for the moment
        }
    }
}
