package io.memspike.app.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * A matrix as colours: rows downwards, columns to the right, with axes and a scale. A pixel that covers several cells has
 * the colour of their mean; NaN cells do not count, and are grey where there is nothing else.
 *
 * @param title above the map
 * @param unit above the scale
 * @param values (rows, columns), or NaN. Not modified.
 * @param low value of the scale's lower end
 * @param high value of its upper end
 * @param tileRows rows between the lines that part tiles
 * @param tileColumns columns between those lines
 */
record MapPicture(
        String title, String unit, double[][] values, double low, double high, int tileRows, int tileColumns) {
    static final int WIDTH = 800;
    static final int HEIGHT = 600;
    private static final int LEFT = 80;
    private static final int TOP = 50;
    private static final int MAP_WIDTH = 580;
    private static final int MAP_HEIGHT = 480;
    private static final int SCALE_X = LEFT + MAP_WIDTH + 30;
    private static final int SCALE_WIDTH = 20;
    private static final int TICKS = 6;
    private static final Color NOTHING = new Color(225, 225, 225);
    private static final Color TILES = new Color(220, 40, 40);

    /** Control points of the colour map viridis (S. van der Walt and N. Smith, in the public domain). */
    private static final int[][] COLOURS = {{68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}};

    BufferedImage draw() {
        final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        final Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        for (int y = 0; y < MAP_HEIGHT; y++) {
            for (int x = 0; x < MAP_WIDTH; x++) {
                image.setRGB(LEFT + x, TOP + y, colour(mean(x, y)).getRGB());
            }
        }
        tiles(g);
        g.setColor(Color.BLACK);
        g.drawRect(LEFT, TOP, MAP_WIDTH, MAP_HEIGHT);
        text(g);
        axes(g);
        scale(image, g);
        g.dispose();
        return image;
    }

    private int rows() {
        return values.length;
    }

    private int columns() {
        return values[0].length;
    }

    /** Mean over the cells below a pixel of the map. */
    private double mean(int x, int y) {
        final int top = (int) ((long) y * rows() / MAP_HEIGHT);
        final int bottom = Math.max(top + 1, (int) ((y + 1L) * rows() / MAP_HEIGHT));
        final int left = (int) ((long) x * columns() / MAP_WIDTH);
        final int right = Math.max(left + 1, (int) ((x + 1L) * columns() / MAP_WIDTH));
        double sum = 0;
        int n = 0;
        for (int i = top; i < bottom; i++) {
            for (int j = left; j < right; j++) {
                sum += Double.isNaN(values[i][j]) ? 0 : values[i][j];
                n += Double.isNaN(values[i][j]) ? 0 : 1;
            }
        }
        return n == 0 ? Double.NaN : sum / n;
    }

    private Color colour(double value) {
        if (Double.isNaN(value)) {
            return NOTHING;
        }
        final double share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0;
        final double at = share * (COLOURS.length - 1);
        final int from = Math.min(COLOURS.length - 2, (int) at);
        final int[] rgb = new int[3];
        for (int c = 0; c < rgb.length; c++) {
            rgb[c] = (int) Math.round(COLOURS[from][c] + (at - from) * (COLOURS[from + 1][c] - COLOURS[from][c]));
        }
        return new Color(rgb[0], rgb[1], rgb[2]);
    }

    private void tiles(Graphics2D g) {
        g.setColor(TILES);
        for (int row = tileRows; row < rows(); row += tileRows) {
            final int y = TOP + (int) ((long) row * MAP_HEIGHT / rows());
            g.drawLine(LEFT, y, LEFT + MAP_WIDTH, y);
        }
        for (int column = tileColumns; column < columns(); column += tileColumns) {
            final int x = LEFT + (int) ((long) column * MAP_WIDTH / columns());
            g.drawLine(x, TOP, x, TOP + MAP_HEIGHT);
        }
    }

    private void text(Graphics2D g) {
        g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        centred(g, title, WIDTH / 2, 30);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        centred(g, "column (bit line; G⁺ and G⁻ of an output side by side)", LEFT + MAP_WIDTH / 2, HEIGHT - 15);
        centred(g, unit, SCALE_X + SCALE_WIDTH, TOP - 8);
        final AffineTransform upright = g.getTransform();
        g.rotate(-Math.PI / 2);
        centred(g, "row (word line)", -(TOP + MAP_HEIGHT / 2), 22);
        g.setTransform(upright);
    }

    private static void centred(Graphics2D g, String text, int x, int y) {
        g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y);
    }

    private void axes(Graphics2D g) {
        for (int row = 0; row < rows(); row += step(rows())) {
            final int y = TOP + (int) ((row + 0.5) * MAP_HEIGHT / rows());
            final String label = String.valueOf(row);
            g.drawLine(LEFT - 5, y, LEFT, y);
            g.drawString(label, LEFT - 8 - g.getFontMetrics().stringWidth(label), y + 5);
        }
        for (int column = 0; column < columns(); column += step(columns())) {
            final int x = LEFT + (int) ((column + 0.5) * MAP_WIDTH / columns());
            g.drawLine(x, TOP + MAP_HEIGHT, x, TOP + MAP_HEIGHT + 5);
            centred(g, String.valueOf(column), x, TOP + MAP_HEIGHT + 20);
        }
    }

    /** Distance of ticks: 1, 2 or 5 times a power of ten, for at most {@link #TICKS} of them or so. */
    private static int step(int n) {
        int step = 1;
        for (int i = 0; n / step > TICKS; i++) {
            step = i % 3 == 1 ? step / 2 * 5 : step * 2;
        }
        return step;
    }

    private void scale(BufferedImage image, Graphics2D g) {
        for (int y = 0; y < MAP_HEIGHT; y++) {
            final int colour =
                    colour(high - (high - low) * y / (MAP_HEIGHT - 1)).getRGB();
            for (int x = 0; x < SCALE_WIDTH; x++) {
                image.setRGB(SCALE_X + x, TOP + y, colour);
            }
        }
        g.drawRect(SCALE_X, TOP, SCALE_WIDTH, MAP_HEIGHT);
        for (int i = 0; i < TICKS; i++) {
            final int y = TOP + MAP_HEIGHT - i * MAP_HEIGHT / (TICKS - 1);
            final double value = low + (high - low) * i / (TICKS - 1);
            g.drawLine(SCALE_X + SCALE_WIDTH, y, SCALE_X + SCALE_WIDTH + 4, y);
            g.drawString(String.format(Locale.ROOT, "%.3g", value), SCALE_X + SCALE_WIDTH + 7, y + 5);
        }
    }
}
