package io.memspike.tasks.plan;

import io.memspike.core.Samples;
import io.memspike.datasets.EventFile;
import io.memspike.datasets.Split;
import io.memspike.datasets.Subset;
import io.memspike.datasets.recording.live.JaerDatagrams;
import io.memspike.tasks.ClassifierData;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Events as the command line names them, and what must be closed after use. Every command opens event files here, so all
 * accept the same.
 *
 * @param events samples, or a stream of them
 * @param mapped the file that they lie in; null where there is none
 * @param <T> what the events are
 */
public record EventInput<T>(T events, EventFile mapped) implements AutoCloseable {
    /** The first {@code count} samples of a part of a data set; 0 for all. */
    public static EventInput<Samples> ofDataset(ClassifierData data, String dataset, Split split, int count)
            throws IOException {
        return new EventInput<>(data.samples(dataset, split, count), null);
    }

    /** The first {@code count} samples of an event file; 0 for all. */
    public static EventInput<Samples> ofFile(Path file, int count) throws IOException {
        final EventFile mapped = EventFile.open(file);
        try {
            requireSamples(file.toString(), mapped.size(), count);
            return new EventInput<>(count == 0 ? mapped : Subset.first(mapped, count), mapped);
        } catch (IllegalArgumentException e) {
            mapped.close();
            throw e;
        }
    }

    /** Refuses a {@code --samples} beyond what there is. */
    public static void requireSamples(String of, int size, int count) {
        if (count < 0 || count > size) {
            throw new IllegalArgumentException(of + ": --samples: expected at most the " + size + ", found " + count);
        }
    }

    @Override
    public void close() throws IOException {
        if (mapped != null) {
            mapped.close();
        }
        if (events instanceof JaerDatagrams datagrams) {
            datagrams.close();
        }
    }
}
