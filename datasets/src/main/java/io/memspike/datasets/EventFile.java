package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.file.Tensor;
import io.memspike.core.file.TensorType;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.ScalarKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Binned samples in a safetensors file, memory-mapped: {@code events} U8 [N, T, C, H, W], counts (of a camera:
 * channel 0 OFF, channel 1 ON), and {@code labels} I64 [N]. Of any size, larger than memory too.
 *
 * <p>The number of classes is the metadata's {@code classes}, or else one more than the largest label. Safe for any
 * number of threads; a load allocates nothing.
 */
public final class EventFile implements Samples, AutoCloseable {
    static final String EVENTS = "events";
    static final String LABELS = "labels";
    static final String CLASSES = "classes";

    private static final int MAX_CLASSES = 100_000;
    private static final int MAX_SAMPLE_BYTES = 1 << 30;

    private final SafetensorsFile file;
    private final Kernels kernels;
    private final Tensor events;
    private final Shape shape;
    private final int steps;
    private final int classes;
    private final int[] labels;
    private final ThreadLocal<Step> scratch;

    private EventFile(SafetensorsFile file) throws FileFormatException {
        this.file = file;
        this.kernels = new ScalarKernels();
        events = file.tensor(EVENTS);
        final long[] extents = events.shape();
        if (events.type() != TensorType.U8
                || extents.length != 5
                || Arrays.stream(extents).anyMatch(extent -> extent < 1)) {
            throw refuse("tensor events", "U8 [N, T, C, H, W]", events.type() + " " + Arrays.toString(extents));
        }
        if (extents[0] > Integer.MAX_VALUE || events.byteLength() / extents[0] > MAX_SAMPLE_BYTES) {
            throw refuse("tensor events: shape", "samples of at most 2^30 bytes", Arrays.toString(extents));
        }
        steps = (int) extents[1];
        shape = new Shape((int) extents[2], (int) extents[3], (int) extents[4]);
        final Tensor labelTensor = file.tensor(LABELS);
        if (labelTensor.type() != TensorType.I64 || !Arrays.equals(labelTensor.shape(), new long[] {extents[0]})) {
            throw refuse(
                    "tensor labels",
                    "I64 [" + extents[0] + "]",
                    labelTensor.type() + " " + Arrays.toString(labelTensor.shape()));
        }
        final long[] values = labelTensor.longs();
        classes = classes(values);
        labels = labels(values);
        final int size = shape.size();
        scratch = ThreadLocal.withInitial(() -> new Step(size));
    }

    private EventFile(EventFile same, Kernels kernels) {
        this.file = same.file;
        this.kernels = kernels;
        events = same.events;
        shape = same.shape;
        steps = same.steps;
        classes = same.classes;
        labels = same.labels;
        scratch = same.scratch;
    }

    /**
     * Opens and checks a file.
     *
     * @throws FileFormatException if it is not an event file, or a damaged one
     * @throws IOException if it cannot be read
     */
    public static EventFile open(Path path) throws IOException {
        return new EventFile(SafetensorsFile.open(path));
    }

    /** {@inheritDoc} Closing either closes both. */
    @Override
    public EventFile with(Kernels kernels) {
        return new EventFile(this, kernels);
    }

    private int classes(long[] values) throws FileFormatException {
        final String declared = file.metadata().get(CLASSES);
        if (declared == null) {
            return (int) Math.min(MAX_CLASSES - 1, Arrays.stream(values).max().orElse(0)) + 1; // one more would wrap
        }
        try {
            final int number = Integer.parseInt(declared);
            if (number >= 1 && number <= MAX_CLASSES) {
                return number;
            }
        } catch (final NumberFormatException e) {
            throw refuse("metadata classes", "a number from 1 to " + MAX_CLASSES, declared);
        }
        throw refuse("metadata classes", "a number from 1 to " + MAX_CLASSES, declared);
    }

    private int[] labels(long[] values) throws FileFormatException {
        final int[] checked = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] >= classes) {
                throw refuse("tensor labels: element " + i, "a class from 0 to " + (classes - 1), values[i]);
            }
            checked[i] = (int) values[i];
        }
        return checked;
    }

    /** The header's metadata. Unmodifiable. */
    public Map<String, String> metadata() {
        return file.metadata();
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int label(int sample) {
        return labels[sample];
    }

    @Override
    public void load(int sample, EventFrames into) {
        for (int t = 0; t < steps; t++) {
            loadStep(sample, t, into);
        }
    }

    @Override
    public void loadStep(int sample, int t, EventFrames into) {
        into.requireFit(this);
        final Step step = scratch.get();
        events.copy(((long) sample * steps + t) * shape.size(), step.counts, shape.size());
        step.list(shape, kernels, into.step(t));
    }

    /** Room for one step; one per thread, which keeps it, and so knows nothing of the file. */
    private static final class Step {
        private static final int CAMERA = 2; // channels of cameras, whose files are read fast
        private final byte[] counts; // channel-first
        private final int[] indices;
        private final float[] values;

        Step(int size) {
            counts = new byte[size];
            indices = new int[size];
            values = new float[size];
        }

        /** From channel-first bytes to channel-last entries. */
        void list(Shape shape, Kernels kernels, SpikeList into) {
            if (shape.channels() == CAMERA) {
                into.compactPlanes(counts, shape.positions(), kernels);
                return;
            }
            int n = 0;
            for (int i = 0; i < counts.length; i++) {
                final int count = counts[shape.channelFirst(i)] & 0xff;
                indices[n] = i;
                values[n] = count;
                n += count > 0 ? 1 : 0;
            }
            into.set(indices, values, n);
        }
    }

    /** Refuses further use of the file; samples that are already being read stay readable. */
    @Override
    public void close() {
        file.close();
    }

    private FileFormatException refuse(String where, Object expected, Object found) {
        return new FileFormatException(file.path(), where, expected, found);
    }
}
