package io.memspike.tasks.segment;

import io.memspike.datasets.segment.AnnotatedImage;
import java.awt.image.BufferedImage;

/** Maps of probability as pictures. */
public final class Overlay {
    private static final int FOUND = 0x30c030; // green
    private static final int WRONG = 0xe03030; // red
    private static final int MISSED = 0x4060ff; // blue
    private static final int DIMMED = 4; // what does not count is so many times darker

    private Overlay() {}

    /** A map as a grey picture: 0 is black, 1 is white. */
    public static BufferedImage map(AnnotatedImage image, float[] map) {
        final BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < map.length; i++) {
            picture.getRaster()
                    .setSample(
                            i % image.width(),
                            i / image.width(),
                            0,
                            Math.round(Math.max(0, Math.min(1, map[i])) * 255));
        }
        return picture;
    }

    /**
     * The image with what is taken for positive: green where it is, red where it is not, or where nobody has said; blue what is
     * missed. What does not count is dark.
     *
     * @param threshold pixels of at least that probability are taken for positive
     */
    public static BufferedImage of(AnnotatedImage image, float[] map, double threshold) {
        final BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < map.length; i++) {
            picture.setRGB(i % image.width(), i / image.width(), colour(image, i, map[i] >= threshold));
        }
        return picture;
    }

    private static int colour(AnnotatedImage image, int pixel, boolean isTaken) {
        final int grey = image.pixels()[pixel] & 0xff;
        if (!image.counted()[pixel]) {
            return grey / DIMMED * 0x010101;
        }
        final boolean isPositive = image.isAnnotated() && image.positive()[pixel];
        if (isTaken) {
            return isPositive ? FOUND : WRONG;
        }
        return isPositive ? MISSED : grey * 0x010101;
    }
}
