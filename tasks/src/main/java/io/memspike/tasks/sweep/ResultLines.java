package io.memspike.tasks.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.AtomicFile;
import io.memspike.tasks.experiment.JobRunner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * What came of each job, one line of JSON each, appended as they come: a process that ends at any moment leaves at most one
 * line that is torn, which is cut off when the file is opened again. One process at a time has it open.
 */
final class ResultLines implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final FileChannel channel;
    private final Map<String, ObjectNode> lines = new HashMap<>();

    private ResultLines(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static ResultLines open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        final ResultLines results = new ResultLines(
                file,
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            results.lock();
            results.read();
            return results;
        } catch (IOException | RuntimeException e) {
            results.close();
            throw e;
        }
    }

    private void lock() throws IOException {
        boolean isFree;
        try {
            isFree = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            isFree = false;
        }
        if (!isFree) {
            throw new IOException(file + ": expected results that nobody else writes, found another sweep at work");
        }
    }

    private void read() throws IOException {
        final byte[] bytes = Channels.newInputStream(channel).readAllBytes(); // stays open
        int begin = 0;
        int number = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                put(new String(bytes, begin, i - begin, StandardCharsets.UTF_8), ++number);
                begin = i + 1;
            }
        }
        channel.truncate(begin);
        channel.position(begin);
    }

    private void put(String line, int number) throws FileFormatException {
        JsonNode read;
        try {
            read = JSON.readTree(line);
        } catch (IOException e) {
            read = null;
        }
        if (!(read instanceof ObjectNode object) || !object.path("job").isTextual()) {
            throw new FileFormatException(file, "line " + number, "the result of a job", "something else");
        }
        lines.put(object.get("job").textValue(), object);
    }

    /** Whether a job's result or failure is there. */
    boolean has(SweepJob job) {
        return lines.containsKey(job.id());
    }

    /** A job's result as JSON; null where there is none. */
    JsonNode result(SweepJob job) {
        final ObjectNode line = lines.get(job.id());
        return line == null ? null : line.get("result");
    }

    /** Why a job failed; null where it did not. */
    String failure(SweepJob job) {
        final ObjectNode line = lines.get(job.id());
        return line == null || !line.has("failure") ? null : line.get("failure").asText();
    }

    /** Appends what came of a job. */
    void add(SweepJob job, JobRunner.Outcome outcome) throws IOException {
        final ObjectNode line = JSON.createObjectNode();
        line.put("job", job.id());
        final ObjectNode point = line.putObject("point");
        job.fields().forEach(point::set);
        if (job.seed() != null) {
            line.put("seed", job.seed());
        }
        line.set("plan", JSON.readTree(job.job().planJson()));
        if (outcome.isDone()) {
            line.set("result", JSON.readTree(outcome.result()));
        } else {
            line.put("failure", outcome.failure());
        }
        append(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        lines.put(job.id(), line);
    }

    private void append(ByteBuffer bytes) throws IOException {
        final long end = channel.position();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            final IOException unwritten = AtomicFile.unwritten(file, e);
            try {
                channel.truncate(end); // half a line would be part of the next
            } catch (IOException also) {
                unwritten.addSuppressed(also);
            }
            throw unwritten;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
