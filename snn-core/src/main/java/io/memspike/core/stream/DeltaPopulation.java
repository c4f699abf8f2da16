package io.memspike.core.stream;

import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.stream.internal.Scatter;
import java.util.Arrays;

/**
 * A continuous-time population with delta synapses, exact between events and without a clock.
 *
 * <p>It does not hold the membrane potential v but {@code u = v · e^{(t − origin)/τ}}, which no passing of time changes:
 * decay is free, an event at t adds {@code w · e^{(t − origin)/τ}}, and the threshold is scaled alike. Before the exponent
 * grows too large every u is scaled back and the origin moves on; when that happens depends on the times of events and
 * on nothing else.
 *
 * <p>One event may make several neurons fire: {@link #fired} lists them in ascending order. An event that is older than
 * its predecessor counts as arriving together with it, and is counted in {@link #lateEvents()}. Every other time is believed:
 * where that cannot be, as on a live stream, run it in a {@link DeltaNetwork}. One thread; allocates nothing.
 */
public final class DeltaPopulation {
    private final DeltaLif neuron;
    private final EventRows rows;
    private final Scatter scatter;
    private final Growth growth;
    private final float[] scaled; // u: (neurons + padding), channel-last
    private final int[] fired;
    private long originMicros;
    private long nowMicros;
    private float factor = 1;
    private float limit;
    private long lateEvents;

    /** A population at rest at time 0. */
    public DeltaPopulation(DeltaLif neuron, EventRows rows, Kernels kernels) {
        this.neuron = neuron;
        this.rows = rows;
        this.scatter = Scatter.of(kernels);
        this.growth = new Growth(neuron.tauMicros());
        this.scaled = new float[rows.output().size() + Synapses.PADDING];
        this.fired = new int[rows.widest()];
        this.limit = neuron.threshold();
    }

    /** Number of neurons. */
    public int size() {
        return rows.output().size();
    }

    /** The synapses. */
    public EventRows rows() {
        return rows;
    }

    /** All neurons at rest, at time 0. */
    public void reset() {
        Arrays.fill(scaled, 0f);
        originMicros = 0;
        nowMicros = 0;
        factor = 1;
        limit = neuron.threshold();
        lateEvents = 0;
    }

    /**
     * One event.
     *
     * @param micros its time
     * @param source in [0, inputs), channel-last
     * @return number of neurons that fired, see {@link #fired}
     */
    public int onEvent(long micros, int source) {
        if (micros != nowMicros) {
            moveTo(micros);
        }
        return rows.add(scatter, source, factor, scaled, limit, fired);
    }

    /** A neuron that the last event made fire, ascending: {@code i} below the count that {@link #onEvent} returned. */
    public int fired(int i) {
        return fired[i];
    }

    private void moveTo(long micros) {
        if (micros < nowMicros) {
            lateEvents++;
            return;
        }
        nowMicros = micros;
        if (micros - originMicros > growth.spanMicros()) {
            rebase(micros);
        }
        factor = (float) growth.at(micros - originMicros);
        limit = factor * neuron.threshold();
    }

    private void rebase(long micros) {
        final float shrink = (float) StrictMath.exp(-(micros - originMicros) / neuron.tauMicros());
        final float[] u = scaled;
        for (int i = 0; i < u.length; i++) {
            final float x = u[i] * shrink;
            u[i] = Math.abs(x) < Float.MIN_NORMAL ? 0f : x; // denormal numbers would slow every later event
        }
        originMicros = micros;
    }

    /** Membrane potential of a neuron at a time not before the last event. */
    public float potential(int i, long micros) {
        return (float) (scaled[i] * StrictMath.exp(-(micros - originMicros) / neuron.tauMicros()));
    }

    /** Time of the latest event. */
    public long nowMicros() {
        return nowMicros;
    }

    /** Events older than their predecessors. */
    public long lateEvents() {
        return lateEvents;
    }
}
