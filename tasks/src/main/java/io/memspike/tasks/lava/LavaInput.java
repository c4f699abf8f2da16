package io.memspike.tasks.lava;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.datasets.format.internal.NpyArray;
import io.memspike.interchange.lava.LavaNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What enters a network: an image that drives its first neurons, or spikes.
 *
 * @param file for messages
 * @param array in Lava's order: x, y, channel
 * @param shape of a step
 * @param isDriven whether it is an image
 */
record LavaInput(Path file, NpyArray array, Shape shape, boolean isDriven) {
    private static final int LARGEST = 1 << 24;

    static LavaInput read(Path file, LavaNet net) throws IOException {
        final NpyArray array = NpyArray.read(file.toString(), InputFile.bytes(file, "an NPY array"));
        final boolean isDriven = net.isDriven();
        final int[] extents = array.shape();
        final int rank = isDriven ? extents.length : extents.length - 1;
        if (rank != 1 && rank != 3 || Arrays.stream(extents).anyMatch(extent -> extent < 1)) {
            throw refusal(
                    file, isDriven ? "[neurons] or [x, y, channel]" : "[neurons, T] or [x, y, channel, T]", extents);
        }
        final Shape shape = rank == 1 ? Shape.vector(extents[0]) : new Shape(extents[2], extents[1], extents[0]);
        if (net.layers().get(0).isInput() && !shape.equals(net.layers().get(0).shape())) {
            throw refusal(
                    file,
                    text(net.layers().get(0).shape(), isDriven) + ", as the network's input layer has it",
                    extents);
        }
        return new LavaInput(file, array, shape, isDriven);
    }

    private static FileFormatException refusal(Path file, String expected, int[] found) {
        return new FileFormatException(file, "header: shape", expected, Arrays.toString(found));
    }

    private static String text(Shape shape, boolean isDriven) {
        final String time = isDriven ? "]" : ", T]";
        return shape.positions() == 1
                ? "[" + shape.channels() + time
                : "[" + shape.width() + ", " + shape.height() + ", " + shape.channels() + time;
    }

    /** Steps that it has; 0 of an image. */
    int steps() {
        return isDriven ? 0 : array.shape()[array.shape().length - 1];
    }

    /** What drives the first neurons, in the order channels, rows, columns; nothing of spikes. */
    float[] drive(LavaNet net) throws FileFormatException {
        if (!isDriven) {
            return new float[0];
        }
        final boolean isWhole = !array.type().startsWith("<f");
        final float[] drive = new float[shape.size()];
        for (int i = 0; i < drive.length; i++) {
            final double said = array.number(lavaIndex(i));
            final double value = isWhole || isWholeThroughout() ? said : net.inputWeight() * said + net.inputBias();
            if (!(Math.abs(value) < LARGEST)) {
                throw new FileFormatException(file, "element " + lavaIndex(i), "a number below 2^24", said);
            }
            drive[shape.channelFirst(i)] = (float) (long) value; // towards zero, as lava-dl has it
        }
        return drive;
    }

    /** Whether floats are whole numbers, some beyond what an image has. */
    private boolean isWholeThroughout() {
        boolean isLarge = false;
        for (int i = 0; i < shape.size(); i++) {
            final double value = array.number(i);
            if (value != Math.rint(value)) {
                return false;
            }
            isLarge |= Math.abs(value) > 1;
        }
        return isLarge;
    }

    /** Where an element, channel-last, lies in Lava's order. */
    private int lavaIndex(int i) {
        final int channel = i % shape.channels();
        final int position = i / shape.channels();
        final int row = position / shape.width();
        final int column = position % shape.width();
        return (column * shape.height() + row) * shape.channels() + channel;
    }

    /** The spikes of a step; none of an image, or behind the last. */
    void load(int step, SpikeList into) throws FileFormatException {
        into.clear();
        if (isDriven || step >= steps()) {
            return;
        }
        for (int i = 0; i < shape.size(); i++) {
            final double value = array.number(lavaIndex(i) * steps() + step);
            if (value != Math.rint(value) || Math.abs(value) >= LARGEST) {
                throw new FileFormatException(
                        file, "element " + (lavaIndex(i) * steps() + step), "a whole number below 2^24", value);
            }
            if (value != 0) {
                into.add(i, (float) value);
            }
        }
    }
}
