package io.memspike.tasks.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.ExitPolicy;
import io.memspike.core.RandomStream;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import io.memspike.core.stream.BackPressure;
import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.IngestSpec;
import io.memspike.core.stream.PackedEvent;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.datasets.BinnedStream;
import io.memspike.datasets.CameraSamples;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.SaccadeStream;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.earlyexit.ConfidencePolicy;
import io.memspike.tasks.ClassifierData;
import io.memspike.testing.Allocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
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
        final RandomStream random = RandomStream.of(1, "weights");
        final float[] weights = new float[10 * input.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.01f * (float) random.nextGaussian();
        }
        return Network.of(
                Graph.chain(input, List.of(new Linear(10, 1f), Integrator.readout(0.1f), new Mean())),
                (node, matrix) -> WeightedSynapses.of(matrix, weights, new ScalarKernels()),
                new ScalarKernels());
    }

    private static ImageSet images() throws IOException {
        return DataSets.ofSystem().images(DataSets.MNIST, Split.TEST);
    }

    private StreamClassifier stream(EventSource source, ExitPolicy policy, boolean isRecordedSpeed) throws Exception {
        final EventIngest ingest = EventIngest.allocate(IngestSpec.blocking());
        final EventConsumer consumer = ingest.consumer();
        final FutureTask<EventProducer> replay =
                new FutureTask<>(new StreamReplay(source, ingest, isRecordedSpeed)::run);
        new Thread(replay).start();
        final StreamClassifier classifier = new StreamClassifier(network, BINS, policy, decisions::add);
        assertTrue(consumer.drain(classifier, new YieldingIdleStrategy()));
        classifier.end(source.recordings(), consumer.endNanos());
        assertEquals(replay.get().offered(), consumer.received());
        assertEquals(
                consumer.received(), classifier.usedEvents() + classifier.lateEvents() + classifier.unusedEvents());
        return classifier;
    }

    /** What the batch engine says of the same digits. */
    private List<StreamDecision> expected(ExitPolicy policy) throws IOException {
        return expected(new CameraSamples(images(), STEPS), DIGITS, policy);
    }

    private List<StreamDecision> expected(Samples samples, int count, ExitPolicy policy) {
        final EventFrames frames = EventFrames.of(samples);
        final Session session = network.newSession();
        final List<StreamDecision> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.load(i, frames);
            final int steps = Inference.run(session, i, frames, policy, null);
            final double confidence = new ConfidencePolicy(1f).score(session.answer());
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

    /** Digits of which every other is without events, the last among them. */
    private static Samples withSilence(Samples digits) {
        return new Samples() {
            @Override
            public int size() {
                return digits.size();
            }

            @Override
            public Shape shape() {
                return digits.shape();
            }

            @Override
            public int steps() {
                return digits.steps();
            }

            @Override
            public int classes() {
                return digits.classes();
            }

            @Override
            public int label(int sample) {
                return digits.label(sample);
            }

            @Override
            public void load(int sample, EventFrames into) {
                digits.load(sample, into);
                for (int t = 0; t < steps() && sample % 2 == 1; t++) {
                    into.step(t).clear();
                }
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldDecideRecordingsWithoutEventsAsTheBatchEngineDoes(boolean stopsEarly) throws Exception {
        final ExitPolicy policy = stopsEarly ? POLICY : null;
        final Samples samples = withSilence(new CameraSamples(images(), STEPS));

        stream(new BinnedStream(samples, 4, BIN), policy, false);

        assertEquals(expected(samples, 4, policy), decisions);
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

        assertEquals(List.of(3L, 1L, 0L), counts(classifier));
        assertEquals(1, decisions.size());
    }

    @Test
    void shouldLeaveOutALateEventWhoseRecordingHasEnded() {
        final StreamClassifier classifier = new StreamClassifier(network, BINS, null, decisions::add);
        final StreamClassifier without = new StreamClassifier(network, BINS, null, decisions::add);

        classifier.onEvents(at(0, 10 * BIN, 10 * BIN - 1, 11 * BIN), 4, 0);
        classifier.end(0);
        without.onEvents(at(0, 10 * BIN, 11 * BIN), 3, 0);
        without.end(0);

        assertEquals(List.of(3L, 1L, 0L), counts(classifier));
        assertEquals(decisions.subList(2, 4), decisions.subList(0, 2));
    }

    private static List<Long> counts(StreamClassifier classifier) {
        return List.of(classifier.usedEvents(), classifier.lateEvents(), classifier.unusedEvents());
    }

    private static List<Long> numbers(List<StreamDecision> decisions) {
        return decisions.stream().map(StreamDecision::recording).toList();
    }

    @Test
    void shouldAnswerForRecordingsWithoutEventsToo() {
        final StreamClassifier classifier = new StreamClassifier(network, BINS, null, decisions::add);
        classifier.onEvents(at(SaccadeCamera.DURATION_MICROS, 5 * SaccadeCamera.DURATION_MICROS), 2, 0);
        classifier.end(8, 0);

        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), numbers(decisions));
        assertEquals(8 * SaccadeCamera.DURATION_MICROS, decisions.get(7).atMicros());
        assertEquals(List.of(2L, 0L, 0L), counts(classifier));
    }

    /** Six digits, and what their events become where the clock starts anew at the fourth. */
    private static long[] six(boolean restarts) throws IOException {
        final List<Long> events = new ArrayList<>();
        final long half = 3 * SaccadeCamera.DURATION_MICROS;
        new SaccadeStream(images(), 6)
                .replay((t, x, y, on) -> events.add(PackedEvent.of(restarts && t >= half ? t - half : t, x, y, on)));
        return events.stream().mapToLong(Long::longValue).toArray();
    }

    @Test
    void shouldBeginANewRecordingWhereTheClockRestarts() throws IOException {
        final long[] events = six(true);
        final StreamClassifier classifier = new StreamClassifier(network, BINS, null, decisions::add);

        classifier.onEvents(events, events.length, 0);
        classifier.end(0);

        final List<StreamDecision> expected = new ArrayList<>();
        for (final StreamDecision d : expected(null).subList(0, 6)) {
            final long at = d.recording() < 3 ? d.atMicros() : d.atMicros() - 3 * SaccadeCamera.DURATION_MICROS;
            expected.add(new StreamDecision(d.recording(), d.label(), d.confidence(), d.steps(), at));
        }
        assertEquals(expected, decisions);
        assertEquals(List.of((long) events.length, 0L, 0L), counts(classifier));
    }

    @Test
    void shouldLoseAStrayEventAndGoOn() throws IOException {
        final long[] events = six(false);
        final int after = 4_000;
        final StreamClassifier classifier = new StreamClassifier(network, BINS, null, decisions::add);

        classifier.onEvents(events, after, 0);
        classifier.onEvents(at(10_000_000), 1, 0);
        classifier.onEvents(Arrays.copyOfRange(events, after, events.length), events.length - after, 0);
        classifier.end(0);

        assertEquals(expected(null).subList(0, 6), decisions);
        assertEquals(List.of((long) events.length, 0L, 1L), counts(classifier));
    }

    @Test
    void shouldBeginWithTheFirstEventsOfACameraThatHasRunForLong() {
        final StreamClassifier classifier = new StreamClassifier(network, BINS, null, decisions::add);

        classifier.onEvents(at(3_600_000_000L, 3_600_000_001L, 3_600_400_000L), 3, 0);
        classifier.end(0);

        assertEquals(List.of(0L, 1L), numbers(decisions));
        assertEquals(3_600_300_000L, decisions.get(0).atMicros());
        assertEquals(List.of(3L, 0L, 0L), counts(classifier));
    }

    @Test
    void shouldGiveOneAnswerForASingleRecordingOfAnyLength() {
        final StreamBins single = new StreamBins(Long.MAX_VALUE, BIN, STEPS);
        final StreamClassifier classifier = new StreamClassifier(network, single, null, decisions::add);
        classifier.onEvents(at(0, 299_999, 311_175, 3_600_000_000L), 4, 0);
        classifier.end(0);

        assertEquals(1, decisions.size());
        assertEquals(STEPS * BIN, decisions.get(0).atMicros());
        assertEquals(List.of(2L, 0L, 2L), counts(classifier));
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
