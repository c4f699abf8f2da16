package io.memspike.datasets.recording.table.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.EventReader;
import io.memspike.datasets.recording.Head;
import io.memspike.datasets.recording.RecordingBytes;
import io.memspike.datasets.recording.RecordingFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * NumPy's NPZ: a ZIP archive with one array as in {@link NpyFormat}, or with an array for each of {@code t}, {@code x}, {@code y} and
 * {@code p}, packed or not; check sums are compared.
 */
@AutoService(RecordingFormat.class)
public final class NpzFormat implements RecordingFormat {
    /** Found by its name. */
    public NpzFormat() {}

    @Override
    public String name() {
        return "npz";
    }

    @Override
    public String[] endings() {
        return new String[] {"npz"};
    }

    @Override
    public boolean isCounted() {
        return false;
    }

    @Override
    public Likeness likeness(Head head) {
        return head.startsWith("PK\u0003\u0004") ? Likeness.CERTAIN : Likeness.NONE;
    }

    @Override
    public EventReader open(RecordingBytes bytes) throws IOException {
        final Path file = bytes.file();
        bytes.close();
        ZipFile zip = null;
        try {
            zip = new ZipFile(file.toFile());
            return open(file, zip);
        } catch (FileFormatException e) {
            close(zip);
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            close(zip);
            throw new FileFormatException(file, "ZIP archive", "an intact one", FileFormatException.reason(e));
        }
    }

    private static void close(ZipFile zip) throws IOException {
        if (zip != null) {
            zip.close();
        }
    }

    private static EventReader open(Path file, ZipFile zip) throws IOException {
        final List<ZipEntry> arrays = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        zip.stream().filter(entry -> entry.getName().endsWith(".npy")).forEach(entry -> {
            arrays.add(entry);
            names.add(entry.getName().substring(0, entry.getName().length() - 4));
        });
        final TextColumns columns = TextColumns.named(names, false);
        if (columns != null) {
            return NpzColumns.of(file, zip, arrays, columns);
        }
        if (arrays.size() != 1) {
            throw new FileFormatException(
                    file, "ZIP archive", "one array, or t, x, y and p", arrays.isEmpty() ? "none" : names);
        }
        final EventReader reader = NpyReader.of(ZipBytes.of(file, zip, arrays.get(0)));
        return new Closing(reader, zip);
    }

    /** A reader that closes the archive, too. */
    private record Closing(EventReader reader, ZipFile zip) implements EventReader {
        @Override
        public boolean read(io.memspike.datasets.recording.EventBatch into) throws IOException {
            return reader.read(into);
        }

        @Override
        public int width() {
            return reader.width();
        }

        @Override
        public int height() {
            return reader.height();
        }

        @Override
        public void close() throws IOException {
            reader.close();
            zip.close();
        }
    }
}
