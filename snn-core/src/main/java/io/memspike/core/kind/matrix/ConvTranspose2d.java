package io.memspike.core.kind.matrix;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * Transposed two-dimensional convolution: input position (y, x) adds {@code weight · input} to the outputs from {@code (y ·
 * stride − padding, x · stride − padding)} on. Weights lie as [in, out, kernel rows, kernel columns].
 *
 * @param out output channels
 * @param kernel extents of the kernel
 * @param stride distance of two input positions in the output
 * @param padding rows and columns that are cut at each edge
 * @param outputPadding rows and columns that the output has beyond the last patch, below the stride
 * @param weightScale factor from stored to effective weight
 * @param bias whether each output channel has a number of its own added
 */
public record ConvTranspose2d(
        int out,
        Size kernel,
        @Default("1") Size stride,
        @Default("0") Size padding,
        @Default("0") Size outputPadding,
        @Default("1") float weightScale,
        @Default("false") boolean bias)
        implements MatrixKind {
    /** A square kernel, without bias. */
    public ConvTranspose2d(int out, int kernel, int stride, int padding, int outputPadding, float weightScale) {
        this(out, Size.of(kernel), Size.of(stride), Size.of(padding), Size.of(outputPadding), weightScale, false);
    }

    public ConvTranspose2d {
        require(out >= 1, "convTranspose2d: expected at least 1 output channel, found out=%d", out);
        require(
                kernel.isAtLeast(1) && stride.isAtLeast(1),
                "convTranspose2d: expected kernel and stride of at least 1, found kernel=%s stride=%s",
                kernel,
                stride);
        require(
                padding.isAtLeast(0) && padding.height() < kernel.height() && padding.width() < kernel.width(),
                "convTranspose2d: expected padding in [0, kernel), found padding=%s kernel=%s",
                padding,
                kernel);
        require(
                outputPadding.isAtLeast(0)
                        && outputPadding.height() < stride.height()
                        && outputPadding.width() < stride.width(),
                "convTranspose2d: expected outputPadding in [0, stride), found outputPadding=%s stride=%s",
                outputPadding,
                stride);
        MatrixKind.requireScale(weightScale);
    }

    /** The same with a bias. */
    public ConvTranspose2d withBias() {
        return new ConvTranspose2d(out, kernel, stride, padding, outputPadding, weightScale, true);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        final long height = (input.height() - 1L) * stride.height()
                - 2L * padding.height()
                + kernel.height()
                + outputPadding.height();
        final long width =
                (input.width() - 1L) * stride.width() - 2L * padding.width() + kernel.width() + outputPadding.width();
        require(
                height >= 1 && width >= 1,
                "convTranspose2d: expected an input whose output is not all padding, found %s",
                input);
        require(
                Math.max(height, width) <= Integer.MAX_VALUE,
                "convTranspose2d: expected an output of at most 2^31 - 1 rows and columns, found %d×%d",
                height,
                width);
        return new Shape(out, (int) height, (int) width);
    }

    @Override
    public TensorSpec weight(Shape input) {
        return TensorSpec.of("weight", input.channels(), out, kernel.height(), kernel.width());
    }

    @Override
    public Unfolding unfolding(Shape input) {
        final Shape output = output(input);
        return new SpatialUnfolding(
                input,
                output,
                kernel,
                1,
                true,
                Axis.transposed(input.height(), output.height(), kernel.height(), stride.height(), padding.height(), 1),
                Axis.transposed(input.width(), output.width(), kernel.width(), stride.width(), padding.width(), 1));
    }
}
