package io.memspike.tasks.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.kernel.internal.ScalarKernels;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.run.Network;
import io.memspike.core.stream.BackPressure;
import io.memspike.core.stream.EventClock;
import io.memspike.core.stream.EventConsumer;
import io.memspike.core.stream.EventIngest;
import io.memspike.core.stream.EventProducer;
import io.memspike.core.stream.IngestSpec;
import io.memspike.core.stream.PackedEvent;
import io.memspike.core.synapse.WeightedSynapses;
import io.memspike.earlyexit.ConfidencePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Events = used + dropped + late + unused, whatever comes: recordings of 400 µs of which 300 are decided on, time stamps
 * at most 2,000 µs ahead and 100 behind, a ring with room for a few batches.
 */
class StreamCountsTest {
    private static final StreamBins BINS = new StreamBins(400, 30, 10);
    private static final int AHEAD = 2_000;
    private static final int BEHIND = 100;
    private static final Shape PIXELS = new Shape(2, 2, 2);

    private final List<StreamDecision> decisions = new ArrayList<>();

    private static Network network() {
        final float[] weights = {0.5f, -0.25f, 1f, 0.125f, -1f, 0.75f, 0.5f, 2f, -0.5f, 1f, 1f, -1f, 0.25f, 1f, -2f, 1f
        };
        return Network.of(
                Graph.chain(PIXELS, List.of(new Linear(2, 1f), Integrator.readout(0.1f), new Mean())),
                (node, matrix) -> WeightedSynapses.of(matrix, weights, new ScalarKernels()),
                new ScalarKernels());
    }

    private StreamClassifier classifier(boolean stopsEarly) {
        return new StreamClassifier(
                network(),
                BINS,
                new EventClock(AHEAD, BEHIND),
                stopsEarly ? new ConfidencePolicy(0.6f) : null,
                decisions::add);
    }

    /** What may happen on a stream. */
    private enum Kind {
        GO_ON,
        SKIP,
        COME_LATE,
        STRAY_AHEAD,
        STRAY_BEHIND,
        RESTART,
        READ
    }

    private record Act(Kind kind, int amount, int pixel) {}

    @Provide
    static Arbitrary<List<Act>> streams() {
        final Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(60, Kind.GO_ON),
                Tuple.of(5, Kind.SKIP),
                Tuple.of(5, Kind.COME_LATE),
                Tuple.of(5, Kind.STRAY_AHEAD),
                Tuple.of(5, Kind.STRAY_BEHIND),
                Tuple.of(3, Kind.RESTART),
                Tuple.of(3, Kind.READ));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 999),
                        Arbitraries.integers().between(0, 7))
                .as(Act::new)
                .list()
                .ofMaxSize(600);
    }

    @Property(tries = 300)
    void shouldCountEveryEventOnce(
            @ForAll("streams") List<Act> acts,
            @ForAll boolean stopsEarly,
            @ForAll boolean dropsOldest,
            @ForAll @IntRange(max = 40) int recordings) {
        final BackPressure policy = dropsOldest ? BackPressure.DROP_OLDEST : BackPressure.DROP_NEWEST;
        final EventIngest ingest = EventIngest.allocate(new IngestSpec(1, 1 << 10, policy));
        final EventProducer producer = ingest.producer(0);
        final EventConsumer consumer = ingest.consumer();
        final StreamClassifier classifier = classifier(stopsEarly);
        decisions.clear();
        long now = 0;
        for (final Act act : acts) {
            final long micros =
                    switch (act.kind) {
                        case GO_ON -> now += act.amount / 20;
                        case SKIP -> now += act.amount * AHEAD / 1_000;
                        case COME_LATE -> Math.max(0, now - act.amount * BEHIND / 1_000);
                        case STRAY_AHEAD -> now + AHEAD + 1 + 10 * act.amount;
                        case STRAY_BEHIND -> act.amount * now / 1_000;
                        case RESTART -> now = act.amount / 10;
                        case READ -> {
                            read(consumer, classifier);
                            yield now;
                        }
                    };
            producer.offer(PackedEvent.of(micros, act.pixel & 1, act.pixel >> 1 & 1, act.pixel > 3));
        }
        producer.flush();
        read(consumer, classifier);
        producer.end();
        read(consumer, classifier);
        classifier.end(recordings, 0);

        assertEquals(acts.size(), producer.offered());
        assertEquals(producer.offered(), counted(classifier) + consumer.dropped());
        assertEquals(
                LongStream.range(0, decisions.size()).boxed().toList(),
                decisions.stream().map(StreamDecision::recording).toList());
        assertEquals(true, decisions.size() >= recordings);
    }

    private static long counted(StreamClassifier classifier) {
        return classifier.usedEvents() + classifier.lateEvents() + classifier.unusedEvents();
    }

    private static void read(EventConsumer consumer, StreamClassifier classifier) {
        while (consumer.poll(classifier) > 0) {
            assertEquals(consumer.received(), counted(classifier));
        }
    }

    /** A stray time stamp anywhere in an orderly stream: one event more is unused, and nothing else changes. */
    @Property(tries = 300)
    void shouldDecideAsIfAStrayEventHadNotBeen(
            @ForAll List<@IntRange(max = 200) Integer> pauses,
            @ForAll @IntRange(max = 1_000) int place,
            @ForAll @IntRange(min = 1, max = 100_000) int distance,
            @ForAll boolean isAhead,
            @ForAll boolean stopsEarly) {
        final long[] events = new long[pauses.size()];
        long now = 0;
        for (int i = 0; i < events.length; i++) {
            now += pauses.get(i);
            events[i] = PackedEvent.of(now, i & 1, i >> 1 & 1, (i & 4) != 0);
        }
        final int before = events.length * place / 1_001;
        final long latest = before == 0 ? 0 : PackedEvent.micros(events[before - 1]);
        final long time = isAhead ? latest + AHEAD + distance : latest - BEHIND - distance;
        final long[] stray = {PackedEvent.of(time < 0 ? latest + AHEAD + distance : time, 1, 1, true)};
        final StreamClassifier clean = classifier(stopsEarly);
        final StreamClassifier disturbed = classifier(stopsEarly);
        decisions.clear();

        clean.onEvents(events, events.length, 0);
        clean.end(0);
        final List<StreamDecision> expected = List.copyOf(decisions);
        decisions.clear();
        disturbed.onEvents(events, before, 0);
        disturbed.onEvents(stray, 1, 0);
        final long[] rest = LongStream.of(events).skip(before).toArray();
        disturbed.onEvents(rest, rest.length, 0);
        disturbed.end(0);

        assertEquals(expected, decisions);
        assertEquals(clean.usedEvents(), disturbed.usedEvents());
        assertEquals(clean.unusedEvents() + 1, disturbed.unusedEvents());
    }
}
