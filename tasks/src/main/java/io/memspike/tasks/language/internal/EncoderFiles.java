package io.memspike.tasks.language.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.InputFile;
import io.memspike.tasks.internal.TemporaryDirectory;
import io.memspike.tasks.language.LanguageImportPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * Where an encoder and its tokenizer lie: two files, for as long as this is open.
 *
 * @param onnx the encoder
 * @param tokenizer its tokenizer
 * @param directory what is deleted at the end, or null
 */
public record EncoderFiles(Path onnx, Path tokenizer, TemporaryDirectory directory) implements AutoCloseable {
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";
    private static final long MOST_MINUTES = 30;
    private static final int SHOWN = 200; // characters of what Maven said

    public static EncoderFiles of(LanguageImportPlan plan) throws IOException {
        if (plan.from() != null && !plan.from().toString().endsWith(".jar")) {
            final Path beside = plan.from().toAbsolutePath().resolveSibling("tokenizer.json");
            return new EncoderFiles(plan.from(), plan.tokenizer() == null ? beside : plan.tokenizer(), null);
        }
        final TemporaryDirectory directory = TemporaryDirectory.of("memspike-import");
        try {
            final Path in = directory.path();
            final Path jar = plan.from() == null ? fetched(plan.artifact(), in) : plan.from();
            InputFile.requireFile(jar, "a jar");
            final Path onnx = entry(jar, ".onnx", in);
            return new EncoderFiles(
                    onnx, plan.tokenizer() == null ? entry(jar, "tokenizer.json", in) : plan.tokenizer(), directory);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Asks Maven for an artifact. */
    private static Path fetched(String artifact, Path directory) throws IOException {
        if (artifact.split(":", -1).length != 3 || !artifact.matches("[A-Za-z0-9._:-]+")) {
            throw new IllegalArgumentException("--artifact: expected GROUP:NAME:VERSION, found '" + artifact + "'");
        }
        final Path said = directory.resolve("mvn.log");
        final boolean isWindows = System.getProperty("os.name").startsWith("Windows");
        final Process mvn;
        try {
            mvn = new ProcessBuilder(
                            isWindows ? "mvn.cmd" : "mvn",
                            "-B",
                            "-q",
                            COPY,
                            "-Dartifact=" + artifact,
                            "-DoutputDirectory=" + directory)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "mvn: expected Maven on the path to fetch " + artifact + ", found none; --from takes a file", e);
        }
        try {
            if (!mvn.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || mvn.exitValue() != 0) {
                mvn.destroy();
                throw new IOException(
                        "mvn: expected it to fetch " + artifact + ", found that it failed: " + firstError(said));
            }
        } catch (InterruptedException e) {
            mvn.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("mvn: interrupted", e);
        }
        return only(directory, ".jar", "Maven's copy of " + artifact);
    }

    private static String firstError(Path said) throws IOException {
        final String line = Files.readAllLines(said).stream()
                .filter(each -> each.contains("ERROR"))
                .findFirst()
                .orElse("nothing said");
        return line.substring(0, Math.min(SHOWN, line.length()));
    }

    private static Path entry(Path jar, String end, Path directory) throws IOException {
        try (FileSystem in = FileSystems.newFileSystem(jar)) {
            final Path entry = only(in.getPath("/"), end, jar.toString());
            final Path file = directory.resolve(entry.getFileName().toString());
            try (InputStream bytes = Files.newInputStream(entry)) {
                Files.copy(bytes, file);
            }
            return file;
        } catch (ZipException | ProviderNotFoundException e) {
            throw new FileFormatException(jar + ": expected a jar, found " + FileFormatException.reason(e));
        }
    }

    private static Path only(Path directory, String end, String where) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            final List<Path> found =
                    all.filter(each -> each.toString().endsWith(end)).toList();
            if (found.size() != 1) {
                throw new FileFormatException(where + ": expected one file *" + end + ", found " + found);
            }
            return found.get(0);
        }
    }

    @Override
    public void close() throws IOException {
        if (directory != null) {
            directory.close();
        }
    }
}
