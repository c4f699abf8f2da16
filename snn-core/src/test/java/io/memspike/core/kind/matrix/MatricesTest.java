package io.memspike.core.kind.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memspike.core.Shape;
import io.memspike.core.kind.Running;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatricesTest {
    @Test
    void shouldConvolveAlongOneAxis() {
        // taps 1 and 10 two apart, every 2, one zero at each end: positions −1, 1 and 3
        final Conv1d conv = new Conv1d(1, 2, 2, 1, 2, 1, 1f, true);
        final Shape shape = new Shape(2, 1, 5);
        final Map<String, float[]> tensors =
                Map.of("weight", new float[] {1f, 10f, 100f, 1000f}, "bias", new float[] {0.5f});

        assertEquals(new Shape(1, 1, 3), conv.output(shape));
        // channels 1 2 3 4 5 and 0 0 1 0 0
        assertArrayEquals(
                new float[] {20.5f, 42.5f, 4.5f},
                Running.of(conv, shape, tensors)
                        .step(1f, 0f, 2f, 0f, 3f, 1f, 4f, 0f, 5f, 0f)
                        .out());
    }

    @Test
    void shouldRefuseAnInputOfSeveralRows() {
        assertEquals(
                "conv1d: expected an input of one row, channels×1×length, found 1×2×5",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Conv1d(1, 2, 1, 0, 1, 1, 1f, false).output(new Shape(1, 2, 5)))
                        .getMessage());
    }

    @Test
    void shouldBringEachConnectionItsOwnStepsLater() {
        final Sparse sparse = new Sparse(
                2, new Connections(new int[] {0, 0, 1, 0}, new int[] {0, 1, 1, 0}, new int[] {0, 2, 1, 3}), 2f, true);
        final Running synapses = Running.of(
                sparse,
                Shape.vector(2),
                // effective: what the substrate is given
                Map.of("weight", new float[] {1f, 10f, 100f, 1000f}, "bias", new float[] {0.25f, 0f}));

        assertArrayEquals(new float[] {1.25f, 0f}, synapses.step(1f, 2f).out());
        assertArrayEquals(new float[] {0.25f, 200f}, synapses.step(0f, 0f).out());
        assertArrayEquals(new float[] {3.25f, 10f}, synapses.step(3f, 0f).out());
        assertArrayEquals(new float[] {1000.25f, 0f}, synapses.step(0f, 0f).out());
        assertArrayEquals(new float[] {0.25f, 30f}, synapses.step(0f, 0f).out());
        assertEquals(1, synapses.session().synapticOperations());
        synapses.session().reset(0);
        assertArrayEquals(new float[] {0.25f, 0f}, synapses.step(0f, 0f).out());
    }

    @Test
    void shouldCountElementsOfAMapInTheOrderOfFiles() {
        // channel 1 at position 0 is element 2 in files, element 1 in memory
        final Running synapses = Running.of(
                new Sparse(1, new Connections(new int[] {2}, new int[] {0}, new int[] {1})),
                new Shape(2, 1, 2),
                Map.of("weight", new float[] {1f}));

        synapses.step(1f, 7f, 2f, 3f);
        assertArrayEquals(new float[] {7f}, synapses.step(0f, 0f, 0f, 0f).out());
    }

    @Test
    void shouldRefuseConnectionsThatAreNone() {
        assertEquals(
                "connection 1: expected no other from 0 to 0 after as many steps, found one",
                refusal(() -> new Connections(new int[] {0, 0}, new int[] {0, 0}, new int[] {1, 1})));
        assertEquals(
                "connections: expected lists of the same length, found from=2 to=1 delay=0",
                refusal(() -> new Connections(new int[] {0, 0}, new int[] {0})));
        assertEquals(
                "sparse: connection 0: expected it to lead to one of 1 outputs, found 1",
                refusal(() -> new Sparse(1, new Connections(new int[] {0}, new int[] {1}))));
        assertEquals(
                "sparse: connection 0: expected it to come from an input of 3×1×1, found 3",
                refusal(() -> new Sparse(1, new Connections(new int[] {3}, new int[] {0})).output(Shape.vector(3))));
    }

    private static String refusal(Runnable refused) {
        return assertThrows(IllegalArgumentException.class, refused::run).getMessage();
    }
}
