package io.memspike.core.kind.matrix;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * Two-dimensional convolution (cross-correlation). Weights lie as [out, in / groups, kernel rows, kernel columns].
 *
 * @param out output channels
 * @param kernel extents of the kernel
 * @param stride distance of two output positions
 * @param padding rows and columns of zeros at each edge
 * @param dilation distance of two taps
 * @param groups parts of the channels that see nothing of each other; divides input and output channels
 * @param weightScale factor from stored to effective weight
 * @param bias whether each output channel has a number of its own added
 */
public record Conv2d(
        int out,
        Size kernel,
        @Default("1") Size stride,
        @Default("0") Size padding,
        @Default("1") Size dilation,
        @Default("1") int groups,
        @Default("1") float weightScale,
        @Default("false") boolean bias)
        implements MatrixKind {
    /** A square kernel, not dilated, without groups or bias. */
    public Conv2d(int out, int kernel, int stride, int padding, float weightScale) {
        this(out, Size.of(kernel), Size.of(stride), Size.of(padding), Size.of(1), 1, weightScale, false);
    }

    public Conv2d {
        require(out >= 1, "conv2d: expected at least 1 output channel, found out=%d", out);
        require(
                kernel.isAtLeast(1) && stride.isAtLeast(1) && dilation.isAtLeast(1),
                "conv2d: expected kernel, stride and dilation of at least 1, found kernel=%s stride=%s dilation=%s",
                kernel,
                stride,
                dilation);
        require(
                padding.isAtLeast(0)
                        && padding.height() <= (kernel.height() - 1L) * dilation.height()
                        && padding.width() <= (kernel.width() - 1L) * dilation.width(),
                "conv2d: expected padding in [0, kernel), found padding=%s kernel=%s",
                padding,
                kernel);
        require(groups >= 1 && out % groups == 0, "conv2d: expected groups that divide out=%d, found %d", out, groups);
        MatrixKind.requireScale(weightScale);
    }

    /** Whether the kernel is not dilated, and over all channels: what most kernels are. */
    public boolean isPlain() {
        return dilation.equals(Size.of(1)) && groups == 1;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        require(
                input.channels() % groups == 0,
                "conv2d: expected channels in %d groups, found an input of %s",
                groups,
                input);
        final long height = input.height() + 2L * padding.height() - (kernel.height() - 1L) * dilation.height() - 1;
        final long width = input.width() + 2L * padding.width() - (kernel.width() - 1L) * dilation.width() - 1;
        require(
                height >= 0 && width >= 0 && Math.max(height, width) < Integer.MAX_VALUE,
                "conv2d: expected an input of at least the kernel's size %s, found %s",
                kernel,
                input);
        return new Shape(out, (int) (height / stride.height() + 1), (int) (width / stride.width() + 1));
    }

    @Override
    public TensorSpec weight(Shape input) {
        return TensorSpec.of("weight", out, input.channels() / groups, kernel.height(), kernel.width());
    }

    @Override
    public Unfolding unfolding(Shape input) {
        final Shape output = output(input);
        return new SpatialUnfolding(
                input,
                output,
                kernel,
                groups,
                false,
                Axis.of(
                        input.height(),
                        output.height(),
                        kernel.height(),
                        stride.height(),
                        padding.height(),
                        dilation.height()),
                Axis.of(
                        input.width(),
                        output.width(),
                        kernel.width(),
                        stride.width(),
                        padding.width(),
                        dilation.width()));
    }
}
