package io.memspike.tasks.analog;

/**
 * How a binary network is trained.
 *
 * @param epochs passes over the images, at least 1
 * @param batch images of an update, at least 1
 * @param learningRate step size of Adam at the start; falls along half a cosine to 0
 * @param shift pixels by which an image is moved at random, up to, in each direction; 0 for none
 * @param seed of weights, order and moves
 */
public record BinaryTraining(int epochs, int batch, double learningRate, int shift, long seed) {
    /** Checks all of it. */
    public BinaryTraining {
        require("epochs", epochs, 1);
        require("batch", batch, 1);
        require("shift", shift, 0);
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learning rate: expected more than 0, found " + learningRate);
        }
    }

    private static void require(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(what + ": expected at least " + least + ", found " + value);
        }
    }

    /** What reaches 97 % on MNIST. */
    public static BinaryTraining ofDefaults(int epochs, long seed) {
        return new BinaryTraining(epochs, 100, 1e-2, 1, seed);
    }
}
