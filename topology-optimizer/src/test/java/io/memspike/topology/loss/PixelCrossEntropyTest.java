package io.memspike.topology.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.Target;
import io.memspike.core.graph.Graph;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelCrossEntropyTest {
    private static final Graph GRAPH = Graph.chain(new Shape(1, 1, 2), List.of(new Conv2d(2, 1, 1, 0, 1f)));

    private final Trace trace = Trace.ofValues(new Shape(2, 1, 2), 1);
    private final LossTerm.Worker worker =
            new PixelCrossEntropy(GRAPH.output()).open(GRAPH, 1).open();

    PixelCrossEntropyTest() {
        trace.wantGradients();
        trace.values(0)[1] = (float) Math.log(3); // pixel 0: 0 and ln 3, pixel 1: 0 and 0
    }

    private static Target target(float... classes) {
        final Target target = new Target();
        System.arraycopy(classes, 0, target.values(classes.length), 0, classes.length);
        return target;
    }

    @Test
    void shouldAverageOverPixels() {
        final double loss = worker.evaluate(0, trace, target(1, 0));

        assertEquals((Math.log(4.0 / 3) + Math.log(2)) / 2, loss, 1e-7); // shares are ¼, ¾ and ½, ½
        assertArrayEquals(new float[] {0.125f, -0.125f, -0.25f, 0.25f}, Arrays.copyOf(trace.gradient(0), 4), 1e-7f);
    }

    @Test
    void shouldPassOverPixelsThatDoNotCount() {
        assertEquals(Math.log(4.0 / 3), worker.evaluate(0, trace, target(1, Target.NOT_COUNTED)), 1e-7);
        assertArrayEquals(new float[] {0.25f, -0.25f, 0f, 0f}, Arrays.copyOf(trace.gradient(0), 4), 1e-7f);
        assertEquals(0, worker.evaluate(0, trace, target(Target.NOT_COUNTED, Target.NOT_COUNTED)));
        assertArrayEquals(new float[] {0.25f, -0.25f, 0f, 0f}, Arrays.copyOf(trace.gradient(0), 4), 1e-7f);
    }

    @Test
    void shouldRefuseWhatIsNoClass() {
        assertEquals(
                "target: expected a class below 2 at position 1, found 2.0",
                assertThrows(IllegalArgumentException.class, () -> worker.evaluate(0, trace, target(1, 2)))
                        .getMessage());
        assertEquals(
                "target: expected 2 values, as the node has, found 3",
                assertThrows(IllegalArgumentException.class, () -> worker.evaluate(0, trace, target(1, 0, 0)))
                        .getMessage());
    }
}
