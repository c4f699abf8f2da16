package io.memspike.datasets.sound.internal;

import io.memspike.core.file.FileFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sound in a WAV file: uncompressed (PCM), little-endian, 8 bits a sample without sign, or 16, 24 or 32 with one. Several
 * channels are heard as their mean. Chunks but {@code fmt} and {@code data} are passed over.
 */
public final class WaveFile {
    private static final int HEAD = 12; // RIFF, size, WAVE
    private static final int CHUNK_HEAD = 8;
    private static final int FORMAT_BYTES = 16;
    private static final int PCM = 1;
    private static final int EXTENSIBLE = 0xfffe; // the format stands behind, as the head of an identifier
    private static final int SUBFORMAT = 24;
    private static final int MOST_CHANNELS = 64;

    private final Form form;
    private final ByteBuffer file;
    private final int at; // where samples begin
    private final int length;

    private record Form(int rate, int channels, int bytes) {}

    private WaveFile(Form form, ByteBuffer file, int at, int length) {
        this.form = form;
        this.file = file;
        this.at = at;
        this.length = length;
    }

    /**
     * Reads a file.
     *
     * @param name named in errors
     * @param bytes the whole file. Not copied, not modified.
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
        Form form = null;
        int at = HEAD;
        while (at < bytes.length) {
            final long size = at + CHUNK_HEAD > bytes.length ? -1 : file.getInt(at + 4) & 0xffffffffL;
            if (size < 0 || at + CHUNK_HEAD + size > bytes.length) {
                throw new FileFormatException(name, "offset " + at, "a whole chunk", "the end");
            }
            final String tag = tag(file, at);
            if (tag.equals("fmt ")) {
                form = form(name, file, at + CHUNK_HEAD, size);
            } else if (tag.equals("data")) {
                return new WaveFile(form, file, at + CHUNK_HEAD, length(name, form, at, (int) size));
            }
            at += CHUNK_HEAD + (int) (size + size % 2); // chunks begin at even places
        }
        throw new FileFormatException(name, "offset " + at, "a chunk data", "the end");
    }

    private static String tag(ByteBuffer file, int at) {
        return new String(file.array(), at, 4, StandardCharsets.ISO_8859_1);
    }

    private static Form form(String name, ByteBuffer file, int at, long size) throws FileFormatException {
        if (size < FORMAT_BYTES) {
            throw new FileFormatException(name, "offset " + (at - 4), "a chunk fmt of 16 bytes or more", size);
        }
        final int written = file.getShort(at) & 0xffff;
        final int format = written == EXTENSIBLE && size >= SUBFORMAT + 2 ? file.getShort(at + SUBFORMAT) : written;
        final int channels = file.getShort(at + 2) & 0xffff;
        final int rate = file.getInt(at + 4);
        final int bits = file.getShort(at + 14) & 0xffff;
        final int frame = channels * bits / 8;
        final boolean isPlain = format == PCM
                && channels >= 1
                && channels <= MOST_CHANNELS
                && bits >= 8
                && bits <= 32
                && bits % 8 == 0
                && rate > 0
                && file.getInt(at + 8) == (long) rate * frame
                && (file.getShort(at + 12) & 0xffff) == frame;
        if (!isPlain) {
            throw new FileFormatException(
                    name,
                    "offset " + at,
                    "PCM (1), 1 to " + MOST_CHANNELS + " channels, 8, 16, 24 or 32 bits",
                    "format " + format + ", " + channels + " channels, " + bits + " bits, rate " + rate + ", "
                            + file.getInt(at + 8) + " bytes a second, " + (file.getShort(at + 12) & 0xffff)
                            + " a sample");
        }
        return new Form(rate, channels, bits / 8);
    }

    private static int length(String name, Form form, int at, int size) throws FileFormatException {
        if (form == null) {
            throw new FileFormatException(name, "offset " + at, "a chunk fmt before data", "none");
        }
        final int frame = form.channels() * form.bytes();
        if (size == 0 || size % frame != 0) {
            throw new FileFormatException(
                    name, "offset " + (at + 4), "a multiple of " + frame + " bytes above 0", size);
        }
        return size / frame;
    }

    /** Samples a second. */
    public int rate() {
        return form.rate();
    }

    /** Samples of each channel. */
    public int length() {
        return length;
    }

    /**
     * The samples in order of time, each in [−1, 1].
     *
     * @param most how many, at most
     */
    public double[] samples(int most) {
        final double[] samples = new double[Math.min(most, length)];
        int place = at;
        for (int i = 0; i < samples.length; i++) {
            double sum = 0;
            for (int c = 0; c < form.channels(); c++) {
                sum += sample(place);
                place += form.bytes();
            }
            samples[i] = sum / form.channels();
        }
        return samples;
    }

    private double sample(int place) {
        switch (form.bytes()) {
            case 1:
                return ((file.get(place) & 0xff) - 128) / 128.0;
            case 2:
                return file.getShort(place) / 32_768.0;
            case 3:
                return (file.getShort(place) & 0xffff | file.get(place + 2) << 16) / 8_388_608.0;
            default:
                return file.getInt(place) / 2_147_483_648.0;
        }
    }
}
