package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.SafetensorsFile;
import io.memspike.core.file.Tensor;
import io.memspike.core.file.TensorType;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
    private final Tensor events;
    private final Shape shape;
    private final int steps;
    private final int classes;
    private final int[] labels;
    private final ThreadLocal<Step> scratch;

    private EventFile(SafetensorsFile file) throws FileFormatException {
        this.file = file;
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
        scratch = ThreadLocal.withInitial(() -> new Step(shape.size()));
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
        if (into.steps() != steps || !into.shape().equals(shape)) {
            throw new IllegalArgumentException("frames: expected " + steps + " steps of " + shape + ", found "
                    + into.steps() + " of " + into.shape());
        }
        final Step step = scratch.get();
        final int stepBytes = shape.size();
        long offset = (long) sample * steps * stepBytes;
        for (int t = 0; t < steps; t++, offset += stepBytes) {
            events.copy(offset, step.counts, stepBytes);
            step.list(shape, into.step(t));
        }
    }

    /** Room for one step; one per thread. */
    private static final class Step {
        private static final int CHANNELS = 2; // of cameras, whose files are read fast
        private static final int WORD = Long.SIZE / CHANNELS; // positions whose entries one word tells
        private static final VarHandle LONGS =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private final byte[] counts; // channel-first, and as many bytes more as are read at once
        private final int[] indices;
        private final float[] values;

        Step(int size) {
            counts = new byte[size + WORD];
            indices = new int[size];
            values = new float[size];
        }

        /** From channel-first bytes to channel-last entries. */
        void list(Shape shape, SpikeList into) {
            if (shape.channels() == CHANNELS) {
                listOfCamera(shape.positions(), into);
                return;
            }
            int n = 0;
            for (int i = 0; i < shape.size(); i++) {
                final int count = counts[shape.channelFirst(i)] & 0xff;
                indices[n] = i;
                values[n] = count;
                n += count > 0 ? 1 : 0;
            }
            into.set(indices, values, n);
        }

        private void listOfCamera(int positions, SpikeList into) {
            int n = 0;
            for (int word = 0; word < positions; word += WORD) {
                long bits = spread(nonZero(word)) | spread(nonZero(positions + word)) << 1; // OFF and ON in turns
                if (positions - word < WORD) {
                    bits &= (1L << CHANNELS * (positions - word)) - 1; // what follows belongs to others
                }
                for (; bits != 0; bits &= bits - 1) {
                    final int entry = Long.numberOfTrailingZeros(bits);
                    final int channel = entry % CHANNELS;
                    indices[n] = CHANNELS * word + entry;
                    values[n++] = counts[channel * positions + word + entry / CHANNELS] & 0xff;
                }
            }
            into.set(indices, values, n);
        }

        /** One bit for each of the 32 bytes from {@code at} on: whether it differs from zero. */
        private long nonZero(int at) {
            long bits = 0;
            for (int i = 0; i < WORD; i += Long.BYTES) {
                final long bytes = (long) LONGS.get(counts, at + i);
                final long high = (bytes & 0x7f7f7f7f7f7f7f7fL) + 0x7f7f7f7f7f7f7f7fL | bytes; // top bit of each byte
                bits |= ((high >>> 7 & 0x0101010101010101L) * 0x0102040810204080L >>> 56) << i; // gathered in the last
            }
            return bits;
        }

        /** Moves bit i to bit 2i. */
        private static long spread(long bits) {
            long x = bits;
            x = (x | x << 16) & 0x0000ffff0000ffffL;
            x = (x | x << 8) & 0x00ff00ff00ff00ffL;
            x = (x | x << 4) & 0x0f0f0f0f0f0f0f0fL;
            x = (x | x << 2) & 0x3333333333333333L;
            return (x | x << 1) & 0x5555555555555555L;
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
