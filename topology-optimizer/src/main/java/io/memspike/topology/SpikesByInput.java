package io.memspike.topology;

import io.memspike.core.SpikeList;
import java.util.Arrays;

/** The spikes of one sample, sorted by input: for each input the steps at which it was active, ascending. Reused. */
final class SpikesByInput {
    private final int[] starts; // of each input's spikes; the last is where the last input's end
    private int[] steps = {};
    private float[] values = {};

    SpikesByInput(int inputs) {
        starts = new int[inputs + 2];
    }

    /** Counting sort; {@code lists} holds one list for each step and is not modified. */
    void sort(SpikeList[] lists) {
        Arrays.fill(starts, 0);
        int size = 0;
        for (final SpikeList list : lists) {
            final int[] indices = list.indices();
            for (int e = 0; e < list.size(); e++) {
                starts[indices[e] + 2]++;
            }
            size += list.size();
        }
        for (int i = 2; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        if (steps.length < size) {
            steps = new int[size + size / 2];
            values = new float[steps.length];
        }
        for (int t = 0; t < lists.length; t++) {
            final int[] indices = lists[t].indices();
            final float[] given = lists[t].values();
            for (int e = 0; e < lists[t].size(); e++) {
                final int slot = starts[indices[e] + 1]++;
                steps[slot] = t;
                values[slot] = given[e];
            }
        }
    }

    /** The spikes of a few inputs in all samples of a batch, by input, then sample, then step. Reused. */
    static final class Block {
        private final int[] starts;
        private final int[] cursors;
        private final int[] reads; // sample · steps + step
        private final float[] values;

        /** Room for {@code inputs} that are active in at most {@code reads} steps of the batch each. */
        Block(int inputs, int reads) {
            starts = new int[inputs + 1];
            cursors = new int[inputs];
            this.reads = new int[inputs * reads];
            values = new float[inputs * reads];
        }

        /** Becomes the spikes of inputs [from, to). */
        void collect(SpikesByInput[] samples, int steps, int from, int to) {
            Arrays.fill(starts, 0);
            for (final SpikesByInput sample : samples) {
                for (int i = from; i < to; i++) {
                    starts[i - from + 1] += sample.starts[i + 1] - sample.starts[i];
                }
            }
            for (int i = 1; i < starts.length; i++) {
                starts[i] += starts[i - 1];
            }
            System.arraycopy(starts, 0, cursors, 0, cursors.length);
            for (int s = 0; s < samples.length; s++) {
                final SpikesByInput sample = samples[s];
                for (int i = from; i < to; i++) {
                    int slot = cursors[i - from];
                    for (int e = sample.starts[i]; e < sample.starts[i + 1]; e++) {
                        reads[slot] = s * steps + sample.steps[e];
                        values[slot++] = sample.values[e];
                    }
                    cursors[i - from] = slot;
                }
            }
        }

        int start(int input) {
            return starts[input];
        }

        int[] reads() {
            return reads;
        }

        float[] values() {
            return values;
        }
    }
}
