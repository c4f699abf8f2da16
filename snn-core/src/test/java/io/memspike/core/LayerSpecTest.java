package io.memspike.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LayerSpecTest {
    private static void assertRefused(String expected, Executable construction) {
        final String message =
                assertThrows(IllegalArgumentException.class, construction).getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void shouldShrinkByTheKernelAndGrowByThePadding() {
        // 34 + 2·1 − 5 + 1 = 32
        assertEquals(new Shape(12, 32, 32), new LayerSpec.Conv2d(2, 12, 5, 1, 1, 1f).output(new Shape(2, 34, 34)));
        // (7 + 2·1 − 3)/2 + 1 = 4, (6 + 2 − 3)/2 + 1 = 3
        assertEquals(new Shape(4, 4, 3), new LayerSpec.Conv2d(1, 4, 3, 2, 1, 1f).output(new Shape(1, 7, 6)));
        assertEquals(new Shape(3, 2, 3), new LayerSpec.AvgPool2d(2).output(new Shape(3, 5, 6)));
        assertEquals(Shape.vector(10), new LayerSpec.Linear(24, 10, 1f).output(new Shape(4, 3, 2)));
    }

    @Test
    void shouldKnowItsWeights() {
        final LayerSpec.Conv2d conv = new LayerSpec.Conv2d(2, 12, 5, 1, 1, 1f);
        assertArrayEquals(new long[] {12, 2, 5, 5}, conv.weightShape());
        assertEquals(50, conv.fanIn());
        assertEquals(600, conv.weights());
        assertArrayEquals(new long[] {10, 24}, new LayerSpec.Linear(24, 10, 1f).weightShape());
    }

    @Test
    void shouldRefuseConvolutionsThatCannotBe() {
        assertRefused("in=0 out=1", () -> new LayerSpec.Conv2d(0, 1, 3, 1, 0, 1f));
        assertRefused("in=1 out=0", () -> new LayerSpec.Conv2d(1, 0, 3, 1, 0, 1f));
        assertRefused("kernel=0", () -> new LayerSpec.Conv2d(1, 1, 0, 1, 0, 1f));
        assertRefused("stride=0", () -> new LayerSpec.Conv2d(1, 1, 3, 0, 0, 1f));
        assertRefused("padding=-1", () -> new LayerSpec.Conv2d(1, 1, 3, 1, -1, 1f));
        assertRefused("padding=3", () -> new LayerSpec.Conv2d(1, 1, 3, 1, 3, 1f));
        assertRefused("weightScale", () -> new LayerSpec.Conv2d(1, 1, 3, 1, 0, 0f));
        assertRefused("weightScale", () -> new LayerSpec.Linear(1, 1, Float.NaN));
        assertRefused("in=1 out=0", () -> new LayerSpec.Linear(1, 0, 1f));
    }

    @Test
    void shouldRefuseNeuronsThatCannotBe() {
        assertRefused("retain", () -> new LayerSpec.Lif(1.5f, 0.2f, 0.1f));
        assertRefused("retain", () -> new LayerSpec.Lif(Float.NaN, 0.2f, 0.1f));
        assertRefused("threshold", () -> new LayerSpec.Lif(0.2f, -1f, 0.1f));
        assertRefused("threshold", () -> new LayerSpec.Lif(0.2f, Float.POSITIVE_INFINITY, 0.1f));
        assertRefused("leakySlope", () -> new LayerSpec.Lif(0.2f, 0.2f, -0.1f));
        assertRefused("leakySlope", () -> new LayerSpec.Readout(2f));
        assertRefused("kernel", () -> new LayerSpec.AvgPool2d(0));
    }

    @Test
    void shouldRefuseInputsThatDoNotFit() {
        assertRefused("2 channels", () -> new LayerSpec.Conv2d(2, 1, 3, 1, 0, 1f).output(new Shape(3, 9, 9)));
        assertRefused("size 3", () -> new LayerSpec.Conv2d(2, 1, 3, 1, 0, 1f).output(new Shape(2, 9, 2)));
        assertRefused("24 elements", () -> new LayerSpec.Linear(24, 1, 1f).output(new Shape(2, 3, 5)));
        assertRefused("size 4", () -> new LayerSpec.AvgPool2d(4).output(new Shape(1, 3, 9)));
    }
}
