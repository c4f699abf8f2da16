package io.memspike.core.synapse;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Connections;
import io.memspike.core.kind.matrix.Conv1d;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.Size;
import io.memspike.core.kind.matrix.Sparse;

/** The slow, obvious twin of all kinds with weights: which weight, if any, lies between an input and an output. */
final class SlowMatrix {
    private SlowMatrix() {}

    /** Adds every input, ascending, to every output: multiply, then add. */
    static void accumulate(Matrix matrix, float[] weights, float[] values, float[] current) {
        for (int i = 0; i < values.length; i++) {
            for (int o = 0; o < matrix.output().size(); o++) {
                final int weight = weight(matrix, i, o);
                if (values[i] != 0f && weight >= 0) {
                    current[o] = current[o] + values[i] * weights[weight];
                }
            }
        }
    }

    /** Number of weights that these inputs meet. */
    static long operations(Matrix matrix, float[] values) {
        long operations = 0;
        for (int i = 0; i < values.length; i++) {
            for (int o = 0; o < matrix.output().size() && values[i] != 0f; o++) {
                operations += weight(matrix, i, o) < 0 ? 0 : 1;
            }
        }
        return operations;
    }

    private static int weight(Matrix matrix, int i, int o) {
        final Shape input = matrix.input();
        if (matrix.kind() instanceof Linear linear && linear.atPositions()) {
            return i / input.channels() == o / linear.out()
                    ? o % linear.out() * input.channels() + i % input.channels()
                    : -1;
        }
        if (matrix.kind() instanceof Linear) {
            return o * input.size() + input.channelFirst(i);
        }
        if (matrix.kind() instanceof Sparse sparse) {
            return sparse(sparse, input, i, o);
        }
        final Shape output = matrix.output();
        final int from = i % input.channels();
        final int to = o % output.channels();
        final int y = i / input.channels() / input.width();
        final int x = i / input.channels() % input.width();
        final int row = o / output.channels() / output.width();
        final int column = o / output.channels() % output.width();
        if (matrix.kind() instanceof ConvTranspose2d c) {
            final int tapRow = row + c.padding().height() - y * c.stride().height();
            final int tapColumn = column + c.padding().width() - x * c.stride().width();
            return isIn(tapRow, c.kernel().height())
                            && isIn(tapColumn, c.kernel().width())
                    ? ((from * output.channels() + to) * c.kernel().height() + tapRow)
                                    * c.kernel().width()
                            + tapColumn
                    : -1;
        }
        final Conv2d c = matrix.kind() instanceof Conv1d one ? flat(one) : (Conv2d) matrix.kind();
        final int distanceRow = y + c.padding().height() - row * c.stride().height();
        final int distanceColumn = x + c.padding().width() - column * c.stride().width();
        final int tapRow = distanceRow / c.dilation().height();
        final int tapColumn = distanceColumn / c.dilation().width();
        final int in = input.channels() / c.groups();
        final boolean meets = from / in == to / (output.channels() / c.groups())
                && distanceRow % c.dilation().height() == 0
                && distanceColumn % c.dilation().width() == 0
                && isIn(tapRow, c.kernel().height())
                && isIn(tapColumn, c.kernel().width());
        return meets
                ? ((to * in + from % in) * c.kernel().height() + tapRow)
                                * c.kernel().width()
                        + tapColumn
                : -1;
    }

    private static boolean isIn(int tap, int extent) {
        return tap >= 0 && tap < extent;
    }

    private static Conv2d flat(Conv1d one) {
        return new Conv2d(
                one.out(),
                new Size(1, one.kernel()),
                new Size(1, one.stride()),
                new Size(0, one.padding()),
                new Size(1, one.dilation()),
                one.groups(),
                1f,
                false);
    }

    private static int sparse(Sparse sparse, Shape seen, int i, int o) {
        final Connections all = sparse.connections();
        final Shape input = new Shape(seen.channels(), seen.height() / (all.longest() + 1), seen.width());
        for (int c = 0; c < all.count(); c++) {
            if (all.delay(c) == i / input.size()
                    && all.from()[c] == input.channelFirst(i % input.size())
                    && all.to()[c] == o) {
                return c;
            }
        }
        return -1;
    }
}
