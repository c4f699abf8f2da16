package io.memspike.datasets.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.datasets.recording.RecordingSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DvsGestureTest {
    private static final String HEADER = "class,startTime_usec,endTime_usec\n";

    @TempDir
    Path directory;

    /** Users 1 and 23 are for training, 24 for the test; the recording's first event comes long after 3 s. */
    @BeforeEach
    void record() throws IOException {
        write("dvs-gesture/user01_led.aedat", aedat(new int[][] {
            {9_000_000, 1, 2, 1},
            {9_000_100, 3, 4, 0},
            {9_000_099, 127, 127, 1},
            {9_000_150, 5, 6, 1},
            {9_000_250, 7, 8, 0}
        }));
        write("dvs-gesture/user01_led_labels.csv", HEADER + "2,9000000,9000100\n11,9000200,9000300\n");
        write("dvs-gesture/user23_lab.aedat", aedat(new int[][] {{50, 0, 0, 1}}));
        write("dvs-gesture/user23_lab_labels.csv", HEADER.strip() + "\r\n2,50,60\r\n\r\n");
        write("dvs-gesture/user24_natural.aedat", aedat(new int[][] {{10, 0, 0, 1}}));
        write("dvs-gesture/user24_natural_labels.csv", HEADER + "1,10,1010\n");
    }

    private void write(String name, String text) throws IOException {
        write(name, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void write(String name, byte[] content) throws IOException {
        Files.createDirectories(directory.resolve(name).getParent());
        Files.write(directory.resolve(name), content);
    }

    /** One packet of events: microseconds, x, y, polarity. */
    private static byte[] aedat(int[][] events) {
        final ByteBuffer out = ByteBuffer.allocate(200 + 8 * events.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
        out.putShort((short) 1).putShort((short) 1).putInt(8).putInt(4).putInt(0);
        out.putInt(events.length).putInt(events.length).putInt(events.length);
        for (final int[] each : events) {
            out.putInt(each[1] << 17 | each[2] << 2 | each[3] << 1 | 1).putInt(each[0]);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private Samples open(Split split) throws IOException {
        return new DataSets(directory).open("dvs-gesture", split);
    }

    private static List<Integer> labels(Samples samples) {
        return IntStream.range(0, samples.size()).map(samples::label).boxed().toList();
    }

    /** Step, index and count of every value. */
    private static String counts(Samples samples, int sample) {
        final EventFrames frames = EventFrames.of(samples);
        samples.load(sample, frames);
        final StringBuilder found = new StringBuilder();
        for (int step = 0; step < frames.steps(); step++) {
            for (int i = 0; i < frames.step(step).size(); i++) {
                found.append(step)
                        .append(':')
                        .append(frames.step(step).index(i))
                        .append(' ');
            }
        }
        return found.toString().strip();
    }

    @Test
    void shouldCutEachRecordingAtItsLabels() throws IOException {
        final Samples train = Encoding.of("events:ms=0.01,steps=10").encode(open(Split.TRAIN), 1);

        assertEquals(new Shape(2, 128, 128), train.shape());
        assertEquals(11, train.classes());
        assertEquals(List.of(1, 10, 1), labels(train)); // classes in turns
        assertEquals("0:" + train.shape().index(1, 2, 1) + " 9:" + train.shape().index(1, 127, 127), counts(train, 0));
        assertEquals("5:" + train.shape().index(0, 8, 7), counts(train, 1));
        assertEquals("0:" + train.shape().index(1, 0, 0), counts(train, 2));
    }

    @Test
    void shouldHaveBinsThatHoldTheLongestGestureOfBothParts() throws IOException {
        assertEquals(100, ((RecordingSet) open(Split.TRAIN)).binMicros());
        assertEquals(100, ((RecordingSet) open(Split.TEST)).binMicros());
    }

    @Test
    void shouldPartByUserOrByTheListsWhereTheyAreThere() throws IOException {
        assertEquals(List.of(0), labels(open(Split.TEST)));

        write("dvs-gesture/trials_to_train.txt", "user24_natural.aedat\r\n\r\n");
        write("dvs-gesture/trials_to_test.txt", "user23_lab.aedat\nuser01_led.aedat");

        assertEquals(List.of(0), labels(open(Split.TRAIN)));
        assertEquals(List.of(1, 10, 1), labels(open(Split.TEST)));
    }

    @Test
    void shouldSayWhereItComesFromWhereItIsMissing() {
        final DataSets elsewhere = new DataSets(directory.resolve("none"));

        final String missing = assertThrows(IOException.class, () -> elsewhere.open("dvs-gesture", Split.TEST))
                .getMessage();

        assertTrue(missing.contains("userNN_LIGHT.aedat with userNN_LIGHT_labels.csv"), missing);
        assertTrue(missing.contains("research.ibm.com/interactive/dvsgesture"), missing);
        assertEquals(1, missing.lines().count());
        assertFalse(elsewhere.isPresent("dvs-gesture"));
        assertTrue(new DataSets(directory).isPresent("dvs-gesture"));
        assertTrue(new DataSets(directory.resolve("dvs-gesture")).isPresent("dvs-gesture"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user01_led_labels.csv | klass,a,b | line 1: expected class,startTime_usec,endTime_usec, found klass,a,b",
                "user01_led_labels.csv | HEADER | line 2: expected a gesture, found none",
                "user01_led_labels.csv | HEADER 12,1,2 | line 2: expected a class from 1 to 11, its start and a later end, in µs, found 12,1,2",
                "user01_led_labels.csv | HEADER 0,1,2 | line 2: expected a class from 1 to 11, its start and a later end, in µs, found 0,1,2",
                "user01_led_labels.csv | HEADER 1,2,2 | line 2: expected a class from 1 to 11, its start and a later end, in µs, found 1,2,2",
                "user01_led_labels.csv | HEADER 1,2,3x | line 2: expected a class from 1 to 11, its start and a later end, in µs, found 1,2,3x",
                "user01_led_labels.csv | HEADER 1,5,9 | line 2: expected events in user01_led.aedat, found none at its time",
                "user23_lab.aedat | | offset 0: expected ",
                "trials_to_train.txt | ../user01_led.aedat | line 1: expected userNN_LIGHT.aedat, each once, found ../user01_led.aedat",
            })
    void shouldNameTheLineThatIsWrong(String name, String text, String message) throws IOException {
        write(
                "dvs-gesture/" + name,
                text == null ? "" : text.replace("HEADER ", HEADER).replace("HEADER", HEADER));

        final String found =
                assertThrows(IOException.class, () -> open(Split.TRAIN)).getMessage();

        assertTrue(found.startsWith(directory.resolve("dvs-gesture").resolve(name) + ": " + message), found);
        assertEquals(1, found.lines().count());
    }

    @Test
    void shouldRefuseListsThatShareARecordingOrNameOneThatIsNotThere() throws IOException {
        write("dvs-gesture/trials_to_train.txt", "user01_led.aedat");
        final Exception alone = assertThrows(IOException.class, () -> open(Split.TEST));
        write("dvs-gesture/trials_to_test.txt", "user01_led.aedat");
        final Exception both = assertThrows(IOException.class, () -> open(Split.TRAIN));
        write("dvs-gesture/trials_to_test.txt", "user29_lab.aedat");
        final Exception none = assertThrows(IOException.class, () -> open(Split.TEST));

        final Path folder = directory.resolve("dvs-gesture");
        assertEquals(folder.resolve("trials_to_test.txt") + ": expected a file, found none", alone.getMessage());
        assertTrue(
                both.getMessage().startsWith(folder.resolve("trials_to_train.txt") + ": user01_led.aedat: expected"));
        assertEquals(folder.resolve("user29_lab_labels.csv") + ": expected a file, found none", none.getMessage());
    }
}
