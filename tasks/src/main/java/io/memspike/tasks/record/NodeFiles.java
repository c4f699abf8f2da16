package io.memspike.tasks.record;

import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.run.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The files of one node.
 *
 * @param node its name
 * @param shape of what leaves it
 * @param steps of a sample
 * @param isSpikes whether that are spikes
 * @param spikes what leaves it
 * @param membrane its potentials, or null
 * @param rate mean of what leaves it
 */
record NodeFiles(
        String node, Shape shape, int steps, boolean isSpikes, NpyFile spikes, NpyFile membrane, NpyFile rate) {

    /** Begins them; each one made is added to {@code made}. */
    static NodeFiles create(Path directory, String node, Session session, Samples samples, List<NpyFile> made)
            throws IOException {
        final Shape shape = session.shape(node);
        final int steps = samples.steps();
        if ((long) steps * shape.size() * Float.BYTES > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("record: node " + node
                    + ": expected fewer than 2^29 elements over all steps of a sample, found " + steps + " × " + shape);
        }
        final boolean isSpikes = session.signal(node).isSpikes();
        final NpyFile.Type type = isSpikes ? NpyFile.Type.U8 : NpyFile.Type.F32;
        final long[] extents = shape.positions() == 1
                ? new long[] {shape.channels()}
                : new long[] {shape.channels(), shape.height(), shape.width()};
        final long[] whole = extents(extents, samples.size(), steps);
        final NpyFile spikes = add(made, NpyFile.create(directory.resolve(node + ".spikes.npy"), type, whole));
        final NpyFile membrane = session.potential(node) == null
                ? null
                : add(made, NpyFile.create(directory.resolve(node + ".membrane.npy"), NpyFile.Type.F32, whole));
        final NpyFile rate = add(
                made,
                NpyFile.create(
                        directory.resolve(node + ".rate.npy"), NpyFile.Type.F32, extents(extents, samples.size())));
        return new NodeFiles(node, shape, steps, isSpikes, spikes, membrane, rate);
    }

    private static NpyFile add(List<NpyFile> made, NpyFile file) {
        made.add(file);
        return file;
    }

    private static long[] extents(long[] last, long... first) {
        return LongStream.concat(Arrays.stream(first), Arrays.stream(last)).toArray();
    }

    Sample newSample() {
        return new Sample();
    }

    /** What one thread has seen of a sample. */
    final class Sample {
        private final float[] values = new float[shape.size()];
        private final float[] sums = new float[shape.size()];
        private final ByteBuffer left = buffer(steps, isSpikes ? Byte.BYTES : Float.BYTES);
        private final ByteBuffer potentials = buffer(membrane == null ? 0 : steps, Float.BYTES);
        private final ByteBuffer rates = buffer(1, Float.BYTES);

        private ByteBuffer buffer(int rows, int bytes) {
            return ByteBuffer.allocate(rows * values.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        /** Step {@code t}, which is done. */
        void see(int t, Session session) {
            if (t == 0) {
                Arrays.fill(sums, 0f);
            }
            final int begin = t * values.length;
            session.values(node, values);
            for (int i = 0; i < values.length; i++) {
                final int at = begin + shape.channelFirst(i);
                if (isSpikes) {
                    left.put(at, (byte) values[i]);
                } else {
                    left.putFloat(Float.BYTES * at, values[i]);
                }
                sums[i] += values[i];
            }
            if (membrane != null) {
                final float[] potential = session.potential(node);
                for (int i = 0; i < values.length; i++) {
                    potentials.putFloat(Float.BYTES * (begin + shape.channelFirst(i)), potential[i]);
                }
            }
        }

        /** After the last step. */
        void write(long sample) throws IOException {
            for (int i = 0; i < sums.length; i++) {
                rates.putFloat(Float.BYTES * shape.channelFirst(i), sums[i] / steps);
            }
            spikes.write(sample, left.clear());
            rate.write(sample, rates.clear());
            if (membrane != null) {
                membrane.write(sample, potentials.clear());
            }
        }
    }
}
