package io.memspike.tasks.stream;

import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.datasets.BinnedStream;
import io.memspike.datasets.EventSource;
import io.memspike.datasets.ImageSet;
import io.memspike.datasets.SaccadeCamera;
import io.memspike.datasets.SaccadeStream;
import io.memspike.datasets.Split;
import io.memspike.datasets.recording.Recording;
import io.memspike.datasets.recording.RecordingSource;
import io.memspike.datasets.recording.live.JaerDatagrams;
import io.memspike.datasets.recording.live.JaerMemory;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.plan.EventInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sources of events as the command line names them. */
public final class StreamSources {
    private static final String IPC = "ipc:";
    /** Width of the bins of a model that does not say it, in microseconds. */
    public static final long BIN_MICROS = SaccadeCamera.DURATION_MICROS / ClassifierData.STEPS;

    private static final String SACCADE = "saccade:";
    private static final String JAER = "jaer:";
    private static final String UDP = "udp:";
    private static final int DEFAULT_SAMPLES = 200;

    private StreamSources() {}

    static boolean isIpc(String name) {
        return name.startsWith(IPC);
    }

    /** Whether events come from a camera, whose times may jump. */
    static boolean isLive(String name) {
        return name.startsWith(JAER) || name.startsWith(UDP);
    }

    /** Opens {@code jaer:PATH} or {@code udp:PORT[:CHIP]}. */
    private static EventSource live(String name, Integer idleMs) throws IOException {
        final long nanos = idleMs == null ? Long.MAX_VALUE : 1_000_000L * idleMs;
        if (name.startsWith(JAER)) {
            return JaerMemory.open(Path.of(name.substring(JAER.length())), nanos);
        }
        final String[] parts = name.substring(UDP.length()).split(":", 2);
        if (!parts[0].matches("\\d{1,5}") || Integer.parseInt(parts[0]) > 65_535) {
            throw new IllegalArgumentException("--source: expected udp:PORT or udp:PORT:CHIP, found '" + name + "'");
        }
        return JaerDatagrams.open(Integer.parseInt(parts[0]), parts.length == 1 ? "dvs128" : parts[1], nanos);
    }

    /** The mapped file of {@code ipc:PATH}, which may be still to come, but not its directory. */
    static Path ipcFile(String name) throws IOException {
        if (!isIpc(name) || name.length() == IPC.length()) {
            throw new IllegalArgumentException("expected ipc:PATH, found '" + name + "'");
        }
        final Path file = Path.of(name.substring(IPC.length()));
        final Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new FileFormatException(file, "directory", "one that exists", "none at " + directory);
        }
        return file;
    }

    /**
     * Opens {@code saccade:DATASET}, a recording or an event file.
     *
     * @param samples the first so many; 0 for {@value #DEFAULT_SAMPLES} images, or all of an event file
     * @param binMicros width of the bins of an event file, which does not say it
     */
    public static EventInput<EventSource> open(String name, int samples, long binMicros) throws IOException {
        return open(name, samples, binMicros, null);
    }

    /** The same; a camera is left once it has been silent for so many milliseconds, null for never. */
    static EventInput<EventSource> open(String name, int samples, long binMicros, Integer idleMs) throws IOException {
        if (isLive(name)) {
            EventInput.requireSamples(name, 0, samples);
            return new EventInput<>(live(name, idleMs), null);
        }
        if (name.startsWith(SACCADE)) {
            final ImageSet images = DataSets.ofSystem().images(name.substring(SACCADE.length()), Split.TEST);
            EventInput.requireSamples(name, images.size(), samples);
            final int count = samples == 0 ? Math.min(DEFAULT_SAMPLES, images.size()) : samples;
            return new EventInput<>(new SaccadeStream(images, count), null);
        }
        final Path file = Path.of(name);
        if (name.endsWith(".bin") || Files.isRegularFile(file) && Recording.isRecording(file)) {
            final EventSource recording = RecordingSource.of(Recording.open(file));
            EventInput.requireSamples(name, recording.recordings(), samples);
            return new EventInput<>(recording, null);
        }
        final EventInput<Samples> binned = EventInput.ofFile(file, samples);
        final Samples events = binned.events();
        return new EventInput<>(new BinnedStream(events, events.size(), binMicros), binned.mapped());
    }

    /** How a source is cut for a network of clocked steps. */
    public static StreamBins bins(EventSource source, long binMicros) {
        final long micros = source.recordingMicros();
        if (source.recordings() == 0) {
            return bins(binMicros);
        }
        final boolean isSingle = micros == Long.MAX_VALUE;
        return new StreamBins(micros, binMicros, isSingle ? ClassifierData.STEPS : (int) (micros / binMicros));
    }

    /** How the stream of another process is cut: into recordings of the saccade camera's length, or as long as the model's bins need. */
    public static StreamBins bins(long binMicros) {
        final long micros = Math.max(SaccadeCamera.DURATION_MICROS, ClassifierData.STEPS * binMicros);
        return new StreamBins(micros, binMicros, ClassifierData.STEPS);
    }

    /** Whether {@code --speed} asks for the recorded speed. */
    static boolean isRecordedSpeed(String speed) {
        return switch (speed) {
            case "recorded" -> true;
            case "max" -> false;
            default -> throw new IllegalArgumentException("--speed: expected recorded or max, found '" + speed + "'");
        };
    }
}
