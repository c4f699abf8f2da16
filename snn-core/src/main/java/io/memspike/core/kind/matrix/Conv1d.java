package io.memspike.core.kind.matrix;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * Convolution (cross-correlation) along one axis: of an input with one row, {@code channels × 1 × length}. Weights lie as [out,
 * in / groups, kernel].
 *
 * @param out output channels
 * @param kernel extent of the kernel
 * @param stride distance of two output positions
 * @param padding zeros at each end
 * @param dilation distance of two taps
 * @param groups parts of the channels that see nothing of each other; divides input and output channels
 * @param weightScale factor from stored to effective weight
 * @param bias whether each output channel has a number of its own added
 */
public record Conv1d(
        int out,
        int kernel,
        @Default("1") int stride,
        @Default("0") int padding,
        @Default("1") int dilation,
        @Default("1") int groups,
        @Default("1") float weightScale,
        @Default("false") boolean bias)
        implements MatrixKind {
    public Conv1d {
        require(out >= 1, "conv1d: expected at least 1 output channel, found out=%d", out);
        require(
                kernel >= 1 && stride >= 1 && dilation >= 1,
                "conv1d: expected kernel, stride and dilation of at least 1, found kernel=%d stride=%d dilation=%d",
                kernel,
                stride,
                dilation);
        require(
                padding >= 0 && padding <= (long) (kernel - 1) * dilation,
                "conv1d: expected padding in [0, kernel), found padding=%d kernel=%d",
                padding,
                kernel);
        require(groups >= 1 && out % groups == 0, "conv1d: expected groups that divide out=%d, found %d", out, groups);
        MatrixKind.requireScale(weightScale);
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        require(input.height() == 1, "conv1d: expected an input of one row, channels×1×length, found %s", input);
        require(
                input.channels() % groups == 0,
                "conv1d: expected channels in %d groups, found an input of %s",
                groups,
                input);
        final long length = input.width() + 2L * padding - (kernel - 1L) * dilation - 1;
        require(length >= 0, "conv1d: expected an input of at least the kernel's size %d, found %s", kernel, input);
        return new Shape(out, 1, Math.toIntExact(length / stride + 1));
    }

    @Override
    public TensorSpec weight(Shape input) {
        return TensorSpec.of("weight", out, input.channels() / groups, kernel);
    }

    @Override
    public Unfolding unfolding(Shape input) {
        final Shape output = output(input);
        return new SpatialUnfolding(
                input,
                output,
                new Size(1, kernel),
                groups,
                false,
                Axis.of(1, 1, 1, 1, 0, 1),
                Axis.of(input.width(), output.width(), kernel, stride, padding, dilation));
    }
}
