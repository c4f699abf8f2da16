package io.memspike.app.network;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import io.memspike.interchange.GraphText;
import io.memspike.tasks.plan.WholeFile;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;

/** A network's drawing as a file. */
final class GraphPicture {
    private static final long MOST_PIXELS = 200_000_000; // of a PNG in memory, 4 bytes each

    private GraphPicture() {}

    /** Refuses files of other kinds. */
    static void requireName(Path file) {
        if (!isSvg(file) && !file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new IllegalArgumentException("--out: expected a file named .png or .svg, found " + file);
        }
    }

    private static boolean isSvg(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    }

    /** Draws it, and writes it in one step. */
    static void write(Path file, GraphText network) throws IOException {
        System.setProperty("java.awt.headless", "true");
        final GraphDrawing drawing = new GraphDrawing(network);
        WholeFile.write(file, isSvg(file) ? svg(drawing) : png(drawing));
    }

    private static byte[] svg(GraphDrawing drawing) throws IOException {
        final VectorGraphics2D g = new VectorGraphics2D();
        drawing.draw(g);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final Dimension size = drawing.size();
        Processors.get("svg")
                .getDocument(g.getCommands(), new PageSize(0, 0, size.width, size.height))
                .writeTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] png(GraphDrawing drawing) throws IOException {
        final Dimension size = drawing.size();
        if ((long) size.width * size.height > MOST_PIXELS) {
            throw new IOException("--out: expected a drawing of at most " + MOST_PIXELS + " pixels, found " + size.width
                    + "×" + size.height + ": SVG has no such limit");
        }
        final BufferedImage image = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
        final Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        drawing.draw(g);
        g.dispose();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
