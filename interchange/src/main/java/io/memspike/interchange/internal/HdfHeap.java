package io.memspike.interchange.internal;

import io.jhdf.Superblock;
import io.jhdf.api.Node;
import io.jhdf.api.WritableAttributeImpl;
import io.jhdf.api.WritableGroup;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.storage.HdfBackingStorage;
import io.memspike.core.graph.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Attributes that are texts of variable length, which h5py reads as {@code str}; the library writes fixed ones alone, which h5py
 * reads as bytes. In HDF5 such an attribute says where its text is, and texts lie in a heap, here one at the end of the file.
 *
 * <pre>
 *   attribute   length u32   address of the heap u64   number of the text u32
 *   heap        "GCOL" 1 0 0 0   size u64   texts, each on 8 bytes   what is free, as text 0
 *   text        number u16   references u16   0 u32   length u64   UTF-8
 * </pre>
 */
final class HdfHeap {
    private static final int ALIGNMENT = 8;
    private static final int HEAD = 16; // of the heap, and of a text
    private static final int LEAST = 4096; // bytes of a heap
    private static final int MOST_TEXTS = 65_535;

    private final long address;
    private final List<byte[]> texts = new ArrayList<>();

    /**
     * Of a file.
     *
     * @param end its length without the heap
     */
    HdfHeap(long end) {
        address = aligned(end);
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    void putAttribute(WritableGroup group, String name, String text) {
        Kind.require(texts.size() < MOST_TEXTS, "HDF5: expected at most %d attributes of text, found more", MOST_TEXTS);
        texts.add(text.getBytes(StandardCharsets.UTF_8));
        group.getAttributes().put(name, new Text(name, group, text, new Place(address, texts.size())));
    }

    /** Puts the heap behind what is written, and moves the end of the file. */
    void append(Path file) throws IOException {
        long size = HEAD;
        for (final byte[] text : texts) {
            size += HEAD + aligned(text.length);
        }
        final ByteBuffer heap = little((int) Math.max(LEAST, size + HEAD));
        heap.put("GCOL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(heap.capacity());
        for (int i = 0; i < texts.size(); i++) {
            heap.putInt(i + 1).putInt(0).putLong(texts.get(i).length).put(texts.get(i));
            heap.position((int) aligned(heap.position()));
        }
        final int free = heap.remaining();
        heap.putLong(0).putLong(free).rewind();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            write(channel, heap, address);
            write(channel, new Superblock.SuperblockV2V3().toBuffer(channel.size()), 0);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static final class Text extends WritableAttributeImpl {
        private final DataType type;

        Text(String name, Node node, String text, DataType type) {
            super(name, node, text);
            this.type = type;
        }

        @Override
        public DataType getDataType() {
            return type;
        }
    }

    /** A text that lies in a heap. */
    private static final class Place extends DataType {
        private static final int VARIABLE_LENGTH = 9;
        private static final int BYTES = 16;

        private final long address;
        private final int number;

        Place(long address, int number) {
            super(VARIABLE_LENGTH, BYTES);
            this.address = address;
            this.number = number;
        }

        @Override
        public ByteBuffer toBuffer() {
            return little(20)
                    .putInt(0x00_01_01_19) // a text, ended by its length, in UTF-8
                    .putInt(BYTES)
                    .putInt(0x10) // of whole numbers
                    .putInt(1) // of a byte
                    .putInt(8 << 16); // all of whose bits count
        }

        @Override
        public ByteBuffer encodeData(Object text) {
            return little(BYTES)
                    .putInt(text.toString().getBytes(StandardCharsets.UTF_8).length)
                    .putLong(address)
                    .putInt(number);
        }

        @Override
        public Class<?> getJavaType() {
            return String.class;
        }

        @Override
        public Object fillData(ByteBuffer buffer, int[] dimensions, HdfBackingStorage storage) {
            throw new UnsupportedHdfException("a text that is written is not read");
        }
    }
}
