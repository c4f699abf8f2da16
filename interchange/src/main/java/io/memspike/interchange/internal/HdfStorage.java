package io.memspike.interchange.internal;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.storage.HdfBackingStorage;
import io.jhdf.storage.HdfInMemoryByteBuffer;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes of a file, of which no more parts are read than a file of that size has: trees whose branches lead to one another
 * would be visited more often than anybody can wait. The library makes its own of bytes; that it takes another is known to its
 * constructor alone.
 */
final class HdfStorage extends HdfInMemoryByteBuffer {
    private static final int FEWEST_READS = 1 << 12;
    private static final int LEAST_BYTES = 64; // of a part, on average
    private static final int BTHD = 0x44485442; // "BTHD", the head of a tree of the second version
    private static final int EAHD = 0x44484145; // "EAHD", that of an array of chunks that grows
    private static final int FAHD = 0x44484146; // "FAHD", and of one that does not

    private final long end;
    private HdfFile root;
    private long left;

    private HdfStorage(ByteBuffer bytes, Superblock superblock) {
        super(bytes, superblock);
        this.end = superblock.getEndOfFileAddress();
        this.left = FEWEST_READS + bytes.capacity() / LEAST_BYTES;
    }

    /**
     * A file in bytes.
     *
     * @param begin where its signature stands
     * @throws HdfException where it is not sound
     */
    static HdfStorage open(byte[] file, int begin) {
        final ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(begin);
        final Superblock superblock = Superblock.readSuperblock(bytes);
        if (superblock.getBaseAddressByte() != begin) {
            throw new HdfException("base address " + superblock.getBaseAddressByte() + " behind " + begin + " bytes");
        }
        try {
            final Constructor<HdfFile> constructor = HdfFile.class.getDeclaredConstructor(HdfBackingStorage.class);
            constructor.setAccessible(true);
            final HdfStorage storage = new HdfStorage(bytes, superblock);
            storage.root = constructor.newInstance(storage);
            return storage;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error; // a stack that is full
            }
            throw new HdfException("head", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another version of jHDF than 0.13.0", e);
        }
    }

    /** How many bytes a file has that is not cut, as it says. */
    long end() {
        return end;
    }

    /** What lies in it. */
    HdfFile root() {
        return root;
    }

    /**
     * All of a dataset, whose every chunk the file has: of those that it has not, the library makes zeros.
     *
     * @param isFlat whether in one dimension
     */
    Object whole(Dataset dataset, boolean isFlat) {
        if (dataset instanceof ChunkedDataset chunked && dataset.getSize() > 0) {
            chunked.getRawChunkBuffer(last(chunked)); // before room is made for all of them
        }
        final long before = left;
        final Object data = isFlat ? dataset.getDataFlat() : dataset.getData();
        if (dataset instanceof ChunkedDataset chunked && before - left < chunks(chunked)) {
            throw new HdfException(
                    "fewer chunks than extents " + Arrays.toString(dataset.getDimensionsAsLong()) + " have");
        }
        return data;
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

    /**
     * Some rows of a dataset.
     *
     * @param from the first
     * @param extents theirs
     */
    Object rows(Dataset dataset, int from, int[] extents) {
        final long[] first = new long[extents.length];
        first[0] = from;
        return dataset.getData(first, extents);
    }

    /** Where the last chunk begins. */
    private static int[] last(ChunkedDataset dataset) {
        final long[] extents = dataset.getDimensionsAsLong();
        final int[] last = new int[extents.length];
        for (int d = 0; d < last.length; d++) {
            last[d] = Math.toIntExact(
                    (extents[d] - 1) / dataset.getChunkDimensions()[d] * dataset.getChunkDimensions()[d]);
        }
        return last;
    }

    /** How many chunks a dataset has. */
    static long chunks(ChunkedDataset dataset) {
        final long[] extents = dataset.getDimensionsAsLong();
        final int[] chunk = dataset.getChunkDimensions();
        long chunks = 1;
        for (int d = 0; d < extents.length; d++) {
            chunks *= (extents[d] + chunk[d] - 1) / chunk[d];
        }
        return chunks;
    }

    @Override
    public synchronized ByteBuffer mapNoOffset(long address, long length) {
        if (--left < 0) {
            throw new HdfException("more parts than a file of " + size() + " bytes has");
        }
        final ByteBuffer bytes = super.mapNoOffset(address, length);
        requireRecords(bytes, length);
        return bytes;
    }

    /** For as many records or chunks as the head of an index says the library makes room at once. */
    private void requireRecords(ByteBuffer bytes, long length) {
        final int magic = length < Integer.BYTES ? 0 : bytes.getInt(0);
        final long at =
                switch (magic) {
                    case BTHD -> 18 + getSizeOfOffsets();
                    case EAHD -> 12 + 4 * getSizeOfLengths();
                    case FAHD -> 8;
                    default -> length;
                };
        final int width = magic == BTHD ? Integer.BYTES : getSizeOfLengths();
        if (length >= at + width) {
            final long records = width == Long.BYTES ? bytes.getLong((int) at) : bytes.getInt((int) at);
            if (records < 0 || records > size()) {
                throw new HdfException("an index of " + records + " entries in " + size() + " bytes");
            }
        }
    }
}
