package io.memspike.memristor.tile.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.kind.matrix.Conv2d;
import io.memspike.core.kind.matrix.ConvTranspose2d;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.kind.matrix.Unfolding;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * A matrix cut into blocks of a tile's rows, each block a smaller matrix of its own. A block of a plain convolution of either
 * direction covers whole channels; where a channel's kernel lies on several tiles, each has zeros for the others' part. All
 * others take the inputs that drive any of the block's rows. Immutable and thread-safe.
 */
final class InputBlocks {
    private final Matrix matrix;
    private final Unfolding unfolding;
    private final boolean isByChannel;
    private final Shape input;
    private final int rows;
    private final int count;
    private final int[] starts; // (inputs + 1): first entry of each input in the next two
    private final int[] blocks; // where it goes
    private final int[] locals; // its index there
    private final int[] sizes; // (blocks): inputs of each

    InputBlocks(Matrix matrix, int rows) {
        this.matrix = matrix;
        this.unfolding = matrix.unfolding();
        this.isByChannel = isByChannel(matrix.kind());
        this.input = matrix.input();
        this.rows = rows;
        this.count = (unfolding.rows() + rows - 1) / rows;
        this.starts = new int[input.size() + 1];
        final int[][] blocksOf = new int[input.size()][];
        for (int i = 0; i < input.size(); i++) {
            blocksOf[i] = blocksOf(i);
            starts[i + 1] = starts[i] + blocksOf[i].length;
        }
        this.blocks = new int[starts[input.size()]];
        this.locals = new int[blocks.length];
        this.sizes = new int[count];
        for (int i = 0; i < input.size(); i++) {
            for (int n = 0; n < blocksOf[i].length; n++) {
                blocks[starts[i] + n] = blocksOf[i][n];
                locals[starts[i] + n] = sizes[blocksOf[i][n]]++; // inputs of a block, ascending
            }
        }
    }

    /** Whether blocks are channels: of a kernel that is a square, moved equally in both directions, by those alone. */
    private static boolean isByChannel(MatrixKind kind) {
        if (kind instanceof Conv2d conv) {
            return conv.isPlain()
                    && conv.kernel().isSquare()
                    && conv.stride().isSquare()
                    && conv.padding().isSquare();
        }
        return kind instanceof ConvTranspose2d conv
                && conv.kernel().isSquare()
                && conv.stride().isSquare()
                && conv.padding().isSquare();
    }

    private int[] blocksOf(int i) {
        if (isByChannel) {
            final int first = i % input.channels() * taps();
            final int from = first / rows;
            final int[] of = new int[(first + taps() - 1) / rows - from + 1];
            Arrays.setAll(of, n -> from + n);
            return of;
        }
        final TreeSet<Integer> of = new TreeSet<>();
        unfolding.visit(i, (row, position) -> of.add(row / rows));
        return of.stream().mapToInt(Integer::intValue).toArray();
    }

    int count() {
        return count;
    }

    /** The block of an input, or −1 where its rows lie in several, or in none. */
    int of(int input) {
        return starts[input + 1] - starts[input] == 1 ? blocks[starts[input]] : -1;
    }

    private Shape shape(int block) {
        return isByChannel
                ? new Shape(channels(block), input.height(), input.width())
                : Shape.vector(Math.max(1, sizes[block]));
    }

    /** A block as a matrix with any number of columns. */
    Matrix matrix(int block, int columns) {
        if (isByChannel && matrix.kind() instanceof Conv2d conv) {
            final int stride = conv.stride().height();
            final Conv2d part = new Conv2d(
                    columns, conv.kernel().height(), stride, conv.padding().height(), 1f);
            return new Matrix(part, shape(block));
        }
        if (isByChannel && matrix.kind() instanceof ConvTranspose2d conv) {
            final ConvTranspose2d part = new ConvTranspose2d(
                    columns, conv.kernel(), conv.stride(), conv.padding(), conv.outputPadding(), 1f, false);
            return new Matrix(part, shape(block));
        }
        if (matrix.kind() instanceof Linear linear && !linear.atPositions()) {
            return new Matrix(new Linear(columns, 1f), shape(block));
        }
        final int[] inputs = new int[Math.max(1, sizes[block])];
        for (int i = 0; i < input.size(); i++) {
            for (int at = starts[i]; at < starts[i + 1]; at++) {
                if (blocks[at] == block) {
                    inputs[locals[at]] = i;
                }
            }
        }
        return new Matrix(
                new RowBlock(unfolding, matrix.output(), block * rows, rowsOf(block), columns, inputs), shape(block));
    }

    /** For each row of a block's matrix that of the whole, or −1 where another tile holds it. */
    int[] rows(int block) {
        if (isByChannel) {
            final int[] of = new int[channels(block) * taps()];
            Arrays.setAll(of, j -> {
                final int row = firstChannel(block) * taps() + j;
                return row / rows == block ? row : -1;
            });
            return of;
        }
        final int[] of = new int[rowsOf(block)];
        if (matrix.kind() instanceof Linear linear && !linear.atPositions()) {
            for (int i = 0; i < input.size(); i++) {
                if (blocks[i] == block) { // one entry for each input
                    of[locals[i]] = input.channelFirst(i);
                }
            }
        } else {
            Arrays.setAll(of, j -> block * rows + j);
        }
        return of;
    }

    /** Empty lists for {@link #split}. */
    SpikeList[] newLists() {
        final SpikeList[] lists = new SpikeList[count];
        Arrays.setAll(lists, b -> new SpikeList(shape(b).size()));
        return lists;
    }

    /** Gives every block its inputs. */
    void split(SpikeList spikes, SpikeList[] lists) {
        for (final SpikeList list : lists) {
            list.clear();
        }
        for (int e = 0; e < spikes.size(); e++) {
            final int i = spikes.index(e);
            for (int at = starts[i]; at < starts[i + 1]; at++) {
                lists[blocks[at]].add(locals[at], spikes.value(e));
            }
        }
    }

    /** Whether the one block takes inputs as they are. */
    boolean isWhole() {
        return count == 1 && blocks.length == input.size();
    }

    private int firstChannel(int block) {
        return block * rows / taps();
    }

    private int channels(int block) {
        final int last = Math.min(unfolding.rows(), (block + 1) * rows) - 1;
        return last / taps() - firstChannel(block) + 1;
    }

    private int rowsOf(int block) {
        return Math.min(unfolding.rows(), (block + 1) * rows) - block * rows;
    }

    private int taps() {
        return unfolding.rows() / input.channels();
    }
}
