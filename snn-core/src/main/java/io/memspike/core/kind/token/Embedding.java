package io.memspike.core.kind.token;

import static io.memspike.core.graph.Kind.require;

import io.memspike.core.Shape;
import io.memspike.core.graph.Default;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.TensorSpec;
import java.util.List;

/**
 * A vector for each number: what enters holds at each position, in its one channel, the number of an entry, 0 where nothing
 * is; at that position leaves the entry's vector. A step throws where a number is none of an entry. Tensor: {@code table},
 * [entries, size].
 *
 * @param entries number of entries
 * @param size elements of a vector
 * @param of whose entry is taken
 * @param isSequence whether what enters may end before its shape does, with the last number that is not 0: no position behind
 *     that is there for the nodes that follow, up to a mean over positions
 */
public record Embedding(
        int entries,
        int size,
        @Default("\"number\"") Of of,
        @Default("false") boolean isSequence) implements Kind {
    /** What is looked up. */
    public enum Of {
        /** The number at the position. */
        NUMBER,
        /** The position itself, from 0. */
        POSITION
    }

    /** Of the number at each position, which are all there. */
    public Embedding(int entries, int size) {
        this(entries, size, Of.NUMBER, false);
    }

    public Embedding {
        require(
                entries >= 1 && size >= 1 && entries <= 1 << 24,
                "embedding: expected 1 to 2^24 entries of at least 1 element, found entries=%d size=%d",
                entries,
                size);
    }

    /**
     * The entry that a number means.
     *
     * @param position where it stands
     * @throws ArithmeticException where it is none of an entry
     */
    public int entry(float number, int position) {
        if (of == Of.POSITION) {
            return position;
        }
        if (number != (int) number || number < 0 || number >= entries) {
            throw new ArithmeticException("embedding: position " + position + ": expected a whole number below "
                    + entries + ", found " + number);
        }
        return (int) number;
    }

    /** How many of the positions are there. */
    public int length(float[] numbers, int positions) {
        int length = positions;
        while (isSequence && length > 0 && numbers[length - 1] == 0) {
            length--;
        }
        return length;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        final Shape input = Kind.only(inputs);
        require(input.channels() == 1, "embedding: expected an input of one channel, found %s", input);
        require(
                of == Of.NUMBER || input.positions() <= entries,
                "embedding: expected an entry for each of %d positions, found %d entries",
                input.positions(),
                entries);
        return new Shape(size, input.height(), input.width());
    }

    @Override
    public List<TensorSpec> tensors(List<Shape> inputs) {
        return List.of(TensorSpec.of("table", entries, size));
    }

    @Override
    public boolean isStateless() {
        return true;
    }
}
