package io.memspike.tasks.evaluate;

import io.memspike.core.Samples;
import io.memspike.core.file.internal.AtomicDirectory;
import io.memspike.core.run.Network;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.record.NodeRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The arrays of {@code --record}: a directory that is there whole or not at all. Does nothing where none is asked for. */
final class Recorder implements AutoCloseable {
    private final AtomicDirectory directory; // null for none
    private final NodeRecording recording;

    private Recorder(AtomicDirectory directory, NodeRecording recording) {
        this.directory = directory;
        this.recording = recording;
    }

    /** Begins the directory; {@code nodes} null for none. */
    static Recorder of(List<String> nodes, Path out, Network network, Samples samples) throws IOException {
        if (nodes == null) {
            return new Recorder(null, null);
        }
        final AtomicDirectory directory = AtomicDirectory.create(out);
        try {
            return new Recorder(directory, new NodeRecording(directory.path(), network, samples, nodes));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** The evaluation, recorded. */
    ClassifierEvaluation seeing(ClassifierEvaluation evaluation) {
        return recording == null ? evaluation : evaluation.seenBy(recording);
    }

    /** After the evaluation: all is there. */
    void commit() throws IOException {
        if (recording != null) {
            recording.finish();
            recording.close();
            directory.commit();
        }
    }

    @Override
    public void close() throws IOException {
        if (recording != null) {
            recording.close();
            directory.close();
        }
    }
}
