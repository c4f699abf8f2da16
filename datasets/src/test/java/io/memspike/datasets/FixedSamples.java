package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;

/** Samples given as counts [sample][step][channel-last index], for tests. */
record FixedSamples(Shape shape, int classes, int[] labels, float[][][] counts) implements Samples {
    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int steps() {
        return counts[0].length;
    }

    @Override
    public int label(int sample) {
        return labels[sample];
    }

    @Override
    public void load(int sample, EventFrames into) {
        for (int t = 0; t < steps(); t++) {
            into.step(t).compact(counts[sample][t], shape.size());
        }
    }
}
