package io.memspike.tasks.inpainting;

/** Square images in [−1, 1], as an auto-encoder takes them. Any number of threads at once. */
public interface ImageSource {
    /** Number of images. */
    int size();

    /** Height and width of every image. */
    int side();

    /** Overwrites {@code pixels} (side²), row-major, by an image. */
    void load(int image, float[] pixels);

    /**
     * Images in memory.
     *
     * @param side height and width
     * @param images [image] (side²). Not copied, not modified.
     */
    static ImageSource of(int side, float[][] images) {
        return new ImageSource() {
            @Override
            public int size() {
                return images.length;
            }

            @Override
            public int side() {
                return side;
            }

            @Override
            public void load(int image, float[] pixels) {
                System.arraycopy(images[image], 0, pixels, 0, side * side);
            }
        };
    }
}
