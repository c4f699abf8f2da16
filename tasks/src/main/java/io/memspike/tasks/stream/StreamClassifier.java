package io.memspike.tasks.stream;

import io.memspike.core.ExitPolicy;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.stream.EventClock;
import io.memspike.core.stream.EventHandler;
import io.memspike.core.stream.PackedEvent;
import io.memspike.earlyexit.ConfidencePolicy;
import java.util.Arrays;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * A clocked network on the live stream: counts events in bins of its training's width, steps at the end of each bin and
 * answers as soon as the policy is satisfied, once for each recording.
 *
 * <p>A bin ends with the first event that lies behind it, or with the stream; only then can it be known that nothing is
 * missing. The rest of a recording that is decided is skipped. A recording that is longer than its steps is decided with
 * the last of them, and one without events with empty bins.
 *
 * <p>An {@link EventClock} says which time stamps to believe. Where it restarts, the recording at hand is decided and a new
 * one begins, with the next number. Every event is counted once: it is <em>used</em>, in the bin in which it belongs; or
 * <em>late</em>, that bin having ended: then it is taken into the bin at hand, or left out where its recording has ended,
 * too; or <em>unused</em>, because its recording is decided or its time not believed.
 *
 * <p>Latency runs from the time when the event that ends the deciding bin was due, as its producer says, to the answer; a
 * producer or a network that stalls makes the latency of all events that had to wait longer, so nothing is omitted.
 *
 * <p>One thread; allocates nothing but the decisions.
 */
public final class StreamClassifier implements EventHandler {
    private static final ConfidencePolicy CONFIDENCE = new ConfidencePolicy(1f);

    private static final int WARM_UP_STRIDE = 11;

    private final Session session;
    private final Shape shape;
    private final StreamBins bins;
    private final EventClock clock;
    private final ExitPolicy policy;
    private final Consumer<StreamDecision> sink;
    private final Histogram latencyNanos = new Histogram(3);
    private final SpikeList spikes;
    private final float[] counts;
    private long recording = -1; // none yet
    private long offset; // what the restarts of the clock add to the number that a time tells
    private int bin;
    private long binBegins; // the bin at hand by the clock; empty where none is
    private long binEnds;
    private boolean isDecided;
    private long usedEvents;
    private long lateEvents;
    private long unusedEvents;

    /** A classifier on the clock of a live stream, {@link EventClock#ofMicros()}. */
    public StreamClassifier(Network network, StreamBins bins, ExitPolicy policy, Consumer<StreamDecision> sink) {
        this(network, bins, EventClock.ofMicros(), policy, sink);
    }

    /**
     * A classifier at the beginning of a stream.
     *
     * @param network of two input channels, OFF and ON
     * @param bins how the stream is cut
     * @param clock of microseconds; this classifier's alone
     * @param policy when to stop; null uses all steps
     * @param sink receives the answers in order of time
     */
    public StreamClassifier(
            Network network, StreamBins bins, EventClock clock, ExitPolicy policy, Consumer<StreamDecision> sink) {
        shape = network.input();
        if (shape.channels() != 2 || Math.max(shape.height(), shape.width()) > PackedEvent.MAX_COORDINATE + 1) {
            throw new IllegalArgumentException("network: expected an input of 2 channels and at most "
                    + (PackedEvent.MAX_COORDINATE + 1) + " rows and columns, found " + shape);
        }
        this.session = network.newSession();
        this.bins = bins;
        this.clock = clock;
        this.policy = policy;
        this.sink = sink;
        spikes = new SpikeList(shape.size());
        counts = new float[shape.size()];
    }

    /**
     * Runs the network on made-up events until the compiler has done its work: without it the first answers of a stream
     * that does not wait come late. Changes no answer.
     *
     * @param nanos how long
     */
    public void warmUp(long nanos) {
        final long end = System.nanoTime() + nanos;
        for (int run = 0; System.nanoTime() < end; run++) {
            session.reset(0);
            for (int t = 0; t < bins.steps(); t++) {
                for (int i = run % WARM_UP_STRIDE; i < counts.length; i += WARM_UP_STRIDE) {
                    counts[i] = 1;
                }
                spikes.compact(counts, counts.length);
                Arrays.fill(counts, 0f);
                session.step(spikes);
                CONFIDENCE.score(session.answer());
            }
        }
        session.reset(0);
    }

    @Override
    public void onEvents(long[] events, int count, long dueNanos) {
        for (int i = 0; i < count; i++) {
            onEvent(events[i], dueNanos);
        }
    }

    private void onEvent(long event, long dueNanos) {
        final EventClock.Verdict verdict = clock.judge(PackedEvent.micros(event), event);
        if (verdict == EventClock.Verdict.TAKEN) {
            take(event, dueNanos);
        } else if (verdict == EventClock.Verdict.RESTARTED) {
            restart(event, dueNanos);
        }
    }

    private void restart(long event, long dueNanos) {
        final long first = clock.hasHeld() ? clock.held() : event;
        finish(dueNanos);
        offset = recording + 1 - bins.recording(PackedEvent.micros(first));
        begin(recording + 1);
        if (clock.hasHeld()) {
            take(first, dueNanos);
        }
        take(event, dueNanos);
    }

    private void take(long event, long dueNanos) {
        final long micros = PackedEvent.micros(event);
        if (micros >= binBegins && micros < binEnds) { // what the rest would find out with divisions
            counts[pixel(event, micros)]++;
            usedEvents++;
            return;
        }
        final long itsRecording = offset + bins.recording(micros);
        while (recording < itsRecording) {
            finish(dueNanos);
            begin(recording + 1);
        }
        if (recording > itsRecording) {
            lateEvents++;
            return;
        }
        final long itsBin = bins.bin(micros);
        while (itsBin > bin && !isDecided) {
            step(dueNanos);
        }
        if (isDecided) {
            unusedEvents++;
            return;
        }
        counts[pixel(event, micros)]++;
        if (itsBin < bin) {
            lateEvents++;
        } else {
            usedEvents++;
        }
    }

    private int pixel(long event, long micros) {
        final int y = PackedEvent.y(event);
        final int x = PackedEvent.x(event);
        if (y >= shape.height() || x >= shape.width()) {
            throw new IllegalStateException("event at " + micros + " µs: expected x below " + shape.width()
                    + " and y below " + shape.height() + ", found x=" + x + " y=" + y);
        }
        return shape.index(PackedEvent.channel(event), y, x);
    }

    private void begin(long number) {
        recording = number;
        bin = 0;
        isDecided = false;
        Arrays.fill(counts, 0f);
        session.reset(number);
        bound();
    }

    private void bound() {
        binBegins = bins.end(recording - offset, bin);
        binEnds = isDecided ? binBegins : binBegins + bins.binMicros();
    }

    private void step(long dueNanos) {
        spikes.compact(counts, counts.length);
        Arrays.fill(counts, 0f);
        session.step(spikes);
        bin++;
        if (bin == bins.steps() || policy != null && policy.isDecided(session.answer())) {
            decide(dueNanos);
        }
        bound();
    }

    private void decide(long dueNanos) {
        isDecided = true;
        sink.accept(new StreamDecision(
                recording,
                session.decision(),
                CONFIDENCE.score(session.answer()),
                bin,
                bins.end(recording - offset, bin)));
        latencyNanos.recordValue(Math.max(0, System.nanoTime() - dueNanos));
    }

    private void finish(long dueNanos) {
        while (recording >= 0 && !isDecided) {
            step(dueNanos);
        }
    }

    /**
     * The end of the stream: an open recording is decided with all its steps, the bins still to come being empty.
     *
     * @param dueNanos when the stream ended, as of {@link System#nanoTime()}
     */
    public void end(long dueNanos) {
        end(0, dueNanos);
    }

    /**
     * The end of a stream of which it is known how many recordings it had: the last may have been without events.
     *
     * @param recordings how many at least
     * @param dueNanos when the stream ended, as of {@link System#nanoTime()}
     */
    public void end(long recordings, long dueNanos) {
        finish(dueNanos);
        while (recording + 1 < recordings) {
            begin(recording + 1);
            finish(dueNanos);
        }
    }

    /** Latency of the answers so far, in nanoseconds. */
    public Histogram latencyNanos() {
        return latencyNanos;
    }

    /** Events that were taken into the bin in which they belong. */
    public long usedEvents() {
        return usedEvents;
    }

    /** Events that came behind the bin in which they belong. */
    public long lateEvents() {
        return lateEvents;
    }

    /** Events of recordings that were decided, and those whose time was not believed. */
    public long unusedEvents() {
        return unusedEvents + clock.lostEvents();
    }
}
