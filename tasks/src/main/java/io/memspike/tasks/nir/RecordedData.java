package io.memspike.tasks.nir;

import io.memspike.core.file.internal.InputFile;
import io.memspike.datasets.format.internal.NpyArray;
import io.memspike.interchange.nir.data.NirData;
import io.memspike.interchange.nir.data.NirSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recordings of nodes as NIRData: spikes, and membranes where there are any, on the grid of the run; spikes as events, if asked. */
final class RecordedData {
    private static final String SPIKES = "spikes";

    private RecordedData() {}

    /**
     * Of arrays that were written.
     *
     * @param directory where they lie
     * @param dt seconds of a step
     * @param asEvents whether spikes become events
     */
    static NirData of(Path directory, List<String> nodes, float dt, boolean asEvents) throws IOException {
        final Map<String, Map<String, NirSignal>> all = new LinkedHashMap<>();
        for (final String node : nodes) {
            final Map<String, NirSignal> signals = new LinkedHashMap<>();
            for (final String observable : List.of(SPIKES, "membrane")) {
                final Path file = directory.resolve(node + "." + observable + ".npy");
                if (Files.exists(file)) {
                    final NirSignal.Gridded grid = gridded(file, dt);
                    signals.put(observable, asEvents && observable.equals(SPIKES) ? grid.events() : grid);
                }
            }
            all.put(node, signals);
        }
        return new NirData(directory, all);
    }

    private static NirSignal.Gridded gridded(Path file, float dt) throws IOException {
        final NpyArray array = NpyArray.read(file.toString(), InputFile.bytes(file, "an NPY array"));
        int elements = 1;
        for (final int extent : array.shape()) {
            elements *= extent;
        }
        final float[] data = new float[elements];
        for (int i = 0; i < elements; i++) {
            data[i] = (float) array.number(i);
        }
        final int samples = array.shape()[0];
        final int steps = array.shape()[1];
        final double seconds = Double.parseDouble(Float.toString(dt)); // 0.001, and not what is next to it
        return new NirSignal.Gridded(samples, steps, elements / samples / steps, seconds, data);
    }
}
