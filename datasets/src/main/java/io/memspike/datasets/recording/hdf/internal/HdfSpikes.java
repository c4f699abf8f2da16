package io.memspike.datasets.recording.hdf.internal;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.stream.PackedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Labelled lists of spikes in HDF5, as the Heidelberg data sets have them: {@code /spikes/times}, a list of seconds for each
 * sample, {@code /spikes/units}, of the same lengths, and {@code /labels}. Whatever the library throws of a broken file becomes one
 * line with the place that was being read.
 */
public final class HdfSpikes {
    private static final int BLOCK = 8; // samples, whose lists may all be the same one
    private static final double MICROS = 1e6;

    private final Path file;
    private final long length;
    private final int units;
    private final int classes;
    private String place = "head";
    private long listed; // times, each of which lies in the file
    private long[][] events;
    private int[] labels;

    private HdfSpikes(Path file, long length, int units, int classes) {
        this.file = file;
        this.length = length;
        this.units = units;
        this.classes = classes;
    }

    /**
     * Reads a whole file.
     *
     * @param units that spikes come from, numbered from 0 on
     * @param classes number of classes
     */
    public static HdfSpikes read(Path file, int units, int classes) throws IOException {
        final HdfSpikes spikes = new HdfSpikes(file, Files.size(file), units, classes);
        try (HdfStorage hdf = HdfStorage.open(file)) {
            spikes.read(hdf);
        } catch (RuntimeException | StackOverflowError e) {
            throw new FileFormatException(file, spikes.place, "sound HDF5", FileFormatException.reason(e));
        }
        return spikes;
    }

    /** Of each sample, packed as ON events in row 0, as all are that have no polarity, and in order of time. */
    public long[][] events() {
        return events;
    }

    /** Of each sample. */
    public int[] labels() {
        return labels;
    }

    private void read(HdfStorage hdf) throws FileFormatException {
        final Dataset label = dataset(hdf.root(), "/labels", false, -1);
        final int samples = (int) label.getDimensionsAsLong()[0];
        final Dataset times = dataset(hdf.root(), "/spikes/times", true, samples);
        final Dataset unit = dataset(hdf.root(), "/spikes/units", true, samples);
        if (samples == 0) {
            throw new FileFormatException(file, "/labels", "at least one sample", "none");
        }
        readLabels(hdf.rows(label, 0, samples), samples);
        events = new long[samples][];
        for (int from = 0; from < samples; from += BLOCK) {
            final int count = Math.min(BLOCK, samples - from);
            place = "/spikes: sample " + from;
            final Object[] seconds = (Object[]) hdf.rows(times, from, count);
            final Object[] numbers = (Object[]) hdf.rows(unit, from, count);
            for (int i = 0; i < count; i++) {
                place = "/spikes: sample " + (from + i);
                events[from + i] = pack(seconds[i], numbers[i]);
            }
        }
    }

    private Dataset dataset(HdfFile hdf, String path, boolean isOfLists, int samples) throws FileFormatException {
        place = path;
        Node node = hdf; // by its children, not by its path: links may lead out of the file
        for (final String name : path.substring(1).split("/")) {
            node = node instanceof Group group ? group.getChildren().get(name) : null;
        }
        if (!(node instanceof Dataset dataset)) {
            final String found = node == null ? "none" : node instanceof Link ? "a link" : "something else";
            throw new FileFormatException(file, path, "a dataset of the file itself", found);
        }
        final long[] extents = dataset.getDimensionsAsLong();
        if (dataset.isVariableLength() != isOfLists) {
            throw new FileFormatException(
                    file, path, isOfLists ? "a list for each sample" : "numbers", "no such thing");
        }
        HdfStorage.requireSound(dataset.getDataType(), isOfLists);
        HdfReader.requireRoom(file, length, dataset);
        if (extents.length != 1 || extents[0] > Integer.MAX_VALUE || samples >= 0 && extents[0] != samples) {
            throw new FileFormatException(
                    file,
                    path,
                    samples < 0 ? "one dimension" : "one dimension of " + samples + ", as labels",
                    Arrays.toString(extents));
        }
        return dataset;
    }

    private void readLabels(Object data, int samples) throws FileFormatException {
        labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            place = "/labels: element " + i;
            final long label = HdfNumbers.whole(data, i);
            if (label < 0 || label >= classes) {
                throw new FileFormatException(file, place, "from 0 to " + (classes - 1), label);
            }
            labels[i] = (int) label;
        }
    }

    private long[] pack(Object seconds, Object numbers) throws FileFormatException {
        final int count = HdfNumbers.count(seconds);
        if (HdfNumbers.count(numbers) != count) {
            throw new FileFormatException(file, place, count + " units, as times", HdfNumbers.count(numbers));
        }
        listed += count;
        if (listed > length) {
            throw new FileFormatException(
                    file, place, "lists that a file of " + length + " bytes can hold", listed + " times and more");
        }
        final long[] packed = new long[count];
        for (int i = 0; i < count; i++) {
            final double micros = HdfNumbers.number(seconds, i) * MICROS;
            final long unit = HdfNumbers.whole(numbers, i);
            if (!(micros >= 0 && micros <= PackedEvent.MAX_MICROS) || unit < 0 || unit >= units) {
                throw new FileFormatException(
                        file,
                        place,
                        "seconds from 0 on and units below " + units,
                        HdfNumbers.number(seconds, i) + " s, unit " + unit);
            }
            packed[i] = PackedEvent.of(Math.round(micros), (int) unit, 0, true);
        }
        Arrays.sort(packed);
        return packed;
    }
}
