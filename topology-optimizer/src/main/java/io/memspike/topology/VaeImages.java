package io.memspike.topology;

/** Images to learn from: whole, and with the hole that is to be filled. Any number of threads at once. */
public interface VaeImages {
    /** Number of images. */
    int size();

    /**
     * Overwrites both arrays by one image.
     *
     * @param image number of the image
     * @param whole (side²), row-major, in [−1, 1]
     * @param holed the same with the hole at −1
     */
    void load(int image, float[] whole, float[] holed);
}
