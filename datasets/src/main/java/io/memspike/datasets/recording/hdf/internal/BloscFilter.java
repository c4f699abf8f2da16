package io.memspike.datasets.recording.hdf.internal;

import com.google.auto.service.AutoService;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.jhdf.filter.Filter;
import io.memspike.core.file.FileFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jpountz.lz4.LZ4Factory;

/**
 * Blosc, version 1, which packs chunks of HDF5, DSEC's among them.
 *
 * <pre>
 *   | 2 | version of the codec | flags | length of an element | length, u32 | of a block, u32 | packed, u32 |
 *   flags: 1 bytes shuffled, 2 not packed, 4 bits shuffled, 16 blocks are not split; the upper 3 bits are the codec
 *   | where each block begins, u32 … | a block: for each of its splits its length packed, u32, and what it holds … |
 * </pre>
 *
 * <p>Codecs: BloscLZ, LZ4, Snappy, zlib, zstd. Bits are not unshuffled. Source: Blosc's documentation of its chunk format.
 */
@AutoService(Filter.class)
public final class BloscFilter implements Filter {
    private static final int ID = 32_001;
    private static final int HEAD = 16;
    private static final int MOST_SPLITS = 16;
    private static final int SMALLEST_SPLIT = 128;

    /** Found by its number. */
    public BloscFilter() {}

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return "blosc";
    }

    /**
     * Unpacks a chunk.
     *
     * @throws RuntimeException where it is not sound
     */
    @Override
    public byte[] decode(byte[] encoded, int[] data) {
        final ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        final int flags = in.get(2) & 0xff;
        final int element = Math.max(1, in.get(3) & 0xff);
        final int length = in.getInt(4);
        final int block = in.getInt(8);
        final byte[] out = new byte[Unpacked.require(getName(), length, encoded)];
        if (length > 0 && block < 1 || (flags & 4) != 0) {
            throw new IllegalArgumentException(
                    "Blosc: expected blocks of which no bits are shuffled, found block=" + block + " flags=" + flags);
        }
        if ((flags & 2) != 0) {
            in.get(HEAD, out);
            return out;
        }
        final byte[] shuffled = new byte[Math.min(block, length)];
        for (int begin = 0, i = 0; begin < length; begin += block, i++) {
            final int size = Math.min(block, length - begin);
            unpack(in, in.getInt(HEAD + 4 * i), flags, element, size == block, shuffled, size);
            if ((flags & 1) != 0 && element > 1) {
                unshuffle(shuffled, size, element, out, begin);
            } else {
                System.arraycopy(shuffled, 0, out, begin, size);
            }
        }
        return out;
    }

    private static void unpack(ByteBuffer in, int at, int flags, int element, boolean isWhole, byte[] into, int size) {
        final boolean isSplit =
                (flags & 16) == 0 && element <= MOST_SPLITS && size / element >= SMALLEST_SPLIT && isWhole;
        final int splits = isSplit ? element : 1;
        final int part = size / splits;
        int place = at;
        for (int s = 0; s < splits; s++) {
            final int packed = in.getInt(place);
            place += 4;
            if (packed < 0 || packed > in.capacity() - place) {
                throw new IllegalArgumentException("Blosc: expected a split within the chunk, found " + packed);
            }
            if (packed == part) {
                in.get(place, into, s * part, part);
            } else {
                unpack(flags >>> 5, in.array(), place, packed, into, s * part, part);
            }
            place += packed;
        }
    }

    private static void unpack(int codec, byte[] in, int from, int packed, byte[] into, int at, int size) {
        final int found =
                switch (codec) {
                    case 0 -> BloscLz.unpack(in, from, from + packed, into, at, at + size);
                    case 1 -> LZ4Factory.safeInstance().safeDecompressor().decompress(in, from, packed, into, at, size);
                    case 2 -> new SnappyDecompressor().decompress(in, from, packed, into, at, size);
                    case 3 -> inflate(in, from, packed, into, at, size);
                    case 4 -> new ZstdDecompressor().decompress(in, from, packed, into, at, size);
                    default -> throw new IllegalArgumentException("Blosc: expected codec 0 to 4, found " + codec);
                };
        if (found != size) {
            throw new IllegalArgumentException("Blosc: expected " + size + " bytes in a split, found " + found);
        }
    }

    private static int inflate(byte[] in, int from, int packed, byte[] into, int at, int size) {
        final Inflater inflater = new Inflater();
        try {
            inflater.setInput(in, from, packed);
            int done = 0;
            while (done < size) {
                final int step = inflater.inflate(into, at + done, size - done);
                if (step == 0) {
                    break;
                }
                done += step;
            }
            return done;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("Blosc: expected zlib, found " + FileFormatException.reason(e), e);
        } finally {
            inflater.end();
        }
    }

    private static void unshuffle(byte[] in, int size, int element, byte[] out, int begin) {
        final int elements = size / element;
        for (int b = 0; b < element; b++) {
            for (int i = 0; i < elements; i++) {
                out[begin + i * element + b] = in[b * elements + i];
            }
        }
        System.arraycopy(in, elements * element, out, begin + elements * element, size - elements * element);
    }
}
