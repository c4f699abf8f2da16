package io.memspike.datasets.segment.internal;

/**
 * What makes pictures of the eye's ground alike: grey, its range stretched to 0…255 and cut to whole numbers, {@link Clahe},
 * and a gamma curve of 1.2.
 *
 * <p>Source: the preparation of retinal images in Li et al., "Pruning random resistive memory for optimizing analogue AI",
 * arXiv 2311.07164, who also take z-scores over the set in between; stretching each image undoes them, so that an image
 * looks the same in any set, and whole numbers suffice.
 */
final class Contrast {
    private static final double GAMMA = 1.2;
    private static final int WHITE = 255;

    private Contrast() {}

    /** All steps. */
    static byte[] of(GreyImage image) {
        final byte[] equalised = Clahe.apply(image.height(), image.width(), stretched(image.thousandths()));
        final byte[] table = gammaTable();
        for (int i = 0; i < equalised.length; i++) {
            equalised[i] = table[equalised[i] & 0xff];
        }
        return equalised;
    }

    /**
     * Greys from 0, the darkest, to 255, the brightest: ⌊255 · (grey − darkest) / (brightest − darkest)⌋, exactly.
     *
     * @throws IllegalArgumentException where all are the same
     */
    static byte[] stretched(int... greys) {
        int darkest = Integer.MAX_VALUE;
        int brightest = Integer.MIN_VALUE;
        for (final int grey : greys) {
            darkest = Math.min(darkest, grey);
            brightest = Math.max(brightest, grey);
        }
        if (darkest == brightest) {
            throw new IllegalArgumentException("expected an image of several greys, found one");
        }
        final byte[] stretched = new byte[greys.length];
        for (int i = 0; i < greys.length; i++) {
            stretched[i] = (byte) ((long) WHITE * (greys[i] - darkest) / (brightest - darkest));
        }
        return stretched;
    }

    /** ⌊255 · (i / 255)^(1 / 1.2)⌋ for each grey i. */
    static byte[] gammaTable() {
        final byte[] table = new byte[WHITE + 1];
        for (int i = 0; i <= WHITE; i++) {
            table[i] = (byte) (int) (StrictMath.pow(i / (double) WHITE, 1 / GAMMA) * WHITE);
        }
        return table;
    }
}
