package io.memspike.app.picture;

import io.memspike.tasks.plan.WholeFile;
import io.memspike.tasks.recording.RecordingDrawing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Recordings as pictures: ON is red, OFF is blue, the brighter the more recent. */
public final class RecordingPicture {
    private static final String METADATA = "javax_imageio_gif_image_1.0";
    private static final int SMALLEST = 256; // pixels of the longer side, at least
    private static final int DELAY = 5; // hundredths of a second between pictures

    private RecordingPicture() {}

    /** Draws a recording and writes it in one step. */
    public static void write(Path file, RecordingDrawing drawing) throws IOException {
        switch (drawing.kind()) {
            case RATE -> Charts.write(file, rate(drawing));
            case SURFACE -> {
                final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ImageIO.write(surface(drawing, 0), "png", bytes);
                WholeFile.write(file, bytes.toByteArray());
            }
            case ANIMATION -> WholeFile.write(file, animation(drawing));
        }
    }

    private static XYChart rate(RecordingDrawing drawing) {
        final XYChart chart = Charts.chart("Rate of events", "time (ms)", "events a second");
        final float[] rates = drawing.frames()[0];
        final double[] times = new double[rates.length / 2];
        final double[][] values = new double[2][times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = (i + 0.5) * drawing.micros() / 1e3;
            values[0][i] = rates[2 * i];
            values[1][i] = rates[2 * i + 1];
        }
        chart.addSeries("OFF", times, values[0]).setMarker(SeriesMarkers.NONE);
        chart.addSeries("ON", times, values[1]).setMarker(SeriesMarkers.NONE);
        return chart;
    }

    private static BufferedImage surface(RecordingDrawing drawing, int number) {
        final float[] frame = drawing.frames()[number];
        final int zoom = Math.max(1, SMALLEST / Math.max(drawing.width(), drawing.height()));
        final BufferedImage image =
                new BufferedImage(zoom * drawing.width(), zoom * drawing.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, colour(frame[y / zoom * drawing.width() + x / zoom]));
            }
        }
        return image;
    }

    private static int colour(float value) {
        final int dimmed = 255 - Math.round(255 * Math.abs(value));
        if (value == 0) {
            return 0xffffff;
        }
        return value > 0 ? 0xff0000 | dimmed << 8 | dimmed : dimmed << 16 | dimmed << 8 | 0xff;
    }

    private static byte[] animation(RecordingDrawing drawing) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < drawing.frames().length; i++) {
                final BufferedImage image = surface(drawing, i);
                writer.writeToSequence(new IIOImage(image, null, metadata(writer, image, i == 0)), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage image, boolean isFirst) throws IOException {
        final IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        final IIOMetadataNode root = new IIOMetadataNode(METADATA);
        final IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(DELAY));
        control.setAttribute("transparentColorIndex", "0");
        root.appendChild(control);
        if (isFirst) {
            final IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
            final IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(new byte[] {1, 0, 0}); // for ever
            extensions.appendChild(loop);
            root.appendChild(extensions);
        }
        metadata.mergeTree(METADATA, root);
        return metadata;
    }
}
