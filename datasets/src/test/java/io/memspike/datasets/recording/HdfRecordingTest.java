package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.recording.Events.Event;
import io.memspike.datasets.recording.hdf.internal.EcfFilter;
import io.memspike.datasets.recording.hdf.internal.HdfSpikes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HdfRecordingTest {
    private static final int TREE = 0x45455254; // "TREE", the head of a node

    @TempDir
    Path directory;

    private static long[] column(Events events, ToLongFunction<Event> what) {
        return events.list().stream().mapToLong(what).toArray();
    }

    private static int[] ints(long[] values) {
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    @Test
    void shouldAddTheOffsetOfTimesThatDsecKeepsBesideItsEvents() throws IOException {
        final Events events = Events.random(4, 3_000, 640, 480, 100);
        final Path file = directory.resolve("events.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            final WritableGroup group = hdf.putGroup("events");
            group.putDataset("t", ints(column(events, Event::micros)));
            group.putDataset("x", ints(column(events, Event::x)));
            group.putDataset("y", ints(column(events, Event::y)));
            group.putDataset("p", ints(column(events, Event::polarity)));
            hdf.putDataset("ms_to_idx", new long[] {0, 1, 2});
            hdf.putDataset("t_offset", 49_599_300_000L);
        }

        assertEquals("hdf5", Recording.open(file).format());
        assertEquals(events.after(49_599_300_000L), Events.read(file));
    }

    @Test
    void shouldReadPopulationsOfSonata() throws IOException {
        final Path file = directory.resolve("spikes.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            final WritableGroup group = hdf.putGroup("spikes").putGroup("v1");
            group.putDataset("timestamps", new double[] {0.1, 0.25, 12.5});
            group.putDataset("node_ids", new long[] {3, 1, 70});
        }

        assertEquals(
                List.of(new Event(100, 3, 0, 1), new Event(250, 1, 0, 1), new Event(12_500, 70, 0, 1)),
                Events.read(file).list());
    }

    @Test
    void shouldRefuseWhatHasNoEvents() throws IOException {
        final Path file = directory.resolve("other.h5");
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putDataset("weights", new double[] {1, 2});
        }

        final FileFormatException e = assertThrows(FileFormatException.class, () -> Events.read(file));

        assertTrue(e.getMessage().endsWith("found none of them in its groups"), e.getMessage());
    }

    @Test
    void shouldSayThatAFileIsCutOrNone() throws IOException {
        final byte[] whole = sound("dsec.h5");
        final Path file = directory.resolve("broken.h5");

        assertEquals(
                file + ": head: expected " + whole.length + " bytes, as it says, found " + (whole.length - 1),
                refusal(Arrays.copyOf(whole, whole.length - 1)).getMessage());
        assertEquals(
                file + ": head: expected the signature of HDF5, found none in 5 bytes",
                refusal(new byte[5]).getMessage());
    }

    private byte[] sound(String name) throws IOException {
        try (InputStream in = HdfRecordingTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private FileFormatException refusal(byte[] bytes) throws IOException {
        final Path file = Files.write(directory.resolve("broken.h5"), bytes);
        return assertThrows(FileFormatException.class, () -> Events.read(file));
    }

    /** What hdf.py wrote: packed with Blosc, gzip and LZF, or with ECF, or not. */
    @ParameterizedTest
    @CsvSource({"dsec.h5, 49599300000, 1", "cd_ecf.h5, 0, 1", "sonata.h5, 0, 125"})
    void shouldReadWhatOthersPacked(String name, long offset, int micros) throws IOException {
        final Events read = Events.read(Files.write(directory.resolve(name), sound(name)));

        final List<Event> expected = new ArrayList<>();
        final boolean isSonata = micros > 1;
        for (int population = 0; population < (isSonata ? 2 : 1); population++) {
            long t = 0;
            for (int i = 0; i < 300; i++) {
                t += i % 5;
                expected.add(new Event(
                        offset + t * micros, i * 37 % 640, isSonata ? 0 : i / 4, isSonata || i % 3 == 0 ? 1 : 0));
            }
        }
        assertEquals(expected, read.list());
    }

    /** Chunk trees of 60 levels whose every node leads twice to the next: 2^60 visits, were nobody to stop. */
    @Test
    void shouldNotVisitTreesForEver() throws IOException {
        final byte[] whole = sound("dsec.h5");
        final int levels = 60;
        final int key = 8 + 8 * 2;
        final int node = 24 + 3 * key + 2 * 8;
        final byte[] broken = Arrays.copyOf(whole, whole.length + levels * node);
        final ByteBuffer bytes = ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN);
        for (int level = 0; level < levels; level++) {
            tree(bytes, whole.length + level * node, whole.length + Math.min(level + 1, levels - 1) * node, key);
        }
        int roots = 0;
        for (int at = 0; at + 6 < whole.length; at++) {
            if (bytes.getInt(at) == TREE && bytes.get(at + 4) == 1) {
                tree(bytes, at, whole.length, key);
                roots++;
            }
        }
        assertEquals(3, roots);

        final String message = refusal(broken).getMessage();

        assertTrue(message.endsWith("more parts than a file of " + broken.length + " bytes has"), message);
    }

    private static void tree(ByteBuffer bytes, int at, int next, int key) {
        bytes.putInt(at, TREE).put(at + 4, (byte) 1).put(at + 5, (byte) 1).putShort(at + 6, (short) 2);
        for (int child = 0; child < 2; child++) {
            bytes.putLong(at + 24 + (child + 1) * key + child * 8, next);
        }
    }

    /** 300 samples whose lists are one and the same. */
    @Test
    void shouldRefuseMoreSpikesThanAFileHolds() throws IOException {
        final byte[] bytes = sound("repeated.h5");

        final String message = refusal(bytes).getMessage();

        assertTrue(message.contains("expected lists that a file of " + bytes.length + " bytes can hold"), message);
        final Path file = directory.resolve("broken.h5");
        assertEquals(
                message.replaceFirst(".*: expected", "").replaceFirst("[0-9]+ numbers", ""),
                assertThrows(FileFormatException.class, () -> HdfSpikes.read(file, 700, 20))
                        .getMessage()
                        .replaceFirst(".*: expected", "")
                        .replaceFirst("[0-9]+ times", ""));
    }

    @Test
    void shouldRefuseFiltersThatUnpackToMoreThanAChunk() throws IOException {
        final byte[] bytes = sound("dsec.h5");
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int lengths = 0;
        for (int at = 8; at + 4 <= bytes.length; at++) {
            if (buffer.getInt(at) == 256 && buffer.getInt(at - 4) == 261) { // LZF's version, and bytes of a chunk
                buffer.putInt(at, 1 << 30);
                lengths++;
            }
        }
        assertEquals(1, lengths);

        final String message = refusal(bytes).getMessage();

        assertTrue(message.contains("/events/y: ") && message.contains("filters [lzf"), message);
    }

    /** A file that says of each column that it is longer than its chunks: rows that it has not would be zeros. */
    @Test
    void shouldRefuseRowsThatNoChunkHas() throws IOException {
        final byte[] bytes = sound("cd_ecf.h5");
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int extents = 0;
        for (int at = 0; at + 16 <= bytes.length; at++) {
            if (buffer.getLong(at) == 300 && buffer.getLong(at + 8) == 300) { // as they are, and at most
                buffer.putLong(at, 301).putLong(at + 8, 301);
                extents++;
            }
        }
        assertEquals(1, extents);

        final String message = refusal(bytes).getMessage();

        assertTrue(message.endsWith("fewer chunks than rows 0 to 300 lie in"), message);
    }

    /** Chunks of ECF from an encoder of its own, in each of its three ways to pack pixels. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldUnpackEcf(int way) {
        final Events events = Events.random(way, 4_999, 1280, 720, 3_000_000);
        final ByteBuffer expected = ByteBuffer.allocate(16 * 4_999).order(ByteOrder.LITTLE_ENDIAN);
        for (final Event e : events.list()) {
            expected.putShort((short) e.x()).putShort((short) e.y()).putShort((short) e.polarity());
            expected.putShort((short) 0).putLong(e.micros());
        }

        assertArrayEquals(expected.array(), new EcfFilter().decode(ecf(events.list(), way), null));
    }

    static byte[] ecf(List<Event> events, int way) {
        final int n = events.size();
        final ByteBuffer out = ByteBuffer.allocate(64 * n + 100).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(n << 2 | way).putLong(events.get(0).micros());
        long now = events.get(0).micros();
        for (int i = 0; i < n; ) {
            long step = events.get(i).micros() - now;
            if (step >= 15) {
                for (; step > 0; step >>>= 4) {
                    out.put((byte) (0xf0 | step & 15));
                }
            }
            now = events.get(i).micros();
            int times = 1;
            while (i + times < n && events.get(i + times).micros() == now) {
                times++;
            }
            if (times >= 15) {
                out.put((byte) (step << 4 | 15)).putShort((short) times);
            } else {
                out.put((byte) (step << 4 | times));
            }
            i += times;
        }
        if (way == 2) {
            packed(events, out);
            return Arrays.copyOf(out.array(), out.position());
        }
        for (int i = 0; i < n; ) {
            int times = 1;
            while (i + times < n && events.get(i + times).y() == events.get(i).y()) {
                times++;
            }
            out.putShort((short) (events.get(i).y() << 5 | Math.min(times, 31)));
            if (times >= 31) {
                out.putShort((short) times);
            }
            i += times;
        }
        if (way == 1) {
            packedColumns(events, out);
            return Arrays.copyOf(out.array(), out.position());
        }
        for (int i = 0; i < n; ) {
            final int x = events.get(i++).x();
            int mask = 0;
            for (int j = 1; j <= 5 && i < n; j++) {
                if (events.get(i).x() == x + j) {
                    mask |= 1 << 5 - j;
                    i++;
                }
            }
            out.putShort((short) (x << 5 | mask));
        }
        for (int i = 0; i < n; ) {
            int times = 1;
            while (i + times < n
                    && events.get(i + times).polarity() == events.get(i).polarity()) {
                times++;
            }
            out.put((byte) (events.get(i).polarity() << 7 | Math.min(times, 127)));
            if (times >= 127) {
                out.putShort((short) times);
            }
            i += times;
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void packed(List<Event> events, ByteBuffer out) {
        for (int i = 0; i < events.size(); i += 4) {
            final int[] v = new int[4];
            for (int j = 0; j < 4 && i + j < events.size(); j++) {
                final Event e = events.get(i + j);
                v[j] = e.y() << 12 | e.x() << 1 | e.polarity();
            }
            out.putInt(v[0] << 8 | v[1] & 0xff)
                    .putInt(v[1] >> 8 << 16 | v[2] & 0xffff)
                    .putInt(v[2] >> 16 << 24 | v[3]);
        }
    }

    private static void packedColumns(List<Event> events, ByteBuffer out) {
        for (int i = 0; i < events.size(); i += 4) {
            final int[] v = new int[4];
            for (int j = 0; j < 4 && i + j < events.size(); j++) {
                v[j] = events.get(i + j).x() << 1 | events.get(i + j).polarity();
            }
            out.putShort((short) (v[0] << 4 | v[1] & 15));
            out.putShort((short) (v[1] >> 4 << 8 | v[2] & 255));
            out.putShort((short) (v[2] >> 8 << 12 | v[3]));
        }
    }
}
