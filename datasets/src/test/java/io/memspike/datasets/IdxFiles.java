package io.memspike.datasets;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Makes IDX files for tests. */
public final class IdxFiles {
    public static final int IMAGES = 0x803;
    public static final int LABELS = 0x801;

    private IdxFiles() {}

    public static byte[] plain(int magic, int[] shape, byte... data) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(magic);
            for (final int extent : shape) {
                out.writeInt(extent);
            }
            out.write(data);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] gzip(byte... plain) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
