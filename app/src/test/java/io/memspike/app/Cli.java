package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * One call of the command line and what it left behind.
 *
 * @param status exit status
 * @param out standard output
 * @param err standard error
 */
record Cli(int status, String out, String err) {
    /** Runs a command; arguments may be of any type. */
    static Cli run(Object... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CommandLine line =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        final int status =
                line.execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new Cli(status, out.toString(), err.toString());
    }

    /** The one JSON object that a command printed which succeeded. */
    JsonNode json() throws IOException {
        assertEquals(0, status, err);
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readTree(out);
    }

    /** One line of reason on standard error, without a stack trace; nothing on standard output. */
    String assertFailed() {
        assertEquals(1, status, err);
        assertEquals("", out);
        assertTrue(err.startsWith("memspike: "), err);
        assertFalse(err.contains("\tat "), err);
        assertEquals(1, err.strip().lines().count(), err);
        return err;
    }

    /** Everything below a directory, by name: what a failed command must leave as it was. */
    static Map<String, String> files(Path directory) throws IOException {
        final Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (final Path path : paths.filter(Files::isRegularFile).toList()) {
                final byte[] bytes = Files.readAllBytes(path);
                files.put(directory.relativize(path).toString(), new String(bytes, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
