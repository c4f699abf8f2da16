package io.memspike.core.graph;

import io.memspike.core.Shape;

/** How many numbers a parameter of a node has. */
public enum Per {
    /** One for all. Files: {@code [1]}. */
    ONE,
    /** One a channel. Files: {@code [channels]}. */
    CHANNEL,
    /** One an element. Files: {@code [size]} of a vector, else {@code [channels, height, width]}. */
    ELEMENT;

    /** The tensor of such a parameter. */
    public TensorSpec tensor(String name, Shape shape) {
        return switch (this) {
            case ONE -> TensorSpec.of(name, 1);
            case CHANNEL -> TensorSpec.of(name, shape.channels());
            case ELEMENT ->
                shape.positions() == 1
                        ? TensorSpec.of(name, shape.channels())
                        : TensorSpec.of(name, shape.channels(), shape.height(), shape.width());
        };
    }

    /** The same of numbers of at least 0. */
    public TensorSpec notNegative(String name, Shape shape) {
        return new TensorSpec(name, tensor(name, shape).extents(), true);
    }

    /** Where the number of an element lies in its tensor. */
    public int index(int element, Shape shape) {
        return switch (this) {
            case ONE -> 0;
            case CHANNEL -> element % shape.channels();
            case ELEMENT -> shape.channelFirst(element);
        };
    }

    /** A number for each element, channel-last. A new array. */
    public float[] spread(float[] tensor, Shape shape) {
        final float[] spread = new float[shape.size()];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = tensor[index(i, shape)];
        }
        return spread;
    }
}
