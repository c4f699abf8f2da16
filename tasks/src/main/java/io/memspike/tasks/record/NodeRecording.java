package io.memspike.tasks.record;

import io.memspike.core.Samples;
import io.memspike.core.graph.Graph;
import io.memspike.core.run.Network;
import io.memspike.core.run.Session;
import io.memspike.core.runtime.Inference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes what nodes do at every step of every sample: for each node {@code NODE.spikes.npy}, what leaves it, U8 of nodes
 * that spike and F32 of others, [samples, steps, shape]; {@code NODE.rate.npy}, its mean over the steps, F32 [samples,
 * shape]; of nodes with membrane potentials {@code NODE.membrane.npy}, F32 [samples, steps, shape], after each step; and
 * {@code labels.npy} and {@code decisions.npy}, I64 [samples]. Shapes are as in files: [size] of a vector, else [channels,
 * height, width].
 *
 * <p>Give it to an evaluation of all steps of the samples from 0 on, {@link #finish} it, close it. Each thread holds one
 * sample at a time and writes it to its place, so that the bytes depend on no number of threads.
 */
public final class NodeRecording implements Supplier<Inference.Trace>, AutoCloseable {
    private final Samples samples;
    private final List<NodeFiles> nodes = new ArrayList<>();
    private final List<NpyFile> files = new ArrayList<>();
    private final NpyFile labels;
    private final NpyFile decisions;

    /**
     * Begins the files.
     *
     * @param directory where they go; none of them may be there
     * @param network whose sessions will be seen
     * @param samples what it will run on
     * @param nodes names of nodes
     * @throws IllegalArgumentException where there is no such node, or it is named twice
     * @throws IOException where a file cannot be made
     */
    public NodeRecording(Path directory, Network network, Samples samples, List<String> nodes) throws IOException {
        requireNodes(network.graph(), nodes);
        this.samples = samples;
        final Session session = network.newSession();
        try {
            for (final String node : nodes) {
                this.nodes.add(NodeFiles.create(directory, node, session, samples, files));
            }
            this.labels = scalar(directory.resolve("labels.npy"));
            this.decisions = scalar(directory.resolve("decisions.npy"));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Refuses what are no nodes of a graph.
     *
     * @throws IllegalArgumentException naming those that are
     */
    public static void requireNodes(Graph graph, List<String> nodes) {
        final Set<String> seen = new HashSet<>();
        for (final String node : nodes) {
            if (!graph.has(node)) {
                final List<String> all =
                        graph.nodes().stream().map(each -> each.name()).toList();
                throw new IllegalArgumentException("record: expected one of the nodes " + all + ", found " + node);
            }
            if (!seen.add(node)) {
                throw new IllegalArgumentException("record: expected each node once, found " + node + " again");
            }
        }
    }

    private NpyFile scalar(Path path) throws IOException {
        final NpyFile file = NpyFile.create(path, NpyFile.Type.I64, samples.size());
        files.add(file);
        return file;
    }

    /** What one thread's session has to be seen by. */
    @Override
    public Inference.Trace get() {
        return new Recorder();
    }

    /**
     * Forces all files to disk.
     *
     * @throws IOException where that fails, or samples are missing
     */
    public void finish() throws IOException {
        for (final NpyFile file : files) {
            file.finish();
        }
    }

    @Override
    public void close() throws IOException {
        for (final NpyFile file : files) {
            file.close();
        }
    }

    /** One thread's sample. */
    private final class Recorder implements Inference.Trace {
        private final List<NodeFiles.Sample> parts =
                nodes.stream().map(NodeFiles::newSample).toList();
        private final ByteBuffer scalar = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

        @Override
        public void onStep(int t, Session session) {
            for (final NodeFiles.Sample part : parts) {
                part.see(t, session);
            }
            if (t < samples.steps() - 1) {
                return;
            }
            try {
                for (final NodeFiles.Sample part : parts) {
                    part.write(session.sample());
                }
                write(labels, session.sample(), samples.label((int) session.sample()));
                write(decisions, session.sample(), session.decision());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void write(NpyFile file, long sample, long value) throws IOException {
            file.write(sample, scalar.clear().putLong(value).flip());
        }
    }
}
