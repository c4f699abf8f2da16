package io.memspike.datasets.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.format.internal.Npy;
import io.memspike.datasets.recording.Events.Event;
import io.memspike.testing.Outside;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    @TempDir
    Path directory;

    static Stream<Encoded.Way> ways() {
        return Encoded.ways().stream();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private Recording bin(String hex) throws IOException {
        return Recording.open(write("a.bin", HexFormat.of().parseHex(hex)));
    }

    /** Three batches, so that readers go on from one to the next. */
    @ParameterizedTest
    @MethodSource("ways")
    void shouldReadWhatAnEncoderOfItsOwnWrote(Encoded.Way way) throws IOException {
        final Events events = way.random(7, 20_000);

        final Recording recording = Recording.open(write(way.file(), way.of(events)));

        assertEquals(way.name().split(" ")[0], recording.format());
        assertEquals(events, Events.read(recording));
        assertEquals(0, RecordingSummary.of(recording).dropped());
    }

    @ParameterizedTest
    @CsvSource({
        "NCARS_obj_004397_td.dat, dat, 4407, 1671, 0, 99937",
        "NTIDIGITS_1.bs1, bs1, 898, 898, 0, 1079040",
        "evl_event.hdf5, hdf5, 17, 0, 0, 5748",
        "evl_event.txt, text, 17, 0, 0, 5748",
        "evl_sample.aedat4, aedat4, 6676, 3563, 1589163147368868, 1589163147538809",
        "evt3_sample.npy, npy, 219596, 115532, 11718656, 11772513",
        "faery_dvs.es, es, 473225, 270001, 0, 999000",
        "faery_evt2.raw, evt2, 521252, 185861, 913716224, 913812095",
        "jaer_VowelSounds.aedat, aedat2, 111318, 111318, 744094585, 780183740",
        "ncaltech_faces_easy_0001.bin, bin, 67445, 33770, 6, 299364",
        "sample_nmnist.bin, bin, 4325, 2145, 654, 311175",
        "slayer_gesture_1.bs2, bs2, 63471, 32164, 28, 1449996",
        "slayer_gesture_1.bs3, bs3, 63471, 32164, 28, 1449996",
        // 550 steps of the high time, which comes every 16 µs: 8,800 µs of recording. The array that lies beside this
        // file has its
        // pixels, but counts 4,096 µs for every fall of the low time, those of 3 and 11 µs too.
        "evt3_sample.raw, evt3, 219596, 115532, 11718656, 11727457"
    })
    void shouldReadRealRecordings(String name, String format, long events, long on, long first, long last)
            throws IOException {
        final Recording recording = Recording.open(Outside.file("golden/external/events/" + name));

        final RecordingSummary summary = RecordingSummary.of(recording);

        assertEquals(format, recording.format());
        assertEquals(
                List.of(events, on, first, last, 0L),
                List.of(
                        summary.events(),
                        summary.on(),
                        summary.firstMicros(),
                        summary.lastMicros(),
                        summary.dropped()));
    }

    @Test
    void shouldReadTheSamePixelsAsAnotherProgramAndOfAnotherFormat() throws IOException {
        final RecordingSummary raw = summary("evt3_sample.raw");
        final RecordingSummary decoded = summary("evt3_sample.npy");
        for (final String field : List.of("x", "y", "p")) {
            assertEquals(decoded.sha3().get(field), raw.sha3().get(field));
        }
        assertEquals(summary("slayer_gesture_1.bs2"), summary("slayer_gesture_1.bs3"));
    }

    private static RecordingSummary summary(String name) throws IOException {
        return RecordingSummary.of(Recording.open(Outside.file("golden/external/events/" + name)));
    }

    @Test
    void shouldMakeAllTimesLaterWhereTheSensorsCounterRanOver() throws IOException {
        // 100 µs ON; y = 240; 50 µs ON; 9,000 µs OFF; y = 240; 1,000 µs OFF, which is earlier only by its own record
        final Recording recording =
                bin("0101800064" + "00f0001fff" + "0202800032" + "0303002328" + "fff0800000" + "04040003e8");

        assertEquals(
                List.of(
                        new Event(100, 1, 1, 1),
                        new Event(8_242, 2, 2, 1),
                        new Event(17_192, 3, 3, 0),
                        new Event(17_384, 4, 4, 0)),
                Events.read(recording).list());
    }

    @ParameterizedTest
    @CsvSource({
        "070f8002, 'length: expected a multiple of 5 bytes, at least one event, found 4'",
        "070f80028e070f80028d, 'offset 7: expected time from 654 µs on, found 653 µs'",
        "070fffffff00f0000000070f80028e, 'offset 12: expected time from 8388607 µs on, found 8846 µs'"
    })
    void shouldRefuseWhatIsNoRecording(String bytes, String reason) throws IOException {
        final Recording recording = bin(bytes);

        final FileFormatException e = assertThrows(FileFormatException.class, () -> Events.read(recording));

        assertEquals(directory.resolve("a.bin") + ": " + reason, e.getMessage());
    }

    /** Without a byte none can be told from what failed to be recorded, of whatever format. */
    @ParameterizedTest
    @CsvSource({"a.raw,", "a.dat,", "a.bin,", "a.h5,", "a,", "a.raw, evt3", "a.txt, csv"})
    void shouldRefuseAnEmptyFile(String name, String format) throws IOException {
        final Path file = write(name, new byte[0]);

        final FileFormatException e = assertThrows(FileFormatException.class, () -> Recording.open(file, format));

        assertEquals(file + ": offset 0: expected a recording, found an empty file", e.getMessage());
    }

    /** At the end of a packet, where nothing else tells. */
    @Test
    void shouldRefuseAedat4ThatIsCutBetweenPackets() throws IOException {
        final byte[] whole = Files.readAllBytes(Outside.file("golden/external/events/evl_sample.aedat4"));
        final ByteBuffer bytes = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        final int head = bytes.getInt(14);
        final int first = 18 + head;
        final int end = first + 8 + bytes.getInt(first + 4);
        final Path file = write("a.aedat4", Arrays.copyOf(whole, end));

        final FileFormatException e = assertThrows(FileFormatException.class, () -> Events.read(file));

        assertTrue(e.getMessage().startsWith(file + ": offset 14: expected packets up to offset "), e.getMessage());
        assertTrue(e.getMessage().endsWith(", found " + end + " bytes, a file cut short"), e.getMessage());
    }

    /** Differences of any two times that are read fit into 64 bits; of 64 bits without sign, none is read as negative. */
    @ParameterizedTest
    @CsvSource({
        "'<i8', -4611686018427387904, -4611686018427387904",
        "'<i8', 4611686018427387904, 4611686018427387904",
        "'<u8', -5, 9223372036854775807"
    })
    void shouldRefuseTimesThatAreNone(String type, long bits, String found) throws IOException {
        final Path file = Npy.zip(
                directory.resolve("a.npz"),
                Map.of(
                        "t.npy", Npy.array(type, "(2,)", 7, bits),
                        "x.npy", Npy.array("<i8", "(2,)", 0, 0),
                        "y.npy", Npy.array("<i8", "(2,)", 0, 0),
                        "p.npy", Npy.array("<i8", "(2,)", 0, 0)));

        final FileFormatException e = assertThrows(FileFormatException.class, () -> Events.read(file));

        assertEquals(
                file + ": event 1: expected a time within 2^62 µs of zero, found " + found + " µs", e.getMessage());
    }

    @Test
    void shouldListFormatsWhereAFileIsInNone() throws IOException {
        final Path file = write("a.jpg", new byte[] {(byte) 0xff, (byte) 0xd8, 1});

        final FileFormatException e = assertThrows(FileFormatException.class, () -> Recording.open(file));

        assertEquals(
                file
                        + ": offset 0: expected a recording: aedat2, aedat3, aedat4, bin, bs1, bs2, bs3, csv, dat, es, evt2, evt21,"
                        + " evt3, hdf5, npy, npz, text, found bytes ff d8 01, in none of them",
                e.getMessage());
    }

    /** Counters of 23, 24, 28 + 6, 24 and 32 bits, from shortly before their ends. */
    @ParameterizedTest
    @CsvSource({
        "bs2, 23",
        "bs3, 24",
        "evt2, 34",
        "evt21, 34",
        "evt3, 24",
        "dat v2, 32",
        "aedat2 dvs128, 31",
        "aedat3, 31"
    })
    void shouldGoOnWhereACounterRunsOver(String name, int bits) throws IOException {
        final Encoded.Way way =
                ways().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        final Events events =
                Events.random(3, 5_000, way.width(), way.height(), 300).after((1L << bits) - 20_000);

        assertEquals(events, Events.read(write(way.file(), way.of(events))));
    }

    @Test
    void shouldDropALoneStrayAndNothingAtPausesAndRestarts() throws IOException {
        final List<Event> events = new ArrayList<>();
        final long[] times = {10, 20, 900_000_000, 30, 40, 9_000_000, 9_000_010, 50, 60};
        for (final long time : times) {
            events.add(new Event(time, 1, 2, 1));
        }
        final Recording recording = Recording.open(write("a", Encoded.dat(new Events(events), 2)));

        events.remove(2);
        assertEquals(events, Events.read(recording).list());
        assertEquals(1, RecordingSummary.of(recording).dropped());
    }

    @Test
    void shouldDropEventsOffTheSensorAndBeforeTheFirstTime() throws IOException {
        final Events events =
                new Events(List.of(new Event(5, 639, 479, 1), new Event(6, 640, 0, 1), new Event(7, 0, 480, 0)));
        final byte[] bytes = Encoded.evt2(events);
        final int head = "% evt 2.0\n% geometry 640x480\n% end\n".length();
        bytes[head + 3] = (byte) 0xe0; // the word of the high time becomes another's
        final Recording recording = Recording.open(write("a", bytes));

        assertEquals(List.of(), Events.read(recording).list());
        assertEquals(3, RecordingSummary.of(recording).dropped());
        assertEquals(
                List.of(events.list().get(0)),
                Events.read(write("b", Encoded.evt2(events))).list());
    }

    @ParameterizedTest
    @CsvSource({
        "'x,y,p,t\n3,4,1,50\n', 50, 3, 4, 1",
        "'3 4 1 50\n3 4 0 60\n', 50, 3, 4, 1",
        "'3 4 50 1\n2 4 60 0\n', 50, 3, 4, 1",
        "'240 180\n0.00005 3 4 1\n', 50, 3, 4, 1",
        "'%geometry:1280,720\n3,4,0,50\n3,4,0,60', 50, 3, 4, 0",
        "'5.000000000000000000e-05 3.0e+00 4.0e+00 1.0e+00\n', 50, 3, 4, 1",
        "'timestamp;x;y;polarity\n50;3;4;-1\n', 50, 3, 4, 0",
        "'t x y p\n50 3 4 True\n', 50, 3, 4, 1"
    })
    void shouldUnderstandTextInAnyUsualOrder(String text, long micros, int x, int y, int polarity) throws IOException {
        final Path file = write("a.txt", text.getBytes());

        assertEquals(new Event(micros, x, y, polarity), Events.read(file).list().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t,x,y,p\n50,3,4,1\n", "50,3,4,1\n60,3,4,0\n"})
    void shouldReadTextThatBeginsWithTheMarkOfUtf8(String text) throws IOException {
        final Path file = write("a.csv", ("\ufeff" + text).getBytes(StandardCharsets.UTF_8));

        assertEquals(new Event(50, 3, 4, 1), Events.read(file).list().get(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1_589_163_147_368_868_123L, -1_589_163_147_368_868_123L, 999_999_999_999_999_999L})
    void shouldReadEveryDigitOfATime(long micros) throws IOException {
        final Path file = write("a.csv", ("t,x,y,p\n" + micros + ",3,4,1\n").getBytes(StandardCharsets.UTF_8));

        assertEquals(new Event(micros, 3, 4, 1), Events.read(file).list().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"50f", "50d", "0x32p0", "NaN", "50\u0001", "٥٠"})
    void shouldRefuseNumbersThatOnlyJavaTakes(String number) throws IOException {
        final String text = "t,x,y,p\n40,3,4,1\n" + number + ",3,4,1\n";
        final Path file = write("a.csv", text.getBytes(StandardCharsets.UTF_8));

        final FileFormatException e = assertThrows(FileFormatException.class, () -> Events.read(file));

        assertTrue(e.getMessage().startsWith(file + ": offset 17: expected a time that is a whole number, found "));
    }

    @Test
    void shouldStreamARecordingFromItsOwnBegin() throws IOException {
        final Events events = Events.random(5, 100, 640, 480, 50);
        final RecordingSource source =
                RecordingSource.of(Recording.open(write("a", Encoded.evt2(events.after(913_000_000)))));
        final List<Event> streamed = new ArrayList<>();

        source.replay((micros, x, y, on) -> streamed.add(new Event(micros, x, y, on ? 1 : 0)));

        assertEquals(List.of(640, 480), List.of(source.width(), source.height()));
        assertEquals(events.after(-events.list().get(0).micros()).list(), streamed);
    }
}
