package io.memspike.datasets.sound.internal;

import io.memspike.core.file.FileFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sound of one channel in a WAV file: uncompressed (PCM), 16 bits a sample, little-endian. Chunks but {@code fmt} and
 * {@code data} are passed over.
 *
 * @param rate samples a second
 * @param samples in order of time
 */
public record WaveFile(int rate, short[] samples) {
    private static final int HEAD = 12; // RIFF, size, WAVE
    private static final int CHUNK_HEAD = 8;
    private static final int FORMAT_BYTES = 16;

    /**
     * Reads a file.
     *
     * @param name named in errors
     * @param bytes the whole file
     * @throws FileFormatException where it is none, of another form of sound, cut short, or longer than it says
     */
    public static WaveFile read(String name, byte[] bytes) throws FileFormatException {
        final ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEAD || !tag(file, 0).equals("RIFF") || !tag(file, 8).equals("WAVE")) {
            throw new FileFormatException(name, "offset 0", "RIFF … WAVE", "other bytes");
        }
        if (file.getInt(4) != bytes.length - CHUNK_HEAD) {
            throw new FileFormatException(
                    name, "offset 4", "a size of " + (bytes.length - CHUNK_HEAD), file.getInt(4) & 0xffffffffL);
        }
        int rate = 0;
        int at = HEAD;
        while (at < bytes.length) {
            final long size = at + CHUNK_HEAD > bytes.length ? -1 : file.getInt(at + 4) & 0xffffffffL;
            if (size < 0 || at + CHUNK_HEAD + size > bytes.length) {
                throw new FileFormatException(name, "offset " + at, "a whole chunk", "the end");
            }
            final String tag = tag(file, at);
            if (tag.equals("fmt ")) {
                rate = rate(name, file, at + CHUNK_HEAD, size);
            } else if (tag.equals("data")) {
                return new WaveFile(rate, samples(name, file, rate, at, (int) size));
            }
            at += CHUNK_HEAD + (int) (size + size % 2); // chunks begin at even places
        }
        throw new FileFormatException(name, "offset " + at, "a chunk data", "the end");
    }

    private static String tag(ByteBuffer file, int at) {
        return new String(file.array(), at, 4, StandardCharsets.ISO_8859_1);
    }

    private static int rate(String name, ByteBuffer file, int at, long size) throws FileFormatException {
        if (size < FORMAT_BYTES) {
            throw new FileFormatException(name, "offset " + (at - 4), "a chunk fmt of 16 bytes or more", size);
        }
        final int rate = file.getInt(at + 4);
        final boolean isPlain = file.getShort(at) == 1
                && file.getShort(at + 2) == 1
                && rate > 0
                && file.getInt(at + 8) == 2 * rate
                && file.getShort(at + 12) == Short.BYTES
                && file.getShort(at + 14) == Short.SIZE;
        if (!isPlain) {
            throw new FileFormatException(
                    name,
                    "offset " + at,
                    "PCM (1), 1 channel, 16 bits",
                    "format " + file.getShort(at) + ", " + file.getShort(at + 2) + " channels, "
                            + file.getShort(at + 14) + " bits, rate " + rate + ", " + file.getInt(at + 8)
                            + " bytes a second, " + file.getShort(at + 12) + " a sample");
        }
        return rate;
    }

    private static short[] samples(String name, ByteBuffer file, int rate, int at, int size)
            throws FileFormatException {
        if (rate == 0) {
            throw new FileFormatException(name, "offset " + at, "a chunk fmt before data", "none");
        }
        if (size == 0 || size % Short.BYTES != 0) {
            throw new FileFormatException(name, "offset " + (at + 4), "an even number of bytes above 0", size);
        }
        final short[] samples = new short[size / Short.BYTES];
        file.position(at + CHUNK_HEAD);
        file.asShortBuffer().get(samples);
        return samples;
    }
}
