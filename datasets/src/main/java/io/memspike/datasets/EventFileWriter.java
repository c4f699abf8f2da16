package io.memspike.datasets;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.file.SafetensorsWriter;
import io.memspike.core.file.TensorType;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Writes samples as an {@link EventFile}. Blocks of samples are loaded and encoded by several threads and written in
 * order, so that the file's bytes do not depend on the number of threads and only a few blocks are in memory.
 */
public final class EventFileWriter {
    private static final int BLOCK_SAMPLES = 64;
    private static final int MAX_COUNT = 255;

    private final Samples samples;
    private final Map<String, String> metadata;
    private final int threads;

    /**
     * A writer of one set of samples.
     *
     * @param samples what to write; at least one
     * @param metadata further entries for the header
     * @param threads how many threads load and encode, at least 1
     */
    public EventFileWriter(Samples samples, Map<String, String> metadata, int threads) {
        if (samples.size() < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "event file: expected at least 1 sample and 1 thread, found " + samples.size() + " and " + threads);
        }
        this.samples = samples;
        this.metadata = Map.copyOf(metadata);
        this.threads = threads;
    }

    /**
     * What was written.
     *
     * @param samples number of samples
     * @param events number of events in all
     */
    public record Summary(int samples, long events) {
        /** Mean number of events of one sample. */
        public double eventsPerSample() {
            return (double) events / samples;
        }
    }

    /**
     * Writes the file, replacing an earlier one only when the new one is complete.
     *
     * @param target where to
     * @param progress told, in the calling thread, how many samples have been written so far
     * @throws IOException if that fails, or a count is not a whole number from 0 to 255; an earlier file is then unchanged
     */
    public Summary write(Path target, IntConsumer progress) throws IOException {
        final Shape shape = samples.shape();
        final int count = samples.size();
        final long[] labels = new long[count];
        Arrays.setAll(labels, samples::label);
        final SafetensorsWriter writer = new SafetensorsWriter();
        metadata.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> writer.metadata(entry.getKey(), entry.getValue()));
        writer.metadata(EventFile.CLASSES, Integer.toString(samples.classes()));
        final long[] events = new long[1];
        writer.longs(EventFile.LABELS, new long[] {count}, labels);
        writer.stream(
                EventFile.EVENTS,
                TensorType.U8,
                new long[] {count, samples.steps(), shape.channels(), shape.height(), shape.width()},
                out -> events[0] = writeEvents(out, progress));
        writer.write(target);
        return new Summary(count, events[0]);
    }

    private long writeEvents(WritableByteChannel out, IntConsumer progress) throws IOException {
        final ExecutorService executor = Executors.newFixedThreadPool(threads);
        final ArrayDeque<Block> idle = new ArrayDeque<>();
        for (int i = 0; i < 2 * threads; i++) {
            idle.add(new Block());
        }
        final ArrayDeque<Future<Block>> encoding = new ArrayDeque<>();
        try {
            long events = 0;
            int next = 0;
            while (next < samples.size() || !encoding.isEmpty()) {
                if (next < samples.size() && !idle.isEmpty()) {
                    final Block block = idle.remove();
                    final int from = next;
                    next = Math.min(samples.size(), from + BLOCK_SAMPLES);
                    final int to = next;
                    encoding.add(executor.submit(() -> block.encode(from, to)));
                } else {
                    final Block block = finished(encoding.remove());
                    out.write(block.bytes);
                    events += block.events;
                    progress.accept(block.to);
                    idle.add(block);
                }
            }
            return events;
        } finally {
            executor.shutdownNow();
        }
    }

    private static Block finished(Future<Block> future) throws IOException {
        try {
            return future.get();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("sample: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** A run of samples as bytes; used by one thread at a time. */
    private final class Block {
        private final int sampleBytes =
                Math.multiplyExact(samples.steps(), samples.shape().size());
        private final ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(sampleBytes, Math.min(BLOCK_SAMPLES, samples.size())));
        private final EventFrames frames = EventFrames.of(samples);
        private int to;
        private long events;

        Block encode(int from, int to) throws IOException {
            this.to = to;
            events = 0;
            bytes.clear().limit((to - from) * sampleBytes);
            Arrays.fill(bytes.array(), 0, bytes.limit(), (byte) 0);
            for (int sample = from; sample < to; sample++) {
                samples.load(sample, frames);
                for (int t = 0; t < samples.steps(); t++) {
                    encodeStep(
                            sample,
                            t,
                            (sample - from) * sampleBytes + t * samples.shape().size());
                }
            }
            return this;
        }

        private void encodeStep(int sample, int t, int start) throws IOException {
            final Shape shape = samples.shape();
            final byte[] array = bytes.array();
            final SpikeList step = frames.step(t);
            for (int i = 0; i < step.size(); i++) {
                final float value = step.value(i);
                final int count = (int) value;
                if (count != value || count < 0 || count > MAX_COUNT) {
                    throw new IOException("sample " + sample + " step " + t + ": expected whole counts from 0 to "
                            + MAX_COUNT + ", found " + value);
                }
                array[start + shape.channelFirst(step.index(i))] = (byte) count;
                events += count;
            }
        }
    }
}
