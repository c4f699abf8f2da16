package io.memspike.datasets.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoding;
import io.memspike.testing.Outside;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NmnistTest {
    @TempDir
    Path data;

    private void record(String name, int... bytes) throws IOException {
        final Path file = data.resolve(name);
        Files.createDirectories(file.getParent());
        final byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        Files.write(file, content);
    }

    private Samples open(Split split) throws IOException {
        return new DataSets(data).open("n-mnist", split);
    }

    @Test
    void shouldReadRecordingsOfClassesInTurns() throws IOException {
        record("Train/3/00002.bin", 7, 15, 0x80, 0, 5);
        record("Train/3/00004.bin", 7, 15, 0x80, 0, 5);
        record("Train/0/00009.bin", 1, 2, 0x00, 0x84, 0xd1); // at 34,001 µs, in the second bin

        final Samples samples = open(Split.TRAIN);
        final EventFrames frames = EventFrames.of(samples);
        samples.load(0, frames);

        assertEquals(3, samples.size());
        assertEquals(10, samples.steps());
        assertEquals(
                "[0, 3, 3]",
                IntStream.range(0, 3).map(samples::label).boxed().toList().toString());
        assertEquals(0, frames.step(0).size());
        assertEquals(samples.shape().index(0, 2, 1), frames.step(1).index(0));
    }

    @Test
    void shouldSayWhereItComesFromWhenItIsNotThere() throws IOException {
        final String train = assertThrows(FileNotFoundException.class, () -> open(Split.TRAIN))
                .getMessage();
        Files.createDirectories(data.resolve("n-mnist/Test"));
        final String empty = assertThrows(FileNotFoundException.class, () -> open(Split.TEST))
                .getMessage();

        assertEquals(
                "data set n-mnist: expected Train/LABEL/ID.bin and Test/LABEL/ID.bin in " + data
                        + ", or in its folder n-mnist, found no Train: it is N-MNIST, Orchard and others,"
                        + " garrickorchard.com/datasets/n-mnist; CC BY-SA 4.0",
                train);
        assertEquals(data.resolve("n-mnist/Test") + ": expected CLASS/NAME.bin, CLASS from 0 to 9, found none", empty);
        assertFalse(new DataSets(data.resolve("none")).isPresent("n-mnist"));
        assertTrue(new DataSets(data).isPresent("n-mnist"));
    }

    @Test
    void shouldNameTheRecordingThatIsDamaged() throws IOException {
        record("Test/3/00002.bin", 7, 15, 0x80, 0);

        final Exception refusal = assertThrows(FileFormatException.class, () -> open(Split.TEST));

        assertTrue(refusal.getMessage().startsWith(data.resolve("Test/3/00002.bin") + ": length"));
    }

    /** The camera against the recordings that it was fitted to: of Train alone. */
    @Test
    void shouldBeWhatTheSensorCameraIsLike() throws IOException {
        final DataSets real = new DataSets(Outside.file("data/nmnist"));
        final Samples recordings = real.open("n-mnist", Split.TRAIN);
        final Samples simulated = Encoding.of("sensor").encode(real.open("mnist", Split.TRAIN), 1);
        assertEquals(600, recordings.size());

        final double[][] there = counts(recordings, 600);
        final double[][] here = counts(simulated, 700); // the digits that were recorded, and a hundred more

        assertEquals(4_067, sum(there), 1);
        assertEquals(sum(there), sum(here), 0.06 * sum(there));
        for (int t = 0; t < 9; t++) {
            for (int channel = 0; channel < 2; channel++) {
                assertEquals(there[t][channel], here[t][channel], 10 + 0.2 * there[t][channel], "bin " + t);
            }
        }
    }

    /** Mean events a recording, [bin][channel]. */
    private static double[][] counts(Samples samples, int count) {
        final double[][] counts = new double[samples.steps()][2];
        final EventFrames frames = EventFrames.of(samples);
        for (int sample = 0; sample < count; sample++) {
            samples.load(sample, frames);
            for (int t = 0; t < frames.steps(); t++) {
                for (int e = 0; e < frames.step(t).size(); e++) {
                    counts[t][frames.step(t).index(e) % 2] += frames.step(t).value(e) / count;
                }
            }
        }
        return counts;
    }

    private static double sum(double[][] counts) {
        double sum = 0;
        for (final double[] bin : counts) {
            sum += bin[0] + bin[1];
        }
        return sum;
    }
}
