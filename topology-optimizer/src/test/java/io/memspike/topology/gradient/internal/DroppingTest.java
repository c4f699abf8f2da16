package io.memspike.topology.gradient.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.memspike.core.Shape;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DroppingTest {
    private static final Shape SHAPE = new Shape(100, 1, 40);

    private static Trace ones() {
        final Trace trace = Trace.ofValues(SHAPE, 1);
        Arrays.fill(trace.values(0), 1f);
        trace.wantGradients();
        return trace;
    }

    private static float[] left(Trace entering, double rate, int node, long key) {
        final Dropping dropping = new Dropping(entering, entering, rate, node);
        dropping.begin(0, 0, NodeGradient.Draw.of(0, key));
        dropping.forward(0);
        Arrays.fill(dropping.trace().gradient(0), 1f);
        dropping.backward(0);
        return Arrays.copyOf(dropping.trace().values(0), SHAPE.size());
    }

    @Test
    void shouldLeaveOutAShareAndScaleUpTheRest() {
        final float[] left = left(ones(), 0.25, 3, 7);

        int dropped = 0;
        for (final float each : left) {
            assertEquals(each == 0f ? 0f : 4f / 3, each, 1e-6f);
            dropped += each == 0f ? 1 : 0;
        }
        assertEquals(0.25, (double) dropped / left.length, 0.03); // 4.4 standard deviations of 4,000 draws
    }

    @Test
    void shouldPassGradientsWhereNumbersPassed() {
        final Trace entering = ones();
        final float[] left = left(entering, 0.25, 3, 7);

        assertArrayEquals(left, Arrays.copyOf(entering.gradient(0), SHAPE.size()));
    }

    @Test
    void shouldDrawByKeyAndNode() {
        final float[] left = left(ones(), 0.5, 3, 7);

        assertArrayEquals(left, left(ones(), 0.5, 3, 7));
        assertFalse(Arrays.equals(left, left(ones(), 0.5, 4, 7)));
        assertFalse(Arrays.equals(left, left(ones(), 0.5, 3, 8)));
    }

    @Test
    void shouldLeaveAlonePositionsThatAreNotThere() {
        final Trace entering = ones();
        entering.setPositions(0, 2);

        final float[] left = left(entering, 0.5, 0, 1);

        assertArrayEquals(new float[38 * 100], Arrays.copyOfRange(left, 200, 4000));
    }
}
