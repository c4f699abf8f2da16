package io.memspike.memristor;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;

/** Small matrices of every kind, plain and not, of strides and sizes that fill no vector. */
public final class RandomMatrix {
    private RandomMatrix() {}

    /** One of them. */
    public static Matrix of(RandomStream random) {
        final int in = 1 + random.nextInt(5);
        final int out = 1 + random.nextInt(9);
        final float scale = random.nextInt(2) == 0 ? 0.01f : -0.02f;
        final Shape input = new Shape(in, 3 + random.nextInt(4), 3 + random.nextInt(4));
        switch (random.nextInt(6)) {
            case 0:
                return new Matrix(new Linear(out, scale), input);
            case 1:
            case 2:
                final int kernel = 1 + random.nextInt(3);
                return new Matrix(new Conv2d(out, kernel, 1 + random.nextInt(2), random.nextInt(kernel), scale), input);
            case 3:
                return conv(random, scale);
            case 4:
                return transposed(random, true, scale);
            default:
                return transposed(random, false, scale);
        }
    }

    /** Groups, dilation, and a kernel, strides and padding that differ by direction. */
    private static Matrix conv(RandomStream random, float scale) {
        final int groups = 1 + random.nextInt(3);
        final Size kernel = size(random, 1, 3);
        final Size dilation = size(random, 1, 2);
        final Size reach = new Size( // of the kernel, less one
                (kernel.height() - 1) * dilation.height(), (kernel.width() - 1) * dilation.width());
        final Size padding = new Size(random.nextInt(reach.height() + 1), random.nextInt(reach.width() + 1));
        final Conv2d conv = new Conv2d(
                groups * (1 + random.nextInt(3)), kernel, size(random, 1, 2), padding, dilation, groups, scale, false);
        final Shape input = new Shape(
                groups * (1 + random.nextInt(2)),
                reach.height() + 1 + random.nextInt(3),
                reach.width() + 1 + random.nextInt(3));
        return new Matrix(conv, input);
    }

    /** Strides of 1 to 3, over kernels that leave gaps or overlap. */
    private static Matrix transposed(RandomStream random, boolean isSquare, float scale) {
        final Shape input = new Shape(1 + random.nextInt(3), 2 + random.nextInt(2), 2 + random.nextInt(2));
        final Size any = size(random, 1, 4);
        final Size kernel = isSquare ? Size.of(any.height()) : any;
        final Size moved = size(random, 1, 3);
        final Size stride = isSquare ? Size.of(moved.height()) : moved;
        // an output of at least one row and column is left of (inputs − 1) · stride + kernel
        final int rows =
                Math.min(kernel.height() - 1, ((input.height() - 1) * stride.height() + kernel.height() - 1) / 2);
        final int columns =
                Math.min(kernel.width() - 1, ((input.width() - 1) * stride.width() + kernel.width() - 1) / 2);
        final Size padding = isSquare
                ? Size.of(random.nextInt(Math.min(rows, columns) + 1))
                : new Size(random.nextInt(rows + 1), random.nextInt(columns + 1));
        final Size outputPadding = new Size(random.nextInt(stride.height()), random.nextInt(stride.width()));
        return new Matrix(
                new ConvTranspose2d(1 + random.nextInt(5), kernel, stride, padding, outputPadding, scale, false),
                input);
    }

    private static Size size(RandomStream random, int least, int most) {
        return new Size(least + random.nextInt(most - least + 1), least + random.nextInt(most - least + 1));
    }
}
