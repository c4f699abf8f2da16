package io.memspike.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.ExitPolicy;
import io.memspike.core.LayerSpec;
import io.memspike.core.Network;
import io.memspike.core.NetworkSession;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kernel.ScalarKernels;
import io.memspike.core.runtime.Inference;
import io.memspike.core.stream.BackPressure;
import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.IngestSpec;
import io.memspike.core.stream.PackedEvent;
import io.memspike.core.synapse.LinearSynapses;
import io.memspike.datasets.BinnedStream;
import io.memspike.datasets.CameraSamples;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.ImageSets;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.SaccadeStream;
import io.memspike.datasets.Split;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamClassifierTest {
    private static final int STEPS = ClassifierData.STEPS;
    private static final long BIN = SaccadeCamera.DURATION_MICROS / STEPS;
    private static final StreamBins BINS = new StreamBins(SaccadeCamera.DURATION_MICROS, BIN, STEPS);
    private static final ExitPolicy POLICY = new ConfidencePolicy(0.2f);
    private static final int DIGITS = 20;

    private final Network network = network(SaccadeCamera.SHAPE);
    private final List<StreamDecision> decisions = new ArrayList<>();

    /** 10 random outputs, read out at once. */
    private static Network network(Shape input) {
        final LayerSpec.Linear linear = new LayerSpec.Linear(input.size(), 10, 1f);
        final RandomStream random = RandomStream.of(1, "weights");
        final float[] weights = new float[linear.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.01f * (float) random.nextGaussian();
        }
        return Network.of(
                input,
                List.of(linear, new LayerSpec.Readout(0.1f)),
                (position, layer, from) -> new LinearSynapses(linear, from, weights, new ScalarKernels()),
                new ScalarKernels());
    }

    private static ImageSet images() throws IOException {
        return ImageSets.ofSystem().load(ImageSets.MNIST, Split.TEST);
    }

    private StreamClassifier stream(EventSource source, ExitPolicy policy, boolean isRecordedSpeed) throws Exception {
        final EventIngest ingest = EventIngest.allocate(IngestSpec.blocking());
        final EventConsumer consumer = ingest.consumer();
        final FutureTask<EventProducer> replay =
                new FutureTask<>(new StreamReplay(source, ingest, isRecordedSpeed)::run);
        new Thread(replay).start();
        final StreamClassifier classifier = new StreamClassifier(network, BINS, policy, decisions::add);
        assertTrue(consumer.drain(classifier, new YieldingIdleStrategy()));
        classifier.end(consumer.endNanos());
        assertEquals(replay.get().offered(), consumer.received());
        return classifier;
    }

    /** What the batch engine says of the same digits. */
    private List<StreamDecision> expected(ExitPolicy policy) throws IOException {
        final EventSamples samples = new CameraSamples(images(), STEPS);
        final EventFrames frames = EventFrames.of(samples);
        final NetworkSession session = network.newSession();
        final List<StreamDecision> answers = new ArrayList<>();
        for (int i = 0; i < DIGITS; i++) {
            samples.load(i, frames);
            final int steps = Inference.run(session, i, frames, policy, null);
            final double confidence = new ConfidencePolicy(1f).score(session.mean());
            answers.add(new StreamDecision(i, session.decision(), confidence, steps, (i * STEPS + steps) * BIN));
        }
        return answers;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDecideAsTheBatchEngineDoesAtTheEndOfTheDecidingBin(boolean stopsEarly) throws Exception {
        final ExitPolicy policy = stopsEarly ? POLICY : null;

        final StreamClassifier classifier = stream(new SaccadeStream(images(), DIGITS), policy, false);

        assertEquals(expected(policy), decisions);
        assertEquals(DIGITS, classifier.latencyNanos().getTotalCount());
        assertEquals(stopsEarly, decisions.stream().anyMatch(decision -> decision.steps() < STEPS));
    }

    @Test
    void shouldDecideTheSameFromBinnedEvents() throws Exception {
        stream(new BinnedStream(new CameraSamples(images(), STEPS), DIGITS, BIN), POLICY, false);

        assertEquals(expected(POLICY), decisions);
    }

    @Test
    void shouldDecideTheSameAtRecordedSpeed() throws Exception {
        stream(new SaccadeStream(images(), 1), POLICY, true);

        assertEquals(expected(POLICY).subList(0, 1), decisions);
    }

    private static long[] at(long... micros) {
        final long[] events = new long[micros.length];
        for (int i = 0; i < micros.length; i++) {
            events[i] = PackedEvent.of(micros[i], 3, 4, true);
        }
        return events;
    }

    @Test
    void shouldMeasureLatencyFromWhenTheEventWasDueSoThatAStallCounts() {
        final StreamClassifier classifier = new StreamClassifier(network, BINS, null, decisions::add);
        classifier.onEvents(at(0), 1, System.nanoTime());
        final long stalledNanos = 5_000_000_000L;

        classifier.onEvents(at(SaccadeCamera.DURATION_MICROS), 1, System.nanoTime() - stalledNanos);

        assertEquals(1, decisions.size());
        assertTrue(classifier.latencyNanos().getMinValue() >= stalledNanos * 0.999);
    }

    @Test
    void shouldTakeALateEventIntoTheBinAtHandAndCountIt() {
        final StreamClassifier classifier = new StreamClassifier(network, BINS, null, decisions::add);

        classifier.onEvents(at(0, 2 * BIN, BIN, 3 * BIN), 4, 0);
        classifier.end(0);

        assertEquals(1, classifier.lateEvents());
        assertEquals(1, decisions.size());
    }

    @Test
    void shouldAnswerOnlyForRecordingsThatHaveEvents() {
        final StreamClassifier classifier = new StreamClassifier(network, BINS, null, decisions::add);
        classifier.onEvents(at(10, 5 * SaccadeCamera.DURATION_MICROS), 2, 0);
        classifier.end(0);

        assertEquals(
                List.of(0L, 5L),
                decisions.stream().map(StreamDecision::recording).toList());
        assertEquals(6 * SaccadeCamera.DURATION_MICROS, decisions.get(1).atMicros());
    }

    @Test
    void shouldGiveOneAnswerForASingleRecordingOfAnyLength() {
        final StreamBins single = new StreamBins(Long.MAX_VALUE, BIN, STEPS);
        final StreamClassifier classifier = new StreamClassifier(network, single, null, decisions::add);
        classifier.onEvents(at(0, 299_999, 311_175, 3_600_000_000L), 4, 0);
        classifier.end(0);

        assertEquals(1, decisions.size());
        assertEquals(STEPS * BIN, decisions.get(0).atMicros());
    }

    @Test
    void shouldAnswerNothingToAnEmptyStream() {
        final StreamClassifier classifier = new StreamClassifier(network, BINS, null, decisions::add);
        classifier.end(0);

        assertEquals(List.of(), decisions);
    }

    @Test
    void shouldNotChangeAnswersByWarmingUp() throws IOException {
        final List<Long> events = new ArrayList<>();
        new SaccadeStream(images(), DIGITS).replay((t, x, y, on) -> events.add(PackedEvent.of(t, x, y, on)));
        final long[] packed = events.stream().mapToLong(Long::longValue).toArray();
        final StreamClassifier classifier = new StreamClassifier(network, BINS, POLICY, decisions::add);
        classifier.warmUp(1_000_000);

        classifier.onEvents(packed, packed.length, 0);
        classifier.end(0);

        assertEquals(expected(POLICY), decisions);
    }

    @Test
    void shouldAllocateNothingBetweenDecisions() {
        final StreamBins single = new StreamBins(Long.MAX_VALUE, 100, 1 << 30);
        final ExitPolicy never = new ConfidencePolicy(1f);
        final StreamClassifier undecided = new StreamClassifier(network, single, never, decision -> {});
        final long[] batch = new long[1_000];
        final long[] micros = {0};
        Allocation.assertNone(
                () -> {
                    for (int i = 0; i < batch.length; i++) {
                        batch[i] = PackedEvent.of(micros[0]++, i % 34, i / 34 % 34, true);
                    }
                },
                () -> undecided.onEvents(batch, batch.length, 0));
    }

    @Test
    void shouldRefuseEventsBeyondTheNetworkAndNetworksWithoutTwoChannels() {
        final StreamClassifier classifier = new StreamClassifier(network, BINS, null, decisions::add);
        final long[] beyond = {PackedEvent.of(0, 34, 0, true)};

        assertThrows(IllegalStateException.class, () -> classifier.onEvents(beyond, 1, 0));
        final Network grey = network(new Shape(1, 34, 34));
        assertThrows(IllegalArgumentException.class, () -> new StreamClassifier(grey, BINS, null, decisions::add));
        assertThrows(IllegalArgumentException.class, () -> new StreamBins(100, 30, 10));
        assertThrows(IllegalArgumentException.class, () -> new StreamBins(100, 0, 10));
    }

    @Test
    void shouldCountWhatAReplayDropped() throws IOException {
        final EventIngest ingest = EventIngest.allocate(new IngestSpec(1, 1 << 12, BackPressure.DROP_OLDEST));
        final EventConsumer consumer = ingest.consumer();
        final EventProducer producer =
                new StreamReplay(new SaccadeStream(images(), 2), ingest, false).run(); // nobody reads meanwhile

        assertTrue(consumer.drain((events, count, due) -> {}, new YieldingIdleStrategy()));

        assertTrue(consumer.dropped() > 0);
        assertEquals(producer.offered(), consumer.received() + consumer.dropped());
        assertFalse(ingest.isClosed());
    }
}
