package io.memspike.datasets.recording.hdf.internal;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.storage.HdfBackingStorage;
import io.jhdf.storage.HdfFileChannel;
import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file of which nothing is read that lies outside of it, and not more parts at a time than a file of that size has: the library
 * makes room for whatever length a file says, and visits trees whose branches lead to one another more often than anybody can wait.
 * That it takes a storage of another make is known to its constructor alone.
 */
final class HdfStorage extends HdfFileChannel implements AutoCloseable {
    private static final int FEWEST_READS = 1 << 12;
    private static final int LEAST_BYTES = 64; // of a part, on average
    private static final int MOST_COPIED = 1 << 20; // what is larger is mapped
    private static final int BTHD = 0x44485442; // "BTHD", the head of a tree of the second version
    private static final int EAHD = 0x44484145; // "EAHD", that of an array of chunks that grows
    private static final int FAHD = 0x44484146; // "FAHD", and of one that does not

    private final FileChannel channel;
    private final long size;
    private HdfFile root;
    private long left;

    private HdfStorage(FileChannel channel, Superblock superblock) throws IOException {
        super(channel, superblock);
        this.channel = channel;
        this.size = channel.size();
        begin();
    }

    /**
     * Opens a file.
     *
     * @throws FileFormatException where it is none, or cut
     * @throws HdfException where it is not sound
     */
    static HdfStorage open(Path path) throws IOException {
        final FileChannel channel = FileChannel.open(path);
        try {
            final Superblock superblock = superblock(path, channel);
            if (superblock.getEndOfFileAddress() > channel.size()) {
                throw new FileFormatException(
                        path, "head", superblock.getEndOfFileAddress() + " bytes, as it says", channel.size());
            }
            final HdfStorage storage = new HdfStorage(channel, superblock);
            storage.root = root(storage);
            return storage;
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** HDF5 begins with its signature, or that stands behind 512 bytes, or twice as many, and so on. */
    private static Superblock superblock(Path path, FileChannel channel) throws IOException {
        for (long at = 0; at < channel.size(); at = at == 0 ? 512 : 2 * at) {
            final ByteBuffer first = ByteBuffer.allocate(HdfFormat.SIGNATURE.length());
            channel.read(first, at);
            if (HdfFormat.isSignature(first.array(), 0)) {
                final Superblock superblock = Superblock.readSuperblock(channel, at);
                if (superblock.getBaseAddressByte() != at) {
                    throw new HdfException(
                            "base address " + superblock.getBaseAddressByte() + " behind " + at + " bytes");
                }
                return superblock;
            }
        }
        throw new FileFormatException(path, "head", "the signature of HDF5", "none in " + channel.size() + " bytes");
    }

    private static HdfFile root(HdfStorage storage) {
        try {
            final var constructor = HdfFile.class.getDeclaredConstructor(HdfBackingStorage.class);
            constructor.setAccessible(true);
            return constructor.newInstance(storage);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error; // a stack that is full
            }
            throw new HdfException("head", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another version of jHDF than 0.13.0", e);
        }
    }

    /** What lies in it. */
    HdfFile root() {
        return root;
    }

    /** What an attribute says; null for null. */
    Object value(Attribute attribute) {
        if (attribute == null) {
            return null;
        }
        requireSound(attribute.getDataType(), attribute.getSize() <= 1);
        requireRoom(attribute.getDimensionsAsLong(), attribute.getDataType().getSize());
        return attribute.getData();
    }

    /**
     * Refuses a type whose parts are larger than itself, for which the library makes room before it reads, and lists and texts of any
     * length where they may not be: any number of them may lie in one place.
     */
    static void requireSound(DataType type, boolean mayBeOfAnyLength) {
        if (type instanceof ArrayDataType array) {
            long bytes = Math.max(1, array.getBaseType().getSize());
            for (final int extent : array.getArrayTypeDimensions()) {
                bytes = extent < 0 || bytes > type.getSize() ? Long.MAX_VALUE : bytes * extent;
            }
            if (bytes > type.getSize()) {
                throw new HdfException("an array of more than the " + type.getSize() + " bytes of its type");
            }
            requireSound(array.getBaseType(), mayBeOfAnyLength);
        } else if (type instanceof CompoundDataType compound) {
            for (final CompoundDataType.CompoundDataMember member : compound.getMembers()) {
                final long end =
                        (long) member.getOffset() + member.getDataType().getSize();
                if (member.getOffset() < 0 || end > type.getSize()) {
                    throw new HdfException("a member up to byte " + end + " of " + type.getSize());
                }
                requireSound(member.getDataType(), mayBeOfAnyLength);
            }
        } else if (type instanceof VariableLength list) {
            if (!mayBeOfAnyLength) {
                throw new HdfException("lists or texts of any length, where numbers belong or one text");
            }
            requireSound(list.getParent(), true);
        }
    }

    /** Refuses what has more elements than the file can hold one by one. */
    void requireRoom(long[] extents, int element) {
        long bytes = Math.max(1, element);
        for (final long extent : extents) {
            bytes = extent < 0 || extent > size ? size + 1 : bytes * extent;
            if (bytes > size) {
                throw new HdfException("extents " + Arrays.toString(extents) + " in " + size + " bytes");
            }
        }
    }

    /**
     * Rows of a dataset of one dimension, all of which the file has: of those that it has not, the library makes zeros.
     *
     * @param from the first
     */
    Object rows(Dataset dataset, long from, int count) {
        dataset.isEmpty(); // finds the chunks, before those that are read are counted
        begin();
        final long before = left;
        if (!(dataset instanceof ChunkedDataset chunked)) {
            return dataset.getData(new long[] {from}, new int[] {count});
        }
        final int chunk = chunked.getChunkDimensions()[0];
        final Object rows = BoundedDeflate.bounded(
                (long) chunk * dataset.getDataType().getSize(),
                () -> dataset.getData(new long[] {from}, new int[] {count}));
        if (before - left < (from + count - 1) / chunk - from / chunk + 1) {
            throw new HdfException("fewer chunks than rows " + from + " to " + (from + count - 1) + " lie in");
        }
        return rows;
    }

    /** Another piece of work may read as many parts as the file has. */
    private void begin() {
        left = FEWEST_READS + size / LEAST_BYTES;
    }

    @Override
    public ByteBuffer readBufferFromAddress(long address, int length) {
        return read(address + getUserBlockSize(), length);
    }

    @Override
    public ByteBuffer mapNoOffset(long address, long length) {
        return length <= MOST_COPIED
                ? read(address, (int) length)
                : super.mapNoOffset(address, require(address, length));
    }

    private long require(long address, long length) {
        if (--left < 0) {
            throw new HdfException("more parts than a file of " + size + " bytes has");
        }
        if (address < 0 || length < 0 || length > size - address) {
            throw new HdfException(length + " bytes at " + address + " of " + size);
        }
        return length;
    }

    private ByteBuffer read(long address, int length) {
        final ByteBuffer bytes =
                ByteBuffer.allocate((int) require(address, length)).order(ByteOrder.LITTLE_ENDIAN);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, address + bytes.position()) < 0) {
                    throw new HdfException("the end of the file at " + (address + bytes.position()));
                }
            }
        } catch (IOException e) {
            throw new HdfException("reading at " + address, e);
        }
        requireRecords(bytes.flip());
        return bytes;
    }

    /** For as many records or chunks as the head of an index says the library makes room at once. */
    private void requireRecords(ByteBuffer bytes) {
        final int magic = bytes.limit() < Integer.BYTES ? 0 : bytes.getInt(0);
        final int at =
                switch (magic) {
                    case BTHD -> 18 + getSizeOfOffsets();
                    case EAHD -> 12 + 4 * getSizeOfLengths();
                    case FAHD -> 8;
                    default -> bytes.limit();
                };
        final int width = magic == BTHD ? Integer.BYTES : getSizeOfLengths();
        if (bytes.limit() >= at + width) {
            final long records = width == Long.BYTES ? bytes.getLong(at) : bytes.getInt(at);
            if (records < 0 || records > size) {
                throw new HdfException("an index of " + records + " entries in " + size + " bytes");
            }
        }
    }
}
