package io.memspike.datasets.recording.write;

import io.memspike.datasets.recording.Recording;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an array each for t (i8), x, y (u2) and p (u1), by reading the recording once for each. */
final class NpzWriter {
    private NpzWriter() {}

    static void write(Recording recording, long events, long origin, OutputStream out) throws IOException {
        final ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(1);
        array(recording, events, origin, zip, "t", "<i8", 8);
        array(recording, events, origin, zip, "x", "<u2", 2);
        array(recording, events, origin, zip, "y", "<u2", 2);
        array(recording, events, origin, zip, "p", "|u1", 1);
        zip.finish();
    }

    private static void array(
            Recording recording, long events, long origin, ZipOutputStream zip, String name, String type, int bytes)
            throws IOException {
        final ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTime(0);
        zip.putNextEntry(entry);
        final String fields = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + events + ",), }";
        final String header = fields + " ".repeat(63 - (10 + fields.length()) % 64) + "\n";
        zip.write(new byte[] {
            (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), (byte) (header.length() >> 8)
        });
        zip.write(header.getBytes(StandardCharsets.US_ASCII));
        final byte[] number = new byte[bytes];
        RecordingWriter.each(
                recording,
                (micros, x, y, polarity) -> {
                    final long value =
                            switch (name) {
                                case "t" -> micros;
                                case "x" -> x;
                                case "y" -> y;
                                default -> polarity;
                            };
                    for (int i = 0; i < number.length; i++) {
                        number[i] = (byte) (value >> 8 * i);
                    }
                    zip.write(number, 0, number.length);
                },
                origin);
        zip.closeEntry();
    }
}
