package io.memspike.datasets.set.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import io.memspike.datasets.format.internal.IdxArray;
import io.memspike.datasets.format.internal.ImageFile;
import io.memspike.datasets.format.internal.NpyArray;
import io.memspike.datasets.recording.hdf.internal.HdfSpikes;
import io.memspike.datasets.sound.internal.WaveFile;
import io.memspike.testing.AnyBytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers of files of data sets, but for recordings, as targets of a fuzzer; {@code .ci/fuzz} runs them. */
class DataSetFuzz {
    private static final int GESTURES = 11;
    private static final int MOST_SIDE = 1 << 10;

    @TempDir
    static Path directory;

    static Stream<byte[]> arrays() throws IOException {
        final byte[] plain = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6};
        final ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return Stream.of(plain, zipped.toByteArray());
    }

    static Stream<byte[]> tables() {
        return Stream.of(text("class,startTime_usec,endTime_usec\n1,80048239,85092709\n11,85173245,91044322\n"));
    }

    static Stream<byte[]> spoken() throws IOException {
        try (InputStream in = IdxArray.class.getResourceAsStream("/io/memspike/datasets/shd_train.h5")) {
            return Stream.of(in.readAllBytes());
        }
    }

    static Stream<byte[]> sounds() {
        final ByteBuffer wave = ByteBuffer.allocate(52).order(ByteOrder.LITTLE_ENDIAN);
        wave.put(text("RIFF")).putInt(44).put(text("WAVEfmt ")).putInt(16);
        wave.putShort((short) 1)
                .putShort((short) 2)
                .putInt(8_000)
                .putInt(32_000)
                .putShort((short) 4);
        wave.putShort((short) 16).put(text("data")).putInt(8);
        return Stream.of(wave.putShort((short) 100).putShort((short) -100).array());
    }

    static Stream<byte[]> numbers() {
        final byte[] head = text("{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }\n");
        final ByteBuffer all = ByteBuffer.allocate(10 + head.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        all.put((byte) 0x93).put(text("NUMPY")).putShort((short) 1).putShort((short) head.length);
        return Stream.of(all.put(head).putShort((short) 7).array());
    }

    static Stream<byte[]> pictures() throws IOException {
        final BufferedImage grey = new BufferedImage(5, 4, BufferedImage.TYPE_BYTE_GRAY);
        final BufferedImage coloured = new BufferedImage(9, 3, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 4; x++) {
            grey.setRGB(x, x, 0xffffff);
            coloured.setRGB(x, 1, 0x40 << 8 * (x % 3));
        }
        return Stream.of(
                encoded(grey, "png"),
                encoded(coloured, "png"),
                encoded(coloured, "jpg"),
                encoded(grey, "gif"),
                encoded(coloured, "bmp"),
                encoded(grey, "tif"));
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static void readIdx(Path file) throws IOException {
        IdxArray.read(file, 3);
    }

    /** Of a file of labels, beside whose recording it lies. */
    static void readLabels(Path file) throws IOException {
        final String name = file.getFileName().toString().replace(GestureLabels.ENDING, ".aedat");
        GestureLabels.of(file.resolveSibling(name), GESTURES);
    }

    static void readSpikes(Path file) throws IOException {
        HdfSpikes.read(file, 700, 20);
    }

    static void readWave(Path file) throws IOException {
        final WaveFile wave = WaveFile.read(file.toString(), Files.readAllBytes(file));
        wave.samples(wave.length());
    }

    static void readNpy(Path file) throws IOException {
        NpyArray.read(file.toString(), Files.readAllBytes(file));
    }

    static void readPicture(Path file) throws IOException {
        new ImageFile(file, "an image").read((height, width) -> {
            if (height > MOST_SIDE || width > MOST_SIDE) {
                throw new IOException(file + ": expected at most " + MOST_SIDE + " pixels a side, found more");
            }
        });
    }

    private static void check(byte[] bytes, AnyBytes.Reader reader) throws IOException {
        AnyBytes.check(directory.resolve("fuzzed" + GestureLabels.ENDING), bytes, reader);
    }

    @MethodSource("arrays")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void idx(byte[] bytes) throws IOException {
        check(bytes, DataSetFuzz::readIdx);
    }

    @MethodSource("tables")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void labels(byte[] bytes) throws IOException {
        check(bytes, DataSetFuzz::readLabels);
    }

    @MethodSource("spoken")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void spikes(byte[] bytes) throws IOException {
        check(bytes, DataSetFuzz::readSpikes);
    }

    @MethodSource("sounds")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void wave(byte[] bytes) throws IOException {
        check(bytes, DataSetFuzz::readWave);
    }

    @MethodSource("numbers")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void npy(byte[] bytes) throws IOException {
        check(bytes, DataSetFuzz::readNpy);
    }

    @MethodSource("pictures")
    @FuzzTest(maxDuration = "10m", lifecycle = Lifecycle.PER_TEST)
    void picture(byte[] bytes) throws IOException {
        check(bytes, DataSetFuzz::readPicture);
    }
}
