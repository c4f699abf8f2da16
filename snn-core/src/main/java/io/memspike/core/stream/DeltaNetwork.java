package io.memspike.core.stream;

import io.memspike.core.ExitPolicy;
import java.util.Arrays;
import java.util.List;

/**
 * Delta populations in a row, without delay, and what reads them out. One event runs through all layers at once: first
 * every spike that it causes in layer 0, in ascending order of neurons, then what those cause in layer 1, and so on.
 *
 * <p>An {@link EventClock} says which time stamps to believe. A late event counts as happening now, when the latest before it
 * did; one that does not fit the clock is lost; where the clock restarts, so does the network, at rest. So every event is
 * one of {@link #usedEvents()}, {@link #lateEvents()} and {@link #lostEvents()}.
 *
 * <p>The read-out follows the last layer: each of its neurons counts its spikes, and the mean count a second since {@link
 * #reset} or a restart is what an {@link ExitPolicy} looks at, after any event. One thread; allocates nothing once its lists have grown.
 */
public final class DeltaNetwork {
    private static final double MICROS_PER_SECOND = 1e6;

    private final List<DeltaPopulation> layers;
    private final EventClock clock;
    private final SpikeSink sink;
    private final float[] counts;
    private final float[] rates;
    private int[] spikes = new int[64];
    private int[] next = new int[64];
    private long startMicros = -1;
    private long usedEvents;
    private long lateEvents;

    /** Receives the spikes of a network in order of (time, layer, neuron). */
    @FunctionalInterface
    public interface SpikeSink {
        /** A neuron fires. */
        void onSpike(long micros, int layer, int neuron);
    }

    /**
     * A network on the clock of a live stream, {@link EventClock#ofMicros()}.
     *
     * @param layers each with as many inputs as the one before has neurons
     * @param sink receives every spike
     */
    public DeltaNetwork(List<DeltaPopulation> layers, SpikeSink sink) {
        this(layers, EventClock.ofMicros(), sink);
    }

    /**
     * A network.
     *
     * @param layers each with as many inputs as the one before has neurons
     * @param clock of microseconds; this network's alone
     * @param sink receives every spike
     */
    public DeltaNetwork(List<DeltaPopulation> layers, EventClock clock, SpikeSink sink) {
        for (int i = 1; i < layers.size(); i++) {
            final int inputs = layers.get(i).rows().input().size();
            if (inputs != layers.get(i - 1).size()) {
                throw new IllegalArgumentException(
                        "layer " + i + ": expected " + layers.get(i - 1).size() + " inputs, found " + inputs);
            }
        }
        this.layers = List.copyOf(layers);
        this.clock = clock;
        this.sink = sink;
        counts = new float[layers.get(layers.size() - 1).size()];
        rates = new float[counts.length];
    }

    /** Everything at rest and nothing counted; the read-out starts anew with the next event. */
    public void reset() {
        rest();
        clock.reset();
        usedEvents = 0;
        lateEvents = 0;
    }

    private void rest() {
        layers.forEach(DeltaPopulation::reset);
        Arrays.fill(counts, 0f);
        startMicros = -1;
    }

    /** One event into layer 0, if its time can be believed. */
    public void onEvent(long micros, int source) {
        final EventClock.Verdict verdict = clock.judge(micros, source);
        if (verdict == EventClock.Verdict.TAKEN) {
            take(micros, source);
        } else if (verdict == EventClock.Verdict.RESTARTED) {
            rest();
            if (clock.hasHeld()) {
                take((long) clock.heldTime(), (int) clock.held());
            }
            take(micros, source);
        }
    }

    private void take(long eventMicros, int source) {
        final long latest = layers.get(0).nowMicros();
        final long micros = Math.max(eventMicros, latest);
        if (eventMicros < latest) {
            lateEvents++;
        } else {
            usedEvents++;
        }
        if (startMicros < 0) {
            startMicros = micros;
        }
        spikes[0] = source;
        int count = 1;
        for (int layer = 0; layer < layers.size() && count > 0; layer++) {
            count = layer(layers.get(layer), layer, micros, count);
            final int[] swap = spikes;
            spikes = next;
            next = swap;
        }
        for (int i = 0; i < count; i++) {
            counts[spikes[i]]++;
        }
    }

    private int layer(DeltaPopulation population, int layer, long micros, int count) {
        int sum = 0;
        for (int s = 0; s < count; s++) {
            final int fired = population.onEvent(micros, spikes[s]);
            if (sum + fired > next.length) {
                next = Arrays.copyOf(next, 2 * (sum + fired));
            }
            for (int i = 0; i < fired; i++) {
                next[sum++] = population.fired(i);
            }
        }
        if (count > 1) {
            Arrays.sort(next, 0, sum); // spikes of one time: ascending, whichever came from which
        }
        for (int i = 0; i < sum; i++) {
            sink.onSpike(micros, layer, next[i]);
        }
        return sum;
    }

    /** Events that came in order. */
    public long usedEvents() {
        return usedEvents;
    }

    /** Events older than their predecessors, taken as happening together with them. */
    public long lateEvents() {
        return lateEvents;
    }

    /** Events lost because their time did not fit the clock. */
    public long lostEvents() {
        return clock.lostEvents();
    }

    /** Mean spikes a second of the last layer's neurons since the first event or the last restart: (neurons). Not to be modified. */
    public float[] rates(long micros) {
        final double seconds = Math.max(1, micros - startMicros) / MICROS_PER_SECOND;
        for (int i = 0; i < rates.length; i++) {
            rates[i] = (float) (counts[i] / seconds);
        }
        return rates;
    }

    /** Whether the answer at this time may stand. */
    public boolean isDecided(ExitPolicy policy, long micros) {
        return startMicros >= 0 && policy.isDecided(rates(micros));
    }
}
