package io.memspike.serve.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.tasks.plan.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One run's directory:
 *
 * <pre>
 *   run.json     what it is and how far: {@link RunRecord}; replaced whole
 *   news.jsonl   what it has told, one line each: {@link RunNews}
 *   result.json  its result, once there is one; written whole
 *   files/       what the experiment writes, such as model.safetensors
 * </pre>
 *
 * @param path the directory
 * @param news what the run has told
 */
record RunDirectory(Path path, RunNews news) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8; // that an array holds
    private static final String FILES = "files";
    private static final String UNFINISHED = ".tmp"; // how names end of files that a killed server left
    private static final Predicate<String> UNFINISHED_NAME =
            Pattern.compile("(.*/)?\\.[^/]*\\.tmp").asMatchPredicate();
    private static final String REMOVED = ".removed-"; // how names begin of directories on their way out

    RunDirectory(Path path) {
        this(path, new RunNews(path.resolve("news.jsonl")));
    }

    /** A new one. */
    static RunDirectory create(Path path) throws IOException {
        Files.createDirectories(path.resolve(FILES));
        return new RunDirectory(path);
    }

    /** Where the experiment writes. */
    Path files() {
        return path.resolve(FILES);
    }

    /**
     * What is known of the run; what a server that was killed left unfinished is gone afterwards.
     *
     * @throws IOException in one line, where that cannot be told
     */
    RunRecord read() throws IOException {
        for (final String name : FoundFiles.in(path, Integer.MAX_VALUE, Integer.MAX_VALUE, UNFINISHED_NAME)) {
            Files.deleteIfExists(path.resolve(name));
        }
        final Path file = path.resolve("run.json");
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": expected what is known of a run, found none");
        }
        RunRecord run = null; // as it is of the text "null", too
        IOException cause = null;
        try {
            run = JSON.readValue(InputFile.text(file, "what is known of a run", MOST_BYTES), RunRecord.class);
        } catch (JsonProcessingException | FileFormatException e) {
            cause = e;
        }
        if (run == null) {
            throw new IOException(file + ": expected what is known of a run, found something else", cause);
        }
        return run;
    }

    void write(RunRecord run) throws IOException {
        WholeFile.write(path.resolve("run.json"), json(run));
    }

    /** A record as JSON. */
    static byte[] json(Object record) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values can be written", e);
        }
    }

    boolean hasResult() {
        return Files.exists(resultFile());
    }

    private Path resultFile() {
        return path.resolve("result.json");
    }

    /** The result as JSON; null where there is none. */
    String result() throws IOException {
        return hasResult() ? Files.readString(resultFile()) : null;
    }

    void writeResult(String json) throws IOException {
        WholeFile.write(resultFile(), json.getBytes(StandardCharsets.UTF_8));
    }

    /** Names of the files that the experiment has written, with those of the directories that they lie in. */
    List<String> written() throws IOException {
        return FoundFiles.in(files(), Integer.MAX_VALUE, Integer.MAX_VALUE, name -> !name.endsWith(UNFINISHED));
    }

    /**
     * One of the {@link #written()} files.
     *
     * @throws NoSuchElementException where there is no such file
     */
    Path file(String name) throws IOException {
        if (!written().contains(name)) {
            throw new NoSuchElementException("file: expected one that the run has written, found " + name);
        }
        final Path file = files().resolve(name).toRealPath();
        if (!file.startsWith(files().toRealPath())) {
            throw new NoSuchElementException("file: expected one in the run's directory, found a link to elsewhere");
        }
        return file;
    }

    /** Removes what an attempt has told and written. */
    void clear() throws IOException {
        FoundFiles.remove(files());
        news.clear();
        Files.createDirectories(files());
    }

    /** Removes everything: its name at once, so that nobody finds half of it, whenever the server ends. */
    void delete() throws IOException {
        final Path unnamed = path.resolveSibling(REMOVED + path.getFileName());
        FoundFiles.remove(unnamed);
        if (Files.exists(path)) {
            Files.move(path, unnamed, StandardCopyOption.ATOMIC_MOVE);
        }
        FoundFiles.remove(unnamed);
    }

    /** Removes what servers that were killed have not removed to the end. */
    static void removeLeft(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, REMOVED + "*")) {
            for (final Path each : left) {
                FoundFiles.remove(each);
            }
        }
    }
}
