package io.memspike.core.kind;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.Shape;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.neuron.Activation;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.kind.neuron.Integrator;
import io.memspike.core.kind.neuron.Lif;
import io.memspike.core.kind.norm.TdBatchNorm;
import io.memspike.core.kind.shape.AvgPool;
import io.memspike.core.kind.shape.Concat;
import io.memspike.core.kind.shape.Mean;
import io.memspike.core.kind.shape.Unflatten;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class KindTest {
    private static void assertRefused(String expected, Executable construction) {
        final String message =
                assertThrows(IllegalArgumentException.class, construction).getMessage();
        assertTrue(message.contains(expected), message);
    }

    private static Conv2d conv(Size kernel, Size stride, Size padding, Size dilation, int groups) {
        return new Conv2d(4, kernel, stride, padding, dilation, groups, 1f, false);
    }

    private static ConvTranspose2d transposed(Size kernel, Size stride, Size padding, Size outputPadding) {
        return new ConvTranspose2d(4, kernel, stride, padding, outputPadding, 1f, false);
    }

    @Test
    void shouldShrinkByTheKernelAndGrowByThePadding() {
        // 34 + 2·1 − 5 + 1 = 32
        assertEquals(new Shape(12, 32, 32), new Conv2d(12, 5, 1, 1, 1f).output(new Shape(2, 34, 34)));
        // (7 + 2·1 − 3)/2 + 1 = 4, (6 + 2 − 3)/2 + 1 = 3
        assertEquals(new Shape(4, 4, 3), new Conv2d(4, 3, 2, 1, 1f).output(new Shape(1, 7, 6)));
        assertEquals(new Shape(3, 2, 3), new AvgPool(2).output(new Shape(3, 5, 6)));
        assertEquals(Shape.vector(10), new Linear(10, 1f).output(new Shape(4, 3, 2)));
    }

    @Test
    void shouldShrinkByTheDilatedKernelInEachDirection() {
        // rows (11 + 2·2 − (3 − 1)·2 − 1)/2 + 1 = 6, columns (9 + 0 − (2 − 1)·3 − 1)/1 + 1 = 6
        final Conv2d conv = conv(new Size(3, 2), new Size(2, 1), new Size(2, 0), new Size(2, 3), 2);
        assertEquals(new Shape(4, 6, 6), conv.output(new Shape(6, 11, 9)));
        assertArrayEquals(
                new long[] {4, 3, 3, 2}, conv.weight(new Shape(6, 11, 9)).shape());
        assertRefused("channels in 2 groups, found an input of 5×11×9", () -> conv.output(new Shape(5, 11, 9)));
        // rows (4 − 1)·2 − 0 + 3 + 1 = 10, columns (3 − 1)·3 − 2 + 2 + 2 = 8
        assertEquals(
                new Shape(4, 10, 8),
                transposed(new Size(3, 2), new Size(2, 3), new Size(0, 1), new Size(1, 2))
                        .output(new Shape(5, 4, 3)));
    }

    @Test
    void shouldKnowItsWeights() {
        final Matrix conv = new Matrix(new Conv2d(12, 5, 1, 1, 1f), new Shape(2, 34, 34));
        assertArrayEquals(new long[] {12, 2, 5, 5}, conv.weightShape());
        assertEquals(50, conv.fanIn());
        assertEquals(600, conv.weights());
        assertArrayEquals(new long[] {10, 24}, new Matrix(new Linear(10, 1f), new Shape(4, 3, 2)).weightShape());
        assertEquals(
                List.of(TensorSpec.of("weight", 10, 24), TensorSpec.of("bias", 10)),
                new Linear(10, 1f, true).tensors(List.of(new Shape(4, 3, 2))));
    }

    @Test
    void shouldRefuseConvolutionsThatCannotBe() {
        assertRefused("out=0", () -> new Conv2d(0, 3, 1, 0, 1f));
        assertRefused("kernel=0", () -> new Conv2d(1, 0, 1, 0, 1f));
        assertRefused("stride=0", () -> new Conv2d(1, 3, 0, 0, 1f));
        assertRefused("padding=-1", () -> new Conv2d(1, 3, 1, -1, 1f));
        assertRefused("padding=3", () -> new Conv2d(1, 3, 1, 3, 1f));
        assertRefused("weightScale", () -> new Conv2d(1, 3, 1, 0, 0f));
        assertRefused("weightScale", () -> new Linear(1, Float.NaN));
        assertRefused("out=0", () -> new Linear(0, 1f));
        final Size one = Size.of(1);
        assertRefused("kernel=3×0", () -> conv(new Size(3, 0), one, Size.of(0), one, 1));
        assertRefused("stride=0×1", () -> conv(one, new Size(0, 1), Size.of(0), one, 1));
        assertRefused("dilation=0", () -> conv(one, one, Size.of(0), Size.of(0), 1));
        assertRefused("padding=0×1", () -> conv(new Size(3, 1), one, new Size(0, 1), one, 1));
        assertRefused("groups that divide out=4, found 3", () -> conv(one, one, Size.of(0), one, 3));
        assertRefused("groups that divide out=4, found 0", () -> conv(one, one, Size.of(0), one, 0));
    }

    @Test
    void shouldRefuseNeuronsThatCannotBe() {
        assertRefused("retain", () -> new Lif(1.5f, 0.2f, 0.1f));
        assertRefused("retain", () -> new Lif(Float.NaN, 0.2f, 0.1f));
        assertRefused("threshold", () -> new Lif(0.2f, -1f, 0.1f));
        assertRefused("threshold", () -> new Lif(0.2f, Float.POSITIVE_INFINITY, 0.1f));
        assertRefused("leakySlope", () -> new Lif(0.2f, 0.2f, -0.1f));
        assertRefused("leakySlope", () -> Integrator.readout(2f));
        assertRefused("kernel", () -> new AvgPool(0));
        assertRefused("gain", () -> new Activation(Activation.Function.RELU, Float.NaN));
    }

    @Test
    void shouldRefuseInputsThatDoNotFit() {
        assertRefused("size 3", () -> new Conv2d(1, 3, 1, 0, 1f).output(new Shape(2, 9, 2)));
        assertRefused("size 4", () -> new AvgPool(4).output(new Shape(1, 3, 9)));
        assertRefused(
                "inputs of 3×1 positions, found 1×1×3",
                () -> new Concat(2).output(List.of(new Shape(1, 3, 1), new Shape(1, 1, 3))));
        assertRefused("expected 2 inputs, found 1", () -> new Concat(2).output(Shape.vector(1)));
        assertRefused("expected 1 input, found 2", () -> new Mean().output(List.of(Shape.vector(1), Shape.vector(1))));
        assertRefused("vector of 6 elements, found 2×3×1", () -> new Unflatten(6, 1, 1).output(new Shape(2, 3, 1)));
    }

    @Test
    void shouldGrowByTheStrideOfATransposedConvolution() {
        // (4 − 1)·2 − 2·1 + 3 + 1 = 8, (3 − 1)·2 − 2 + 3 + 1 = 6
        final Matrix conv = new Matrix(new ConvTranspose2d(7, 3, 2, 1, 1, 1f), new Shape(5, 4, 3));
        assertEquals(new Shape(7, 8, 6), conv.output());
        assertArrayEquals(new long[] {5, 7, 3, 3}, conv.weightShape());
        assertEquals(5 * 7 * 9, conv.weights());
        assertEquals(Shape.vector(4), new Choice(3).output(Shape.vector(12)));
        assertEquals(new Shape(2, 3, 4), new Unflatten(2, 3, 4).output(Shape.vector(24)));
        assertEquals(
                new Shape(7, 3, 4),
                new Concat(3).output(List.of(new Shape(1, 3, 4), new Shape(4, 3, 4), new Shape(2, 3, 4))));
    }

    @Test
    void shouldRefuseLayersOfAnAutoEncoderThatCannotBe() {
        assertRefused("out=0", () -> new ConvTranspose2d(0, 3, 1, 0, 0, 1f));
        assertRefused("kernel=0", () -> new ConvTranspose2d(1, 0, 1, 0, 0, 1f));
        assertRefused("padding=3", () -> new ConvTranspose2d(1, 3, 1, 3, 0, 1f));
        assertRefused("outputPadding=2", () -> new ConvTranspose2d(1, 3, 2, 1, 2, 1f));
        assertRefused("weightScale", () -> new ConvTranspose2d(1, 3, 2, 1, 1, 0f));
        assertRefused("above 0", () -> new TdBatchNorm(0f, 0.2f, 1e-5f));
        assertRefused("above 0", () -> new TdBatchNorm(1f, 0.2f, 0f));
        assertRefused("above 0", () -> new TdBatchNorm(Float.NaN, 0.2f, 1e-5f));
        assertRefused("at least 1", () -> new Choice(0));
        assertRefused("height=0", () -> new Unflatten(1, 0, 1));
        assertRefused("retain", () -> new Integrator(2f, 1f));
        assertRefused("surrogateCentre", () -> new Lif(0.2f, 0.2f, 0.1f, Float.NaN));
        assertRefused("multiple of 5", () -> new Choice(5).output(Shape.vector(12)));
        assertRefused("not all padding", () -> new ConvTranspose2d(1, 2, 1, 1, 0, 1f).output(new Shape(1, 1, 1)));
    }

    @Test
    void shouldCentreTheSurrogateOnTheThresholdUnlessToldOtherwise() {
        assertEquals(0.5f, new Lif(0.2f, 0.5f, 0.1f).surrogateCentre());
    }

    /** Extents whose products do not fit in 32 bits must not come out as small ones. */
    @Test
    void shouldRefuseExtentsThatOverflow() {
        final Size huge = Size.of(1 << 30);
        final Shape input = new Shape(1, 9, 9);
        for (final int kernel : new int[] {3, 4, 5, 6, 9}) { // (kernel − 1) · 2³⁰ is 0, below 0 or small in 32 bits
            assertRefused(
                    "input",
                    () -> conv(Size.of(kernel), Size.of(1), Size.of(0), huge, 1).output(input));
        }
        for (final int rows : new int[] {3, 4, 5, 9}) {
            final MatrixKind wide = transposed(Size.of(3), huge, Size.of(1), Size.of(0));
            assertRefused("output", () -> wide.output(new Shape(1, rows, 1)));
        }
        assertRefused("shape: expected fewer than 2^31 elements", () -> new Shape(1 << 16, 1 << 16, 1));
        assertRefused(
                "tensor weight: expected at most 2^31 - 1 elements, found [65536, 32768]",
                () -> new Linear(1 << 16, 1f).weight(Shape.vector(1 << 15)));
    }

    @Test
    void shouldNameKindsByTheirRecords() {
        final List<Kind> kinds = List.of(new Conv2d(1, 1, 1, 0, 1f), new TdBatchNorm(1f, 1f, 1f), new Mean());
        assertEquals(
                List.of("conv2d", "tdBatchNorm", "mean"),
                kinds.stream().map(Kind::type).toList());
    }
}
