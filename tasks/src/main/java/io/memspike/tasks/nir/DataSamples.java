package io.memspike.tasks.nir;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.interchange.nir.data.NirData;
import io.memspike.interchange.nir.data.NirSignal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Samples without labels out of NIRData: what the graph's input did. Thread-safe. */
final class DataSamples implements Samples {
    private static final String SPIKES = "spikes";

    private final NirSignal.Gridded grid;
    private final Shape shape;

    private DataSamples(NirSignal.Gridded grid, Shape shape) {
        this.grid = grid;
        this.shape = shape;
    }

    /** Whether a file is HDF5. */
    static boolean isData(Path file) throws IOException {
        InputFile.requireFile(file, "an NPY array or NIRData");
        try (InputStream in = Files.newInputStream(file)) {
            final byte[] head = in.readNBytes(4);
            return head.length == 4 && head[0] == (byte) 0x89 && head[1] == 'H' && head[2] == 'D' && head[3] == 'F';
        } catch (NoSuchFileException e) {
            return false; // told by who reads it
        }
    }

    /**
     * Reads a file.
     *
     * @param node the graph's input; a file with one node need not name it so
     * @param shape of a step
     * @param dt seconds of a step
     */
    static DataSamples read(Path file, String node, Shape shape, float dt) throws IOException {
        final NirData data = NirData.read(file);
        final Map<String, NirSignal> signals = data.nodes().containsKey(node)
                ? data.nodes().get(node)
                : data.nodes().size() == 1 ? data.nodes().values().iterator().next() : null;
        if (signals == null) {
            throw new FileFormatException(
                    file,
                    "/nodes",
                    "the graph's input " + node + ", or one node",
                    data.nodes().keySet());
        }
        final NirSignal signal = signals.containsKey(SPIKES)
                ? signals.get(SPIKES)
                : signals.size() == 1 ? signals.values().iterator().next() : null;
        if (signal == null) {
            throw new FileFormatException(
                    file, "node " + node, "an observable " + SPIKES + ", or one", signals.keySet());
        }
        if (signal.neurons() != shape.size()) {
            throw new FileFormatException(
                    file, "node " + node, shape.size() + " neurons, as the graph's input has them", signal.neurons());
        }
        final NirSignal.Gridded grid = signal.gridded(dt, file + ": node " + node);
        if (grid.samples() < 1 || grid.steps() < 1) {
            throw new FileFormatException(
                    file,
                    "node " + node,
                    "a sample of a step",
                    grid.samples() + " samples of " + grid.steps() + " steps");
        }
        return new DataSamples(grid, shape);
    }

    @Override
    public int size() {
        return grid.samples();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int steps() {
        return grid.steps();
    }

    @Override
    public void load(int sample, EventFrames into) {
        into.requireFit(this);
        final int n = shape.size();
        for (int t = 0; t < into.steps(); t++) {
            final SpikeList step = into.step(t);
            step.clear();
            final int begin = (sample * grid.steps() + t) * n;
            for (int i = 0; i < n; i++) {
                final float value = grid.data()[begin + shape.channelFirst(i)];
                if (value != 0f) {
                    step.add(i, value);
                }
            }
        }
    }
}
