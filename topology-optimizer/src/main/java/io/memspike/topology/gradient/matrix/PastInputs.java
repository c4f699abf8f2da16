package io.memspike.topology.gradient.matrix;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;

/**
 * What a matrix with delays meets ({@link MatrixKind#seen}), step by step, and the way back: ∂L/∂input of a step comes from
 * this step and those after it, so it is whole when the way back has passed it.
 */
final class PastInputs {
    private final Trace entering;
    private final int size;
    private final int longest;
    private final SpikeList[] seen; // [step]
    private final float[] ofSeen; // ∂L/∂(what the weights meet) at the step at hand
    private final float[][] earlier; // ∂L/∂input of the step at hand and those before, a ring by step

    PastInputs(Trace entering, int longest) {
        this.entering = entering;
        this.size = entering.shape().size();
        this.longest = longest;
        this.seen = new SpikeList[entering.steps()];
        Arrays.setAll(seen, t -> new SpikeList(size * (longest + 1)));
        this.ofSeen = new float[size * (longest + 1) + Synapses.PADDING];
        this.earlier = new float[longest + 1][size];
    }

    void begin() {
        for (final float[] step : earlier) {
            Arrays.fill(step, 0f);
        }
    }

    /** Puts together what the weights meet at a step, the latest first. */
    SpikeList gather(int t) {
        seen[t].clear();
        for (int delay = 0; delay <= Math.min(longest, t); delay++) {
            seen[t].append(entering.active(t - delay), delay * size);
        }
        return seen[t];
    }

    /** Zeros for ∂L/∂(what they met). */
    float[] gradient() {
        Arrays.fill(ofSeen, 0f);
        return ofSeen;
    }

    /** Shares that out to the steps of which it was, and overwrites {@code into} by ∂L/∂input of this one. */
    void back(int t, float[] into) {
        for (int delay = 0; delay <= Math.min(longest, t); delay++) {
            final float[] then = earlier[(t - delay) % earlier.length];
            for (int i = 0; i < size; i++) {
                then[i] += ofSeen[delay * size + i];
            }
        }
        final float[] now = earlier[t % earlier.length];
        System.arraycopy(now, 0, into, 0, size);
        Arrays.fill(now, 0f);
    }
}
