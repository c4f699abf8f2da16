package io.memspike.datasets.segment;

import io.memspike.core.RandomStream;
import io.memspike.datasets.internal.Mirror;

/** Where a piece of an image lies, and how it is varied. Reused from piece to piece; one per thread. */
final class Patch {
    private static final int GRID = Augmentation.GRID;

    private final int height;
    private final int width;
    private final double[] rows = new double[(GRID + 1) * (GRID + 1)]; // how far knots are carried down
    private final double[] columns = new double[(GRID + 1) * (GRID + 1)]; // and to the right
    private long key;
    private long drawn; // numbers so far
    private int top;
    private int left;
    private boolean isFlipped;
    private int turns; // quarters
    private boolean isBent;
    private double contrast;
    private double shift;

    Patch(int height, int width) {
        this.height = height;
        this.width = width;
    }

    /** Begins another piece, whose numbers follow from a key. */
    void begin(long from) {
        key = from;
        drawn = 0;
    }

    /** Uniform in [0, 1), 53 bits. */
    private double draw() {
        return RandomStream.drawDouble(key, drawn++);
    }

    /** Uniform in [−most, most). */
    private double draw(double most) {
        return most * (2 * draw() - 1);
    }

    /** Lies down anywhere in an image that is at least as large; whether the middle counts. */
    boolean place(AnnotatedImage image) {
        top = (int) (draw() * (image.height() - height + 1));
        left = (int) (draw() * (image.width() - width + 1));
        return image.counted()[(top + height / 2) * image.width() + left + width / 2];
    }

    /** Draws how it is varied. */
    void vary(Augmentation how) {
        isFlipped = how.flips() && draw() < 0.5;
        turns = !how.turns() ? 0 : height == width ? (int) (4 * draw()) : 2 * (int) (2 * draw());
        isBent = how.bend() > 0;
        for (int k = 0; isBent && k < rows.length; k++) {
            rows[k] = draw(how.bend());
            columns[k] = draw(how.bend());
        }
        contrast = how.brightness() > 0 ? 1 + draw(how.brightness()) : 1;
        shift = how.brightness() > 0 ? draw(how.brightness()) : 0;
    }

    /** What is seen: [height, width], in [0, 1]. */
    void values(AnnotatedImage image, float[] into) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                final int at = from(y, x);
                final double value = isBent
                        ? between(image, bentRow(at), bentColumn(at))
                        : image.value((top + at / width) * image.width() + left + at % width);
                into[y * width + x] = (float) Math.max(0, Math.min(1, 0.5 + contrast * (value - 0.5) + shift));
            }
        }
    }

    /** What is to be learnt of it: of each pixel, what the nearest of the image is. */
    void targets(AnnotatedImage image, float[] into) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                final int at = from(y, x);
                final int row = isBent ? Mirror.place((int) Math.rint(bentRow(at)), image.height()) : top + at / width;
                final int column =
                        isBent ? Mirror.place((int) Math.rint(bentColumn(at)), image.width()) : left + at % width;
                into[y * width + x] = image.target(row * image.width() + column);
            }
        }
    }

    /** The place in the piece as it lies in the image that a pixel of the turned and mirrored one shows. */
    private int from(int y, int x) {
        final int unflipped = isFlipped ? width - 1 - x : x;
        return switch (turns) {
            case 0 -> y * width + unflipped;
            case 1 -> (height - 1 - unflipped) * width + y; // square
            case 2 -> (height - 1 - y) * width + width - 1 - unflipped;
            default -> unflipped * width + width - 1 - y; // square
        };
    }

    private double bentRow(int at) {
        return top + at / width + carried(rows, at);
    }

    private double bentColumn(int at) {
        return left + at % width + carried(columns, at);
    }

    /** A field between its knots, smooth across cells. */
    private double carried(double[] knots, int at) {
        final double down = (double) GRID * (at / width) / Math.max(1, height - 1);
        final double across = (double) GRID * (at % width) / Math.max(1, width - 1);
        final int row = Math.min(GRID - 1, (int) down);
        final int column = Math.min(GRID - 1, (int) across);
        final double v = eased(down - row);
        final double u = eased(across - column);
        final int knot = row * (GRID + 1) + column;
        return (1 - v) * ((1 - u) * knots[knot] + u * knots[knot + 1])
                + v * ((1 - u) * knots[knot + GRID + 1] + u * knots[knot + GRID + 2]);
    }

    private static double eased(double part) {
        return part * part * (3 - 2 * part);
    }

    private static double between(AnnotatedImage image, double row, double column) {
        final int top = (int) Math.floor(row);
        final int left = (int) Math.floor(column);
        final double down = row - top;
        final double across = column - left;
        return (1 - down) * ((1 - across) * value(image, top, left) + across * value(image, top, left + 1))
                + down * ((1 - across) * value(image, top + 1, left) + across * value(image, top + 1, left + 1));
    }

    private static double value(AnnotatedImage image, int row, int column) {
        return image.value(Mirror.place(row, image.height()) * image.width() + Mirror.place(column, image.width()));
    }
}
