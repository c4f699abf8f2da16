package io.memspike.memristor;

import io.memspike.core.Shape;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Matrix;

/**
 * The slow, obvious twin of an unfolding: each kind by its own definition. A row is a place in the kernel of one input
 * channel, {@code (channel · kernel rows + tap row) · kernel columns + tap column}, or a channel-first input of a full
 * connection; a column is an output channel.
 */
public record SlowMatrix(Matrix matrix) {
    /** Number of rows. */
    public int rows() {
        return matrix.kind() instanceof Conv2d || matrix.kind() instanceof ConvTranspose2d
                ? matrix.input().channels() * taps()
                : matrix.input().size();
    }

    /** Number of output positions. */
    public int positions() {
        return matrix.output().positions();
    }

    /** The input, channel-last, that drives a row at an output position; −1 for padding, and where no input has that tap. */
    public int source(int row, int position) {
        final Shape input = matrix.input();
        final int width = matrix.output().width();
        if (kernelColumns() == 0) {
            return row % input.positions() * input.channels() + row / input.positions();
        }
        final int tapRow = row % taps() / kernelColumns();
        final int tapColumn = row % kernelColumns();
        for (int y = 0; y < input.height(); y++) {
            for (int x = 0; x < input.width(); x++) {
                if (meets(y, position / width, tapRow, true) && meets(x, position % width, tapColumn, false)) {
                    return input.index(row / taps(), y, x);
                }
            }
        }
        return -1;
    }

    /** Whether an input row (or column) and an output row (or column) meet in a tap of the kernel. */
    private boolean meets(int in, int out, int tap, boolean isRow) {
        if (matrix.kind() instanceof Conv2d conv) {
            return isRow
                    ? in
                            == out * conv.stride().height()
                                    - conv.padding().height()
                                    + tap * conv.dilation().height()
                    : in
                            == out * conv.stride().width()
                                    - conv.padding().width()
                                    + tap * conv.dilation().width();
        }
        final ConvTranspose2d conv = (ConvTranspose2d) matrix.kind();
        return isRow
                ? out == in * conv.stride().height() - conv.padding().height() + tap
                : out == in * conv.stride().width() - conv.padding().width() + tap;
    }

    /** Index in files of the weight of a row and a column; −1 where groups see nothing of each other. */
    public int weight(int row, int column) {
        if (kernelColumns() == 0) {
            return column * matrix.input().size() + row;
        }
        final int channel = row / taps();
        if (matrix.kind() instanceof Conv2d conv) { // [out, in / groups, kernel rows, kernel columns]
            final int in = matrix.input().channels() / conv.groups();
            final boolean isTogether = channel / in == column / (conv.out() / conv.groups());
            return isTogether ? (column * in + channel % in) * taps() + row % taps() : -1;
        }
        return (channel * matrix.out() + column) * taps() + row % taps(); // [in, out, kernel rows, kernel columns]
    }

    private int taps() {
        if (matrix.kind() instanceof Conv2d conv) {
            return conv.kernel().height() * conv.kernel().width();
        }
        final ConvTranspose2d conv = (ConvTranspose2d) matrix.kind();
        return conv.kernel().height() * conv.kernel().width();
    }

    /** 0 of a full connection. */
    private int kernelColumns() {
        if (matrix.kind() instanceof Conv2d conv) {
            return conv.kernel().width();
        }
        return matrix.kind() instanceof ConvTranspose2d conv ? conv.kernel().width() : 0;
    }
}
