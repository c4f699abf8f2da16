package io.memspike.datasets.format.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * A ZIP archive in memory. What stands before each entry and in the list at the end must agree, in names, sizes and check
 * sums: Java's two readers look at one of them each.
 */
public final class ZipArchive {
    private static final int MOST_BYTES = 1 << 30; // of all entries

    private final Path file;
    private final Map<String, byte[]> entries;

    private ZipArchive(Path file, Map<String, byte[]> entries) {
        this.file = file;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /**
     * Reads an archive.
     *
     * @param kind what it should be, for messages: {@code an NPZ archive}
     * @throws FileFormatException where it is none, or a damaged one
     * @throws IOException where it cannot be read
     */
    public static ZipArchive read(Path file, String kind) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new BufferedInputStream(InputFile.open(file, kind)));
                ZipFile list = new ZipFile(file.toFile())) {
            return new ZipArchive(file, entries(file, in, list));
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new FileFormatException(file, "ZIP archive", "an intact one", FileFormatException.reason(e));
        }
    }

    private static Map<String, byte[]> entries(Path file, ZipInputStream in, ZipFile list) throws IOException {
        final Map<String, byte[]> entries = new LinkedHashMap<>();
        int left = MOST_BYTES;
        int count = 0;
        for (ZipEntry local = in.getNextEntry(); local != null; local = in.getNextEntry()) {
            final String name = local.getName();
            final byte[] bytes = in.readNBytes(left + 1);
            final ZipEntry listed = list.getEntry(name);
            if (listed == null || entries.containsKey(name)) {
                throw new FileFormatException(file, "ZIP archive", "entries that its list has, each once", name);
            }
            if (bytes.length > left) {
                throw new FileFormatException(file, "ZIP archive", "at most 2^30 bytes", "more");
            }
            final CRC32 sum = new CRC32();
            sum.update(bytes);
            if (bytes.length != listed.getSize() || sum.getValue() != listed.getCrc()) {
                throw new FileFormatException(
                        file,
                        name,
                        describe(listed.getSize(), listed.getCrc()),
                        describe(bytes.length, sum.getValue()));
            }
            left -= bytes.length;
            count++;
            if (!local.isDirectory()) {
                entries.put(name, bytes);
            }
        }
        if (count != list.size()) {
            throw new FileFormatException(file, "ZIP archive", list.size() + " entries, as its list has", count);
        }
        return entries;
    }

    private static String describe(long bytes, long sum) {
        return String.format("%d bytes with check sum 0x%08x", bytes, sum);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Names of the entries that are no folders, in the order of the file. */
    public Set<String> names() {
        return entries.keySet();
    }

    /** How errors name an entry. */
    public String place(String entry) {
        return file + ": " + entry;
    }

    /**
     * The bytes of an entry. Not to be modified.
     *
     * @throws FileFormatException where there is none of that name
     */
    public byte[] bytes(String name) throws FileFormatException {
        final byte[] bytes = entries.get(name);
        if (bytes == null) {
            throw new FileFormatException(file, "ZIP archive", "an entry " + name, "none");
        }
        return bytes;
    }
}
