package io.memspike.interchange.nir.data;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.graph.Kind;
import java.util.Arrays;

/** What one observable of a node did, in several samples. */
public sealed interface NirSignal {
    /** Number of samples. */
    int samples();

    /** Number of neurons. */
    int neurons();

    /**
     * The same in steps: where there are events, 1, or of valued ones the last one's value.
     *
     * @param dt seconds of a step
     * @param place of it in its file, for messages
     * @throws FileFormatException where it does not fit those steps
     */
    Gridded gridded(float dt, String place) throws FileFormatException;

    /**
     * A number for each step and neuron.
     *
     * @param samples number of them
     * @param steps of a sample
     * @param neurons of a step
     * @param dt seconds of a step
     * @param data [samples, steps, neurons]. Not to be modified.
     */
    record Gridded(int samples, int steps, int neurons, double dt, float[] data) implements NirSignal {
        public Gridded {
            Kind.require(
                    (long) samples * steps * neurons == data.length,
                    "gridded data: expected %d × %d × %d numbers, found %d",
                    samples,
                    steps,
                    neurons,
                    data.length);
        }

        /**
         * What is not 0, as events at the begins of their steps; with values where one of them is not 1. There is at least one
         * place for an event, be there any or not.
         */
        public Events events() {
            final int each = steps * neurons;
            int most = 1;
            boolean areSpikes = true;
            for (int s = 0; s < samples; s++) {
                int count = 0;
                for (int i = s * each; i < (s + 1) * each; i++) {
                    count += data[i] != 0 ? 1 : 0;
                    areSpikes &= data[i] == 0 || data[i] == 1;
                }
                most = Math.max(most, count);
            }
            final int[] index = new int[samples * most];
            final double[] time = new double[index.length];
            final float[] value = new float[index.length];
            Arrays.fill(index, -1);
            Arrays.fill(time, Double.POSITIVE_INFINITY);
            for (int s = 0; s < samples; s++) {
                int at = s * most;
                for (int i = 0; i < each; i++) {
                    if (data[s * each + i] != 0) {
                        index[at] = i % neurons;
                        time[at] = i / neurons * dt;
                        value[at++] = data[s * each + i];
                    }
                }
            }
            return new Events(samples, index, time, areSpikes ? null : value, neurons, steps * dt);
        }

        @Override
        public Gridded gridded(float other, String place) throws FileFormatException {
            if (Math.abs(dt - other) > 1e-6 * other) {
                throw new FileFormatException(place, "dt", "steps of " + other + " s, as the run has them", dt + " s");
            }
            return this;
        }
    }

    /**
     * Events in continuous time.
     *
     * @param samples number of them
     * @param index neurons of the events, −1 where there is none, [samples, events]. Not to be modified.
     * @param time seconds, of the same extents. Not to be modified.
     * @param value of the same extents; null where events have none. Not to be modified.
     * @param neurons number of neurons
     * @param duration seconds of a sample
     */
    record Events(int samples, int[] index, double[] time, float[] value, int neurons, double duration)
            implements NirSignal {
        private static final double NEARLY = 1e-6; // of a step, that times are rounded by
        private static final int MOST_EMPTY = 1 << 28; // numbers, however few events there are
        private static final int MOST_FOR_AN_EVENT = 1 << 14;

        @Override
        public Gridded gridded(float step, String place) throws FileFormatException {
            final double dt = Double.parseDouble(Float.toString(step)); // 0.001, and not what is next to it
            final double steps = Math.floor(duration / dt + NEARLY);
            final double numbers = samples * steps * neurons;
            if (!(steps >= 1) || numbers > Integer.MAX_VALUE - 8) {
                throw new FileFormatException(
                        place,
                        "t_max",
                        "at least one step of " + dt + " s, and fewer than 2^31 numbers",
                        duration + " s");
            }
            final long most = Math.max(MOST_EMPTY, (long) MOST_FOR_AN_EVENT * index.length);
            if (numbers > most) {
                throw new FileFormatException(
                        place,
                        "t_max",
                        "at most " + most + " numbers of " + index.length + " events",
                        (long) numbers + " in " + duration + " s");
            }
            final float[] data = new float[samples * (int) steps * neurons];
            final int each = index.length / Math.max(samples, 1);
            for (int e = 0; e < index.length; e++) {
                if (index[e] < 0) {
                    continue;
                }
                final double at = Math.floor(time[e] / dt + NEARLY);
                if (index[e] >= neurons || !(at >= 0 && at < steps)) {
                    throw new FileFormatException(
                            place,
                            "event " + e,
                            "one of " + neurons + " neurons, in " + (int) steps + " steps",
                            "neuron " + index[e] + " at " + time[e] + " s");
                }
                data[(e / each * (int) steps + (int) at) * neurons + index[e]] = value == null ? 1f : value[e];
            }
            return new Gridded(samples, (int) steps, neurons, dt, data);
        }
    }
}
