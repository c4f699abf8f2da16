package io.memspike.datasets.set.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.SeriesSet;
import io.memspike.datasets.Split;
import io.memspike.datasets.format.internal.NpyArray;
import io.memspike.datasets.format.internal.ZipArchive;
import io.memspike.datasets.set.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Braille letters as the 12 taxels of a robot's fingertip feel them that slides over: the space and 26 letters, 50 each.
 * The test split has the last ten of each in the file's order; both go through the letters in turns.
 *
 * <p>The file {@code braille_taxels.npz}: {@code taxels} U8 [N, frames, channels], {@code frames} I16 [N], how many of the
 * frames were recorded, and {@code labels} I64 [N]. The last recorded frame stands for those that follow.
 */
@AutoService(DataSet.class)
public final class Braille implements DataSet {
    private static final String FILE = "braille_taxels.npz";
    private static final int TEST = 10; // of each class
    private static final float FULL = 255f;

    /** Found by its name. */
    public Braille() {}

    @Override
    public String name() {
        return "braille";
    }

    @Override
    public List<String> classes() {
        return Stream.concat(
                        Stream.of("space"),
                        IntStream.rangeClosed('A', 'Z').mapToObj(letter -> String.valueOf((char) letter)))
                .toList();
    }

    @Override
    public String source() {
        return "Braille letter reading, Müller-Cleve et al., Frontiers in Neuroscience 2022; CC BY 4.0";
    }

    @Override
    public String encoding() {
        return "delta:threshold=0.0039"; // one grey level is 1/255
    }

    @Override
    public boolean isPresent(Path data) {
        return Places.has(data, name(), FILE);
    }

    @Override
    public Samples open(Path data, Split split) throws IOException {
        final Path file = Places.find(data, name(), FILE);
        final ZipArchive zip = ZipArchive.read(file, "an NPZ archive");
        final NpyArray taxels = array(zip, "taxels", "|u1", 3);
        final NpyArray frames = array(zip, "frames", "<i2", 1);
        final NpyArray labels = array(zip, "labels", "<i8", 1);
        final int count = taxels.shape()[0];
        requireCount(zip, "frames", frames, count);
        requireCount(zip, "labels", labels, count);
        if (taxels.shape()[1] < 2 || taxels.shape()[2] < 1) {
            throw new FileFormatException(
                    zip.place("taxels.npy"),
                    "header: shape",
                    "at least 2 frames of 1 taxel",
                    Arrays.toString(taxels.shape()));
        }
        return series(taxels, lengths(zip, frames, taxels.shape()[1]), labels(zip, labels), split);
    }

    private static NpyArray array(ZipArchive zip, String name, String type, int dimensions) throws IOException {
        final String entry = name + ".npy";
        return NpyArray.read(zip.place(entry), zip.bytes(entry)).require(zip.place(entry), type, dimensions);
    }

    private static void requireCount(ZipArchive zip, String name, NpyArray array, int count)
            throws FileFormatException {
        if (array.shape()[0] != count) {
            throw new FileFormatException(
                    zip.place(name + ".npy"), "header: shape", "[" + count + "], as taxels", array.shape()[0]);
        }
    }

    private static int[] lengths(ZipArchive zip, NpyArray frames, int most) throws FileFormatException {
        final int[] lengths = new int[frames.shape()[0]];
        for (int i = 0; i < lengths.length; i++) {
            if (frames.at(i) < 1 || frames.at(i) > most) {
                throw new FileFormatException(
                        zip.place("frames.npy"), "element " + i, "from 1 to " + most, frames.at(i));
            }
            lengths[i] = (int) frames.at(i);
        }
        return lengths;
    }

    private int[] labels(ZipArchive zip, NpyArray labels) throws FileFormatException {
        final int[] checked = new int[labels.shape()[0]];
        final int[] counts = new int[classes().size()];
        for (int i = 0; i < checked.length; i++) {
            if (labels.at(i) < 0 || labels.at(i) >= counts.length) {
                throw new FileFormatException(
                        zip.place("labels.npy"), "element " + i, "from 0 to " + (counts.length - 1), labels.at(i));
            }
            checked[i] = (int) labels.at(i);
            counts[checked[i]]++;
        }
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] <= TEST) {
                throw new FileFormatException(
                        zip.place("labels.npy"), "class " + c, "more than " + TEST + " samples", counts[c]);
            }
        }
        return checked;
    }

    private SeriesSet series(NpyArray taxels, int[] lengths, int[] labels, Split split) {
        final List<int[]> byClass = InTurns.byClass(classes().size(), labels).stream()
                .map(all -> split == Split.TRAIN
                        ? Arrays.copyOf(all, all.length - TEST)
                        : Arrays.copyOfRange(all, all.length - TEST, all.length))
                .toList();
        final int[] chosen = InTurns.of(byClass);
        final int steps = taxels.shape()[1];
        final int channels = taxels.shape()[2];
        final float[] values = new float[chosen.length * steps * channels];
        int at = 0;
        for (final int sample : chosen) {
            for (int t = 0; t < steps; t++) {
                final int frame = sample * steps + Math.min(t, lengths[sample] - 1);
                for (int c = 0; c < channels; c++) {
                    values[at++] = taxels.at(frame * channels + c) / FULL;
                }
            }
        }
        final int[] chosenLabels = Arrays.stream(chosen).map(i -> labels[i]).toArray();
        return new SeriesSet(name(), channels, steps, classes().size(), values, chosenLabels);
    }
}
