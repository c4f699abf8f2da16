package io.memspike.core.file;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.memspike.core.file.internal.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects metadata and tensors, then writes them as one safetensors file, in the order they were added. The same
 * content gives the same bytes.
 *
 * <p>{@link #write} never leaves a torn file: it writes to a temporary file in the same directory, forces it to disk and
 * renames it. If anything fails, an earlier file of that name stays as it was, the temporary file is removed and the
 * exception says in one line which file and why.
 *
 * <p>Arrays are not copied and must not change before {@link #write}. Not thread-safe.
 */
public final class SafetensorsWriter {
    private static final int BLOCK = 1 << 20; // bytes converted at a time
    private static final int ALIGNMENT = 8;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, TensorBody> bodies = new LinkedHashMap<>();
    private long end;

    /** With neither metadata nor tensors. */
    public SafetensorsWriter() {}

    /** Adds one entry of metadata; a key given again takes the new value. */
    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** Adds an F32 tensor. */
    public SafetensorsWriter floats(String name, long[] shape, float[] values) {
        return tensor(name, TensorType.F32, shape, values.length, out -> {
            final ByteBuffer block = block();
            for (int at = 0; at < values.length; ) {
                final int count = Math.min(block.capacity() / Float.BYTES, values.length - at);
                block.clear().asFloatBuffer().put(values, at, count);
                out.write(block.limit(count * Float.BYTES));
                at += count;
            }
        });
    }

    /** Adds an I64 tensor. */
    public SafetensorsWriter longs(String name, long[] shape, long[] values) {
        return tensor(name, TensorType.I64, shape, values.length, out -> {
            final ByteBuffer block = block();
            for (int at = 0; at < values.length; ) {
                final int count = Math.min(block.capacity() / Long.BYTES, values.length - at);
                block.clear().asLongBuffer().put(values, at, count);
                out.write(block.limit(count * Long.BYTES));
                at += count;
            }
        });
    }

    /** Adds a U8 tensor. */
    public SafetensorsWriter bytes(String name, long[] shape, byte[] values) {
        return tensor(name, TensorType.U8, shape, values.length, out -> out.write(ByteBuffer.wrap(values)));
    }

    /** Adds a tensor whose bytes are made while the file is written. */
    public SafetensorsWriter stream(String name, TensorType type, long[] shape, TensorBody body) {
        return tensor(name, type, shape, TensorInfo.elements(shape), body);
    }

    private SafetensorsWriter tensor(String name, TensorType type, long[] shape, long elements, TensorBody body) {
        final boolean isValid = Arrays.stream(shape).allMatch(extent -> extent >= 0);
        if (!isValid || TensorInfo.elements(shape) != elements) {
            throw new IllegalArgumentException("tensor " + name + ": expected a shape of " + elements
                    + " elements, found " + Arrays.toString(shape));
        }
        if (tensors.containsKey(name) || SafetensorsHeader.METADATA.equals(name)) {
            throw new IllegalArgumentException("tensor " + name + ": expected a name not yet taken");
        }
        final long begin = end;
        end = Math.addExact(begin, Math.multiplyExact(elements, type.bytes()));
        tensors.put(name, new TensorInfo(name, type, shape.clone(), begin, end));
        bodies.put(name, body);
        return this;
    }

    /**
     * Writes the file, replacing an earlier one.
     *
     * @throws IOException if that fails; an earlier file is then unchanged
     */
    public void write(Path target) throws IOException {
        final byte[] header = header();
        AtomicFile.write(target, channel -> {
            final ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            final CountingChannel out = new CountingChannel(channel);
            out.write(length.putLong(header.length).flip());
            out.write(ByteBuffer.wrap(header));
            for (final TensorInfo tensor : tensors.values()) {
                final long before = out.written;
                bodies.get(tensor.name()).writeTo(out);
                if (out.written - before != tensor.end() - tensor.begin()) {
                    throw new IOException("tensor " + tensor.name() + ": expected " + (tensor.end() - tensor.begin())
                            + " bytes, found " + (out.written - before));
                }
            }
        });
    }

    /** The JSON header, padded with spaces to a multiple of 8 bytes. */
    private byte[] header() throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(SafetensorsHeader.METADATA);
                for (final Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            for (final TensorInfo tensor : tensors.values()) {
                json.writeObjectFieldStart(tensor.name());
                json.writeStringField("dtype", tensor.type().name());
                json.writeFieldName("shape");
                json.writeArray(tensor.shape(), 0, tensor.shape().length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {tensor.begin(), tensor.end()}, 0, 2);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static ByteBuffer block() {
        return ByteBuffer.allocateDirect(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes whole buffers and counts the bytes. */
    private static final class CountingChannel implements WritableByteChannel {
        private final FileChannel channel;
        private long written;

        CountingChannel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            final int count = source.remaining();
            while (source.hasRemaining()) {
                channel.write(source);
            }
            written += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
