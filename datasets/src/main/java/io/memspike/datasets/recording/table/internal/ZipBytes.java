package io.memspike.datasets.recording.table.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.RecordingBytes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An entry of a ZIP archive as it is unpacked, its length and check sum compared at its end. */
final class ZipBytes extends FilterInputStream {
    private final Path file;
    private final ZipEntry entry;
    private final CRC32 sum = new CRC32();
    private long length;

    private ZipBytes(Path file, ZipEntry entry, InputStream in) {
        super(in);
        this.file = file;
        this.entry = entry;
    }

    static RecordingBytes of(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        return RecordingBytes.of(
                file, entry.getName(), new ZipBytes(file, entry, zip.getInputStream(entry)), entry.getSize());
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        final int step;
        try {
            step = super.read(into, from, count);
        } catch (IOException e) {
            throw new FileFormatException(file, entry.getName(), "intact content", FileFormatException.reason(e));
        }
        if (step > 0) {
            sum.update(into, from, step);
            length += step;
        }
        if (step < 0 && (length != entry.getSize() || sum.getValue() != entry.getCrc())) {
            throw new FileFormatException(
                    file,
                    entry.getName(),
                    entry.getSize() + " bytes with check sum " + Long.toHexString(entry.getCrc()),
                    length + " with " + Long.toHexString(sum.getValue()));
        }
        return step;
    }
}
