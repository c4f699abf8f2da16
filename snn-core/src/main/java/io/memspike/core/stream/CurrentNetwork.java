package io.memspike.core.stream;

import java.util.Arrays;
import java.util.List;

/**
 * Layers of {@link CurrentLif} neurons in continuous time, fully connected without delay. A neuron is touched when an
 * event reaches it; its next crossing is then solved for and waits in a queue. What happens at one time happens in the
 * order (layer, neuron), input events first.
 *
 * <p>Times are the program's own, and one that goes back is refused; or else they come from a live stream, and an {@link
 * EventClock} says which to believe. Then a late event counts as happening now, one that does not fit the clock is lost, and
 * where the clock restarts, so does the network, at rest under its drives: every event is one of {@link #usedEvents()},
 * {@link #lateEvents()} and {@link #lostEvents()}.
 *
 * <p>One thread; allocates nothing. Any unit of time, the same throughout.
 */
public final class CurrentNetwork {
    private final CurrentLif[] neurons; // of each layer
    private final int[] begins; // first neuron of each layer, and the end
    private final float[][] weights; // of each layer: [in, neurons]
    private final double[] potential;
    private final double[] current;
    private final double[] drive;
    private final double[] touched; // when the state was last brought up to date
    private final CrossingQueue queue;
    private final EventClock clock; // null where the program's times are its own
    private final SpikeSink sink;
    private double now;
    private long usedEvents;
    private long lateEvents;

    /** Receives the spikes in order of (time, layer, neuron). */
    @FunctionalInterface
    public interface SpikeSink {
        /** A neuron fires. */
        void onSpike(double time, int layer, int neuron);
    }

    /**
     * A layer and the weights into it.
     *
     * @param neuron what its neurons are
     * @param inputs number of inputs
     * @param size number of neurons
     * @param weights [inputs, size], row-major. Not modified.
     */
    public record Layer(CurrentLif neuron, int inputs, int size, float[] weights) {
        /** Checks its arguments. */
        public Layer {
            if (inputs < 1 || size < 1 || weights.length != (long) inputs * size) {
                throw new IllegalArgumentException("layer: expected inputs × size = " + (long) inputs * size
                        + " weights, found " + weights.length);
            }
        }
    }

    /** A network at rest at time 0, for times that never go back. */
    public CurrentNetwork(List<Layer> layers, SpikeSink sink) {
        this(layers, null, sink);
    }

    /**
     * A network at rest at time 0.
     *
     * @param layers each with as many inputs as the one before has neurons
     * @param clock of the network's unit of time, this network's alone; null refuses times that go back
     * @param sink receives every spike
     */
    public CurrentNetwork(List<Layer> layers, EventClock clock, SpikeSink sink) {
        neurons = new CurrentLif[layers.size()];
        weights = new float[layers.size()][];
        begins = new int[layers.size() + 1];
        for (int i = 0; i < neurons.length; i++) {
            final Layer layer = layers.get(i);
            if (i > 0 && layer.inputs() != layers.get(i - 1).size()) {
                throw new IllegalArgumentException(
                        "layer " + i + ": expected " + layers.get(i - 1).size() + " inputs, found " + layer.inputs());
            }
            neurons[i] = layer.neuron();
            weights[i] = layer.weights().clone();
            begins[i + 1] = begins[i] + layer.size();
        }
        final int all = begins[neurons.length];
        potential = new double[all];
        current = new double[all];
        drive = new double[all];
        touched = new double[all];
        queue = new CrossingQueue(all);
        this.clock = clock;
        this.sink = sink;
    }

    /** An input event: neuron j of layer 0 gets weight [source, j]. Crossings before it come first. */
    public void onEvent(double time, int source) {
        requireFinite(time);
        if (clock == null) {
            take(time, source);
            return;
        }
        final EventClock.Verdict verdict = clock.judge(time, source);
        if (verdict == EventClock.Verdict.TAKEN) {
            takeNowIfLate(time, source);
        } else if (verdict == EventClock.Verdict.RESTARTED) {
            rest(clock.hasHeld() ? clock.heldTime() : time);
            if (clock.hasHeld()) {
                take(clock.heldTime(), (int) clock.held());
            }
            takeNowIfLate(time, source);
        }
    }

    private void takeNowIfLate(double time, int source) {
        if (time >= now) {
            take(time, source);
            return;
        }
        lateEvents++;
        deliver(now, 0, source);
    }

    private void take(double time, int source) {
        advance(time, false);
        usedEvents++;
        deliver(time, 0, source);
    }

    /** All neurons at rest, under their drives. */
    private void rest(double time) {
        now = time;
        for (int layer = 0; layer < neurons.length; layer++) {
            for (int n = begins[layer]; n < begins[layer + 1]; n++) {
                potential[n] = 0;
                current[n] = 0;
                touched[n] = time;
                predict(layer, n);
            }
        }
    }

    /** Sets the constant drive of a neuron from a time on. */
    public void drive(double time, int layer, int neuron, double value) {
        advance(time, false);
        final int n = begins[layer] + neuron;
        touch(layer, n, time);
        drive[n] = value;
        predict(layer, n);
    }

    /** Lets everything happen that happens up to and at {@code time}. */
    public void advanceTo(double time) {
        advance(time, true);
    }

    private static void requireFinite(double time) {
        if (!(Math.abs(time) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("time: expected a finite number, found " + time);
        }
    }

    private void advance(double time, boolean inclusive) {
        requireFinite(time);
        if (!(time >= now)) {
            throw new IllegalArgumentException("time: expected at least " + now + ", found " + time);
        }
        while (queue.firstTime() < time || inclusive && queue.firstTime() == time && !queue.isEmpty()) {
            fire();
        }
        now = time;
    }

    private void fire() {
        final int n = queue.first();
        now = queue.firstTime();
        final int layer = layerOf(n);
        final CurrentLif neuron = neurons[layer];
        current[n] = neuron.current(current[n], now - touched[n]);
        potential[n] = neuron.reset() == Reset.ZERO ? 0 : potentialAt(layer, n, now) - neuron.threshold();
        touched[n] = now;
        predict(layer, n);
        sink.onSpike(now, layer, n - begins[layer]);
        if (layer + 1 < neurons.length) {
            deliver(now, layer + 1, n - begins[layer]);
        }
    }

    private void deliver(double time, int layer, int source) {
        final int begin = begins[layer];
        final int size = begins[layer + 1] - begin;
        final float[] from = weights[layer];
        for (int j = 0; j < size; j++) {
            final float weight = from[source * size + j];
            if (weight != 0) {
                touch(layer, begin + j, time);
                current[begin + j] += weight;
                predict(layer, begin + j);
            }
        }
    }

    private void touch(int layer, int n, double time) {
        final double v = potentialAt(layer, n, time);
        current[n] = neurons[layer].current(current[n], time - touched[n]);
        potential[n] = v;
        touched[n] = time;
    }

    private double potentialAt(int layer, int n, double time) {
        final double delta = time - touched[n];
        return delta == 0 ? potential[n] : neurons[layer].potential(potential[n], current[n], drive[n], delta);
    }

    private void predict(int layer, int n) {
        queue.set(n, touched[n] + neurons[layer].crossing(potential[n], current[n], drive[n]));
    }

    private int layerOf(int n) {
        final int at = Arrays.binarySearch(begins, n);
        return at >= 0 ? at : -at - 2;
    }

    /** Events that came in order. */
    public long usedEvents() {
        return usedEvents;
    }

    /** Events older than what has happened already, taken as happening now. */
    public long lateEvents() {
        return lateEvents;
    }

    /** Events lost because their time did not fit the clock. */
    public long lostEvents() {
        return clock == null ? 0 : clock.lostEvents();
    }

    /** Membrane potential of a neuron at a time to which the network has advanced, and up to its next spike. */
    public double potential(int layer, int neuron, double time) {
        return potentialAt(layer, begins[layer] + neuron, time);
    }
}
