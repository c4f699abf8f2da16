package io.memspike.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** A Python that has some packages: what others read of what is written here, and write for what reads here. */
public final class Python {
    private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

    private final String python;
    private final Path directory;

    private Python(String python, Path directory) {
        this.python = python;
        this.directory = directory;
    }

    /**
     * Skips the test where no Python has them.
     *
     * @param directory for what it prints
     * @param packages by the names that it imports them by
     */
    public static Python with(Path directory, String... packages) throws IOException, InterruptedException {
        for (final String each : PYTHONS) {
            final Python python = new Python(each, directory);
            if (python.status("import " + String.join(", ", packages), directory.resolve("which.txt")) == 0) {
                return python;
            }
        }
        Outside.need(false, "no Python has " + String.join(", ", packages));
        throw new IllegalStateException("unreachable");
    }

    private int status(String program, Path output, Object... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(python, "-c", program));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // not installed
        }
    }

    /**
     * What a program prints. It must end well.
     *
     * @param program its text
     * @param arguments {@code sys.argv[1]} and so on
     */
    public List<String> lines(String program, Object... arguments) throws IOException, InterruptedException {
        final Path output = directory.resolve("output.txt");
        final int status = status(program, output, arguments);
        final String text = Files.readString(output, StandardCharsets.UTF_8);
        Assertions.assertEquals(0, status, text);
        return text.lines().toList();
    }
}
