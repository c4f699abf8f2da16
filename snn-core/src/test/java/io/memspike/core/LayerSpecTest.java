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
    void shouldRefuseExtentsWhoseProductsWrap() {
        assertRefused("at most 2147483639 weights, found 8000000000", () -> new LayerSpec.Linear(8, 1_000_000_000, 1f));
        assertRefused("weights, found 4294967296", () -> new LayerSpec.Conv2d(1, 1, 1 << 16, 1, 0, 1f)); // wraps to 0
        assertRefused("at most", () -> new LayerSpec.ConvTranspose2d(1 << 16, 1 << 16, 1, 1, 0, 0, 1f));
        final LayerSpec wide = new LayerSpec.ConvTranspose2d(1, 1, 1, 1 << 30, 0, 0, 1f);
        assertRefused("fewer than 2^31 rows", () -> wide.output(new Shape(1, 1 << 10, 1)));
        assertRefused("shape: expected fewer than 2^31 elements", () -> new Shape(1 << 16, 1 << 16, 1));
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

    @Test
    void shouldGrowByTheStrideOfATransposedConvolution() {
        // (4 − 1)·2 − 2·1 + 3 + 1 = 8, (3 − 1)·2 − 2 + 3 + 1 = 6
        final LayerSpec.ConvTranspose2d conv = new LayerSpec.ConvTranspose2d(5, 7, 3, 2, 1, 1, 1f);
        assertEquals(new Shape(7, 8, 6), conv.output(new Shape(5, 4, 3)));
        assertArrayEquals(new long[] {5, 7, 3, 3}, conv.weightShape());
        assertEquals(5 * 7 * 9, conv.weights());
        assertEquals(Shape.vector(4), new LayerSpec.Choice(3).output(Shape.vector(12)));
        assertEquals(new Shape(2, 3, 4), new LayerSpec.Unflatten(2, 3, 4).output(Shape.vector(24)));
    }

    @Test
    void shouldRefuseLayersOfAnAutoEncoderThatCannotBe() {
        assertRefused("in=0 out=1", () -> new LayerSpec.ConvTranspose2d(0, 1, 3, 1, 0, 0, 1f));
        assertRefused("kernel=0", () -> new LayerSpec.ConvTranspose2d(1, 1, 0, 1, 0, 0, 1f));
        assertRefused("padding=3", () -> new LayerSpec.ConvTranspose2d(1, 1, 3, 1, 3, 0, 1f));
        assertRefused("outputPadding=2", () -> new LayerSpec.ConvTranspose2d(1, 1, 3, 2, 1, 2, 1f));
        assertRefused("weightScale", () -> new LayerSpec.ConvTranspose2d(1, 1, 3, 2, 1, 1, 0f));
        assertRefused("at least 1 channel", () -> new LayerSpec.TdBatchNorm(0, 1f, 0.2f, 1e-5f));
        assertRefused("above 0", () -> new LayerSpec.TdBatchNorm(1, 0f, 0.2f, 1e-5f));
        assertRefused("above 0", () -> new LayerSpec.TdBatchNorm(1, 1f, 0.2f, 0f));
        assertRefused("above 0", () -> new LayerSpec.TdBatchNorm(1, Float.NaN, 0.2f, 1e-5f));
        assertRefused("at least 1", () -> new LayerSpec.Choice(0));
        assertRefused("height=0", () -> new LayerSpec.Unflatten(1, 0, 1));
        assertRefused("retain", () -> new LayerSpec.Membrane(1, 2f));
        assertRefused("surrogateCentre", () -> new LayerSpec.Lif(0.2f, 0.2f, 0.1f, Float.NaN));
        assertRefused("2 channels", () -> new LayerSpec.Membrane(2, 0.8f).output(new Shape(1, 4, 4)));
        assertRefused("multiple of 5", () -> new LayerSpec.Choice(5).output(Shape.vector(12)));
        assertRefused(
                "not all padding",
                () -> new LayerSpec.ConvTranspose2d(1, 1, 2, 1, 1, 0, 1f).output(new Shape(1, 1, 1)));
    }

    @Test
    void shouldCentreTheSurrogateOnTheThresholdUnlessToldOtherwise() {
        assertEquals(0.5f, new LayerSpec.Lif(0.2f, 0.5f, 0.1f).surrogateCentre());
    }
}
