package io.memspike.core;

/**
 * Shape of a layer's input or output. Arrays of this shape are channel-last: channels of one position are contiguous,
 * positions are row-major.
 *
 * @param channels number of channels (features), at least 1
 * @param height number of rows, at least 1
 * @param width number of columns, at least 1
 */
public record Shape(int channels, int height, int width) {
    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("shape: expected positive extents, found channels=" + channels
                    + " height=" + height + " width=" + width);
        }
        if ((double) channels * height * width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("shape: expected fewer than 2^31 elements, found channels=" + channels
                    + " height=" + height + " width=" + width);
        }
    }

    /** Shape of a plain vector: one position with {@code features} channels. */
    public static Shape vector(int features) {
        return new Shape(features, 1, 1);
    }

    /** Number of elements. */
    public int size() {
        return channels * height * width;
    }

    /** Number of positions, height × width. */
    public int positions() {
        return height * width;
    }

    /** Channel-last index of an element: {@code (row · width + column) · channels + channel}. */
    public int index(int channel, int row, int column) {
        return (row * width + column) * channels + channel;
    }

    /** Channel-first (file order) index of the element whose channel-last index is {@code index}. */
    public int channelFirst(int index) {
        return index % channels * positions() + index / channels;
    }

    /** By extents. Written out, since every start compares shapes: what a record makes by itself is built of classes then. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape
                && channels == shape.channels
                && height == shape.height
                && width == shape.width;
    }

    @Override
    public int hashCode() {
        return (channels * 31 + height) * 31 + width;
    }

    /** As people write it: {@code channels×height×width}. */
    @Override
    public String toString() {
        return channels + "×" + height + "×" + width;
    }
}
