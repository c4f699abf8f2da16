package io.memspike.topology.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final Shape SHAPE = Shape.vector(3);
    private static final int STEPS = 2;

    /** Counts how often it is asked for a gradient, which says of which sample and step it is. */
    private static final class Counting implements Barrier {
        private final float[][] currents = new float[STEPS][SHAPE.size() + Synapses.PADDING];
        private int asked;

        @Override
        public int storedSteps() {
            return STEPS;
        }

        @Override
        public void beginBatch(int samples) {}

        @Override
        public float[][] currents(int sample) {
            return currents;
        }

        @Override
        public float[][] deltas(int sample) {
            return currents;
        }

        @Override
        public Observer observer() {
            return (shard, sample) -> {};
        }

        @Override
        public void finishForward(int samples) {}

        @Override
        public float[] backward(int sample, int t, float[] room) {
            room[0] = 10 * sample + t;
            asked++;
            return room;
        }

        @Override
        public Application apply(Trace entering) {
            throw new AssertionError("nobody asks");
        }
    }

    @Test
    void shouldHaveOneGradientFromWhereStepsAreAlike() {
        final Trace trace = Trace.ofValues(SHAPE, 4, 1);
        trace.wantGradients();
        final float[] last = trace.gradient(3);

        trace.alikeFrom(1);

        assertSame(trace.gradient(1), trace.gradient(3));
        assertSame(trace.gradients()[0], trace.gradient(0));
        assertNotSame(last, trace.gradient(3));
    }

    @Test
    void shouldAskWhatLiesBehindOnceAStep() {
        final Counting behind = new Counting();
        final Trace trace = Trace.ofValues(SHAPE, STEPS);
        trace.leaveTo(behind);
        for (int sample = 0; sample < 2; sample++) {
            trace.begin(sample);
            for (int t = STEPS - 1; t >= 0; t--) {
                for (int i = 0; i < SHAPE.size(); i++) {
                    assertEquals(10 * sample + t, trace.gradient(t)[0]);
                }
            }
        }

        assertEquals(2 * STEPS, behind.asked);
        assertSame(behind.currents(1), trace.values());
    }
}
