package io.memspike.core.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A safetensors file, memory-mapped, whatever its length. All that its header says is checked at {@link #open}: JSON,
 * duplicate keys, types, shape × type = bytes, tensors without gap or overlap, file neither shorter nor longer than
 * declared. Values are not looked at.
 *
 * <p>Safe for any number of threads. {@link #close} refuses further use through this object; the mapping itself lasts as
 * long as a tensor or slice is reachable. The file must not be changed in place while it is open; a
 * {@link SafetensorsWriter} never does.
 */
public final class SafetensorsFile implements AutoCloseable {
    /** Longest header that is read, as in the reference implementation. */
    static final long MAX_HEADER = 100_000_000;

    private static final int WINDOW_SHIFT = 30;

    private final Path path;
    private final Map<String, String> metadata;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private volatile boolean isClosed;

    private SafetensorsFile(Path path, MappedBytes bytes, int headerLength) throws FileFormatException {
        this.path = path;
        final byte[] json = new byte[headerLength];
        bytes.copy(Long.BYTES, json, 0, headerLength);
        final long dataStart = (long) Long.BYTES + headerLength;
        final SafetensorsHeader header = SafetensorsHeader.parse(path, json, bytes.length() - dataStart);
        metadata = Collections.unmodifiableMap(header.metadata());
        header.tensors().forEach((name, info) -> tensors.put(name, new Tensor(path, info, bytes, dataStart)));
    }

    /**
     * Opens and checks a file.
     *
     * @throws FileFormatException if it is not a safetensors file, or a damaged one
     * @throws IOException if it cannot be read
     */
    public static SafetensorsFile open(Path path) throws IOException {
        return open(path, WINDOW_SHIFT);
    }

    static SafetensorsFile open(Path path, int windowShift) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path + ": expected a safetensors file, found no such file");
        }
        if (!Files.isRegularFile(path)) {
            throw new FileFormatException(path + ": expected a safetensors file, found a directory or device");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            final int headerLength = headerLength(path, channel);
            return new SafetensorsFile(path, new MappedBytes(path, channel, windowShift), headerLength);
        } catch (final AccessDeniedException e) {
            throw new IOException(path + ": expected a readable file, found access denied", e);
        }
    }

    private static int headerLength(Path path, FileChannel channel) throws IOException {
        if (channel.size() < Long.BYTES) {
            throw new FileFormatException(path, "offset 0", "8 bytes of header length", channel.size() + " bytes");
        }
        final ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, buffer.position()) < 0) {
                throw new FileFormatException(path, "offset 0", "8 bytes of header length", buffer.position());
            }
        }
        final long length = buffer.getLong(0);
        final long most = Math.min(channel.size() - Long.BYTES, MAX_HEADER);
        if (length < 2 || length > most) {
            throw new FileFormatException(
                    path,
                    "offset 0",
                    "a header length from 2 to " + most + " (is this a safetensors file?)",
                    Long.toUnsignedString(length));
        }
        return (int) length;
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** The header's metadata, in file order; empty if there are none. Unmodifiable. */
    public Map<String, String> metadata() {
        checkOpen();
        return metadata;
    }

    /** Names of the tensors, in file order. Unmodifiable. */
    public Set<String> names() {
        checkOpen();
        return Collections.unmodifiableSet(tensors.keySet());
    }

    /** Whether there is a tensor of that name. */
    public boolean has(String name) {
        checkOpen();
        return tensors.containsKey(name);
    }

    /**
     * The tensor of that name.
     *
     * @throws FileFormatException if there is none
     */
    public Tensor tensor(String name) throws FileFormatException {
        checkOpen();
        final Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new FileFormatException(path, "tensor " + name, "present", "only " + tensors.keySet());
        }
        return tensor;
    }

    /** Refuses further use through this object. */
    @Override
    public void close() {
        isClosed = true;
    }

    private void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException(path + ": expected an open file, found it closed");
        }
    }
}
