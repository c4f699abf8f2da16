package io.memspike.memristor.tile;

import io.memspike.core.LayerSpec;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import java.util.Arrays;

/**
 * A layer's fan-in cut into blocks of a tile's rows, each block a smaller layer of its own. A convolution's block covers
 * whole channels; where a channel's kernel lies on several tiles, each has zeros for the others' part. Inputs of a full
 * connection go to the one block that holds them, in ascending order. Immutable and thread-safe.
 */
final class InputBlocks {
    private final LayerSpec.Weighted layer;
    private final Shape input;
    private final int rows;
    private final int count;
    private final int[] starts; // (inputs + 1): first entry of each input in the next two
    private final int[] blocks; // where it goes
    private final int[] locals; // its index there

    InputBlocks(LayerSpec.Weighted layer, Shape input, int rows) {
        TileMapping.requireTileable(layer);
        this.layer = layer;
        this.input = input;
        this.rows = rows;
        this.count = (layer.fanIn() + rows - 1) / rows;
        this.starts = new int[input.size() + 1];
        for (int i = 0; i < input.size(); i++) {
            starts[i + 1] = starts[i] + lastBlock(i) - firstBlock(i) + 1;
        }
        this.blocks = new int[starts[input.size()]];
        this.locals = new int[blocks.length];
        final int[] used = new int[count];
        for (int i = 0; i < input.size(); i++) {
            for (int b = firstBlock(i); b <= lastBlock(i); b++) {
                final int at = starts[i] + b - firstBlock(i);
                blocks[at] = b;
                locals[at] = used[b]++; // inputs of a block, ascending
            }
        }
    }

    int count() {
        return count;
    }

    /** The block of an input, or −1 where its kernel lies on several. */
    int of(int input) {
        return starts[input + 1] - starts[input] == 1 ? blocks[starts[input]] : -1;
    }

    /** Shape of a block's inputs. */
    Shape shape(int block) {
        return layer instanceof LayerSpec.Conv2d
                ? new Shape(channels(block), input.height(), input.width())
                : Shape.vector(inputs(block));
    }

    /** A block as a layer with any number of outputs. */
    LayerSpec.Weighted layer(int block, int out) {
        return layer instanceof LayerSpec.Conv2d conv
                ? new LayerSpec.Conv2d(channels(block), out, conv.kernel(), conv.stride(), conv.padding(), 1f)
                : new LayerSpec.Linear(inputs(block), out, 1f);
    }

    /** For each fan-in position of a block's layer that of the whole layer, or −1 where another tile holds it. */
    int[] fanIn(int block) {
        if (layer instanceof LayerSpec.Conv2d) {
            final int[] fanIn = new int[channels(block) * taps()];
            Arrays.setAll(fanIn, j -> {
                final int of = firstChannel(block) * taps() + j;
                return of / rows == block ? of : -1;
            });
            return fanIn;
        }
        final int[] fanIn = new int[inputs(block)];
        for (int i = 0; i < input.size(); i++) {
            if (blocks[i] == block) { // one entry for each input
                fanIn[locals[i]] = input.channelFirst(i);
            }
        }
        return fanIn;
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

    private int firstBlock(int i) {
        return layer instanceof LayerSpec.Conv2d ? i % input.channels() * taps() / rows : input.channelFirst(i) / rows;
    }

    private int lastBlock(int i) {
        return layer instanceof LayerSpec.Conv2d
                ? ((i % input.channels() + 1) * taps() - 1) / rows
                : input.channelFirst(i) / rows;
    }

    private int firstChannel(int block) {
        return block * rows / taps();
    }

    private int channels(int block) {
        final int last = Math.min(layer.fanIn(), (block + 1) * rows) - 1;
        return last / taps() - firstChannel(block) + 1;
    }

    private int inputs(int block) {
        return Math.min(layer.fanIn(), (block + 1) * rows) - block * rows;
    }

    private int taps() {
        return layer.fanIn() / input.channels();
    }
}
