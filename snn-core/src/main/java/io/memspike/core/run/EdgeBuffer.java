package io.memspike.core.run;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kernel.Kernels;
import java.util.Arrays;

/**
 * A ring of what left a node in the last steps, for whoever takes it later; zeros until then. It holds one more than the delay,
 * so that what arrived stays readable until the next step.
 */
final class EdgeBuffer {
    private final Signal arriving;
    private final SpikeList[] lists; // one of the two is null
    private final float[][] values;
    private final int delay;
    private int at; // where the step at hand is kept; what is oldest lies behind it
    private Signal leaving; // of the node; known after all nodes are open

    EdgeBuffer(Shape shape, int delay, boolean isDense) {
        this.delay = delay;
        this.arriving = isDense ? Signal.ofValues(shape) : Signal.ofActive(shape);
        this.lists = isDense ? null : new SpikeList[delay + 1];
        this.values = isDense ? new float[delay + 1][shape.size()] : null;
        for (int i = 0; i <= delay && !isDense; i++) {
            lists[i] = new SpikeList(shape.size());
        }
    }

    void bind(Signal signal) {
        leaving = signal;
    }

    Signal arriving() {
        return arriving;
    }

    void reset() {
        at = 0;
        for (int i = 0; i <= delay; i++) {
            if (lists == null) {
                Arrays.fill(values[i], 0f);
            } else {
                lists[i].clear();
            }
        }
    }

    /** Before the nodes of a step. */
    void arrive() {
        final int oldest = at == delay ? 0 : at + 1;
        if (lists == null) {
            System.arraycopy(values[oldest], 0, arriving.values(), 0, values[oldest].length);
        } else {
            arriving.point(lists[oldest]);
        }
    }

    /** After the nodes of a step. */
    void leave(Kernels kernels) {
        if (lists == null) {
            if (leaving.isDense()) {
                Conversion.apply(leaving, values[at]);
            } else {
                leaving.active().spread(values[at]);
            }
        } else if (leaving.isDense()) {
            lists[at].compact(leaving.values(), leaving.shape().size(), kernels);
        } else {
            lists[at].copyFrom(leaving.active());
        }
        at = at == delay ? 0 : at + 1;
    }
}
