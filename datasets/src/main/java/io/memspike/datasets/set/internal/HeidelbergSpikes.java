package io.memspike.datasets.set.internal;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.datasets.Split;
import io.memspike.datasets.encode.Encoder;
import io.memspike.datasets.recording.RecordingSet;
import io.memspike.datasets.recording.hdf.internal.HdfSpikes;
import io.memspike.datasets.set.DataSet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Spoken words as the spikes of 700 units of a model of the inner ear, {@code NAME_train.h5} and {@code NAME_test.h5}, in the
 * directory of data sets or its folder {@code NAME}. Spikes later than a word lasts are left out.
 */
abstract class HeidelbergSpikes implements DataSet {
    private static final int UNITS = 700;

    private final long micros;

    /**
     * Of words that last.
     *
     * @param micros the longest
     */
    HeidelbergSpikes(long micros) {
        this.micros = micros;
    }

    @Override
    public String source() {
        return "Heidelberg spiking data sets, Cramer and others 2020, zenkelab.org/resources/spiking-heidelberg-datasets-shd;"
                + " CC BY 4.0";
    }

    @Override
    public String encoding() {
        return "events";
    }

    @Override
    public boolean isPresent(Path data) {
        return Places.has(data, name(), file(Split.TRAIN)) || Places.has(data, name(), file(Split.TEST));
    }

    @Override
    public Samples open(Path data, Split split) throws IOException {
        final int classes = classes().size();
        final HdfSpikes spikes = HdfSpikes.read(find(data, split), UNITS, classes);
        final int[] labels = spikes.labels();
        final int[] order = InTurns.of(InTurns.byClass(classes, labels));
        return new RecordingSet(
                name(),
                new Shape(1, 1, UNITS),
                classes,
                IntStream.of(order).mapToObj(i -> spikes.events()[i]).toArray(long[][]::new),
                IntStream.of(order).map(i -> labels[i]).toArray(),
                Encoder.STILL,
                micros / Encoder.STILL,
                1f);
    }

    private Path find(Path data, Split split) throws FileNotFoundException {
        try {
            return Places.find(data, name(), file(split));
        } catch (final FileNotFoundException e) {
            final FileNotFoundException more = new FileNotFoundException(e.getMessage() + ": it is " + source());
            more.initCause(e);
            throw more;
        }
    }

    private String file(Split split) {
        return name() + "_" + split.name().toLowerCase(Locale.ROOT) + ".h5";
    }
}
