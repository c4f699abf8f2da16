package io.memspike.datasets.recording;

import io.airlift.compress.Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.jhdf.filter.Filter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import net.jpountz.lz4.LZ4Factory;

/**
 * Blosc's other half, for tests: packs chunks as its documentation says.
 *
 * @param codec 0 BloscLZ, 1 LZ4, 2 Snappy, 3 zlib, 4 zstd, or {@link #NONE}
 * @param isShuffled whether first bytes come first, then second ones
 * @param isSplit whether the bytes of an element are packed apart
 * @param element bytes of an element
 */
record Blosc(int codec, boolean isShuffled, boolean isSplit, int element) implements Filter {
    static final int NONE = -1;
    private static final int ID = 32_001;
    private static final int HEAD = 16;
    private static final int BLOCK = 1 << 12;
    private static final int LEAST_SPLIT = 128;

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return "blosc";
    }

    @Override
    public byte[] decode(byte[] encoded, int[] data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] encode(byte[] chunk, int[] data) {
        final int blocks = (chunk.length + BLOCK - 1) / BLOCK;
        final ByteBuffer out =
                ByteBuffer.allocate(HEAD + 2 * chunk.length + 1_000 * blocks).order(ByteOrder.LITTLE_ENDIAN);
        final int flags = (isShuffled ? 1 : 0) | (codec == NONE ? 2 : 0) | (isSplit ? 0 : 16) | Math.max(0, codec) << 5;
        out.put((byte) 2).put((byte) 1).put((byte) flags).put((byte) element);
        out.putInt(chunk.length).putInt(BLOCK).putInt(0);
        if (codec == NONE) {
            out.put(chunk);
        } else {
            out.position(HEAD + 4 * blocks);
            for (int i = 0; i < blocks; i++) {
                out.putInt(HEAD + 4 * i, out.position());
                block(Arrays.copyOfRange(chunk, i * BLOCK, Math.min(chunk.length, (i + 1) * BLOCK)), out);
            }
        }
        return Arrays.copyOf(out.putInt(12, out.position()).array(), out.position());
    }

    private void block(byte[] plain, ByteBuffer out) {
        final byte[] bytes = isShuffled ? shuffled(plain) : plain;
        final boolean areSplit = isSplit && plain.length == BLOCK && plain.length / element >= LEAST_SPLIT;
        final int part = areSplit ? plain.length / element : plain.length;
        for (int from = 0; from < bytes.length; from += part) {
            final byte[] packed = packed(Arrays.copyOfRange(bytes, from, from + part));
            out.putInt(packed.length).put(packed);
        }
    }

    private byte[] shuffled(byte[] plain) {
        final int elements = plain.length / element;
        final byte[] bytes = plain.clone(); // what is no whole element stays at the end
        for (int i = 0; i < elements * element; i++) {
            bytes[i % element * elements + i / element] = plain[i];
        }
        return bytes;
    }

    /** Packed, or as it is where that is shorter. */
    private byte[] packed(byte[] part) {
        final byte[] room = new byte[2 * part.length + 1_000];
        final int length =
                switch (codec) {
                    case 0 -> lz(part, room);
                    case 1 -> LZ4Factory.safeInstance().fastCompressor().compress(part, 0, part.length, room, 0);
                    case 2 -> by(new SnappyCompressor(), part, room);
                    case 3 -> deflated(part, room);
                    default -> by(new ZstdCompressor(), part, room);
                };
        return length >= part.length ? part : Arrays.copyOf(room, length);
    }

    private static int by(Compressor compressor, byte[] part, byte[] room) {
        return compressor.compress(part, 0, part.length, room, 0, room.length);
    }

    private static int deflated(byte[] part, byte[] room) {
        final Deflater deflater = new Deflater();
        deflater.setInput(part);
        deflater.finish();
        final int length = deflater.deflate(room);
        deflater.end();
        return length;
    }

    /** BloscLZ: literals, and copies of the last place that began with the same three bytes. */
    private static int lz(byte[] in, byte[] out) {
        final Map<Integer, Integer> last = new HashMap<>();
        int to = 0;
        int literals = 0; // from here on
        for (int i = 0; i < in.length; ) {
            final Integer source = i + 3 > in.length ? null : last.put(key(in, i), i);
            if (source == null) {
                i++;
                continue;
            }
            int length = 3;
            while (i + length < in.length && in[source + length] == in[i + length]) {
                length++;
            }
            to = literals(in, literals, i, out, to);
            to = copy(i - source - 1, length, out, to);
            i += length;
            literals = i;
        }
        return literals(in, literals, in.length, out, to);
    }

    private static int key(byte[] in, int i) {
        return (in[i] & 0xff) << 16 | (in[i + 1] & 0xff) << 8 | in[i + 2] & 0xff;
    }

    private static int literals(byte[] in, int from, int end, byte[] out, int begin) {
        int to = begin;
        for (int i = from; i < end; i += 32) {
            final int run = Math.min(32, end - i);
            out[to++] = (byte) (run - 1);
            System.arraycopy(in, i, out, to, run);
            to += run;
        }
        return to;
    }

    private static int copy(int distance, int length, byte[] out, int begin) {
        int to = begin;
        int more = length - 3;
        out[to++] = (byte) (Math.min(more, 6) + 1 << 5 | distance >>> 8); // blocks are too short for far ones
        if (more >= 6) {
            for (more -= 6; more >= 255; more -= 255) {
                out[to++] = (byte) 255;
            }
            out[to++] = (byte) more;
        }
        out[to++] = (byte) distance;
        return to;
    }
}
