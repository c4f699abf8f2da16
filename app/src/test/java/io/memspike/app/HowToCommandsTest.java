package io.memspike.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of {@code docs/how-to} that are made of commands: all of them run, one after the other, on fewer samples. */
class HowToCommandsTest {
    private static final Pattern BLOCK =
            Pattern.compile("(?:^ *`([\\w.-]+)`\\R)?^( *)```(\\w+)\\R(.*?)^ *```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FILE = Pattern.compile("[\\w-]+\\.(safetensors|yaml|json|csv|png|html|ring)");
    private static final Map<String, String> SMALL =
            Map.of("--samples", "10", "--hold-out", "20", "--epochs", "1", "--repeats", "1");

    @TempDir
    private Path directory;

    private final List<CompletableFuture<Cli>> behind = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"train-a-network", "measured-devices", "embed-a-stream", "run-a-sweep"})
    void shouldRunAsItIsWritten(String name) throws Exception {
        final Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/how-to/" + name + ".md")));
        int commands = 0;
        while (block.find()) {
            final String code = block.group(4).replaceAll("(?m)^" + block.group(2), "");
            if (block.group(1) != null) {
                Files.writeString(
                        directory.resolve(block.group(1)),
                        code.replaceAll("samples: \\d+", "samples: 3").replaceAll("repeats: \\d+", "repeats: 1"));
            } else if (block.group(3).equals("sh")) {
                for (final String line : code.split("\n")) {
                    run(line);
                    commands++;
                }
            }
        }
        for (final CompletableFuture<Cli> each : behind) {
            final Cli done = each.get(2, TimeUnit.MINUTES); // a reader that nobody ends fails here
            assertEquals(0, done.status(), done.err());
        }
        assertTrue(commands > 0, name);
    }

    private void run(String line) {
        assertTrue(line.startsWith("./memspike "), line);
        final List<String> words = new ArrayList<>(List.of(line.split(" ")));
        final boolean isBehind = words.remove("&");
        for (int i = 1; i < words.size(); i++) {
            final Matcher file = FILE.matcher(words.get(i));
            final String before = words.get(i - 1);
            if (file.find() && !words.get(i).startsWith("--")) {
                words.set(i, file.replaceAll(found -> Matcher.quoteReplacement(directory.resolve(found.group()) + "")));
            } else if (SMALL.containsKey(before)) {
                words.set(i, SMALL.get(before));
            }
        }
        if (words.contains("classify")) {
            words.addAll(List.of("--test-samples", "5", "--batch", "10"));
        }
        if (words.get(1).equals("evaluate")) {
            words.addAll(List.of("--samples", "5"));
        }
        final Object[] arguments = words.subList(1, words.size()).toArray();
        if (isBehind) {
            behind.add(CompletableFuture.supplyAsync(() -> Cli.run(arguments)));
            return;
        }
        final Cli done = Cli.run(arguments);
        assertEquals(0, done.status(), line + "\n" + done.err());
        assertTrue(!done.out().isBlank(), line);
    }
}
