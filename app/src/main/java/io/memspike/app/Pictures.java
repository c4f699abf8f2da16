package io.memspike.app;

import io.memspike.core.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/** Charts as files. */
final class Pictures {
    private Pictures() {}

    /** Writes a chart as PNG, replacing an earlier file only when the new one is complete. */
    static void write(Path file, XYChart chart) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(chart, bytes, BitmapEncoder.BitmapFormat.PNG);
        AtomicFile.write(file, channel -> {
            final ByteBuffer content = ByteBuffer.wrap(bytes.toByteArray());
            while (content.hasRemaining()) {
                channel.write(content);
            }
        });
    }
}
