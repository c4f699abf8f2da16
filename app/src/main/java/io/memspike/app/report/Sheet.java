package io.memspike.app.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures of one size on one sheet, two side by side. */
final class Sheet {
    private static final int WIDEST = 560; // pixels of each
    private static final int GAP = 6;

    private Sheet() {}

    /** Draws them, smaller where they are wide. */
    static BufferedImage of(List<BufferedImage> pictures) {
        final BufferedImage first = pictures.get(0);
        final int width = Math.min(WIDEST, first.getWidth());
        final int height = Math.max(1, (int) ((long) first.getHeight() * width / first.getWidth()));
        final int rows = (pictures.size() + 1) / 2;
        final BufferedImage sheet =
                new BufferedImage(2 * width + GAP, rows * (height + GAP) - GAP, BufferedImage.TYPE_INT_RGB);
        final Graphics2D g = sheet.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        for (int i = 0; i < pictures.size(); i++) {
            g.drawImage(pictures.get(i), i % 2 * (width + GAP), i / 2 * (height + GAP), width, height, null);
        }
        g.dispose();
        return sheet;
    }
}
