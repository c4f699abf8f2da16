package io.memspike.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.memspike.tasks.experiment.Job;
import io.memspike.tasks.experiment.PlanFields;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Files that plans name, to be read where they are not: each is sent to a worker once and lies there under another name, by
 * which its plans call it; results call it by its own. Directories are not sent.
 */
final class SentFiles implements Serializable {
    private static final long serialVersionUID = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long MOST_BYTES = 1_000_000_000;
    /** Of this process, by sender: the names under which files lie. */
    private static final Map<String, Map<String, String>> LYING = new ConcurrentHashMap<>();

    private final String sender = UUID.randomUUID().toString();
    private final HashMap<String, byte[]> contents = new HashMap<>();

    private SentFiles() {}

    /** All that jobs name and do not write. */
    static SentFiles of(List<Job> jobs) throws IOException {
        final SentFiles files = new SentFiles();
        final Set<String> asked = new HashSet<>();
        long bytes = 0;
        for (final Job job : jobs) {
            for (final String text : named(job)) {
                if (asked.add(text) && isFile(text)) {
                    bytes += Files.size(Path.of(text));
                    if (bytes > MOST_BYTES) {
                        throw new IOException(text + ": expected files of at most " + MOST_BYTES
                                + " bytes in all to be sent to workers, found more");
                    }
                    files.contents.put(text, Files.readAllBytes(Path.of(text)));
                }
            }
        }
        return files;
    }

    /** Texts of a plan that look like names of files and are not written. */
    private static List<String> named(Job job) throws IOException {
        final PlanFields fields = job.fields();
        final JsonNode plan = JSON.readTree(job.planJson());
        final List<String> named = new ArrayList<>();
        for (final String name : fields.names()) {
            if (!fields.isWritten(name)) {
                map(fields.of(plan, name), text -> {
                    if (fields.isPath(name) || text.indexOf('.') >= 0 || text.indexOf('/') >= 0) {
                        named.add(text);
                    }
                    return text;
                });
            }
        }
        return named;
    }

    /** The job with whole names of what it writes and of directories that it reads, which lie where the sender has them. */
    static Job whole(Job job) throws IOException {
        final PlanFields fields = job.fields();
        final JsonNode plan = JSON.readTree(job.planJson());
        for (final String name : fields.names()) {
            final JsonNode path = fields.of(plan, name);
            if (path.isTextual()
                    && (fields.isWritten(name)
                            || fields.isPath(name) && Files.isDirectory(Path.of(path.textValue())))) {
                fields.put(
                        plan,
                        name,
                        Path.of(path.textValue()).toAbsolutePath().normalize().toString());
            }
        }
        return new Job(job.experiment(), plan.toString());
    }

    private static boolean isFile(String name) {
        try {
            return Files.isRegularFile(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A plan with the names that files have in this process. */
    String here(String plan) throws IOException {
        final Map<String, String> names = lying();
        return map(JSON.readTree(plan), text -> names.getOrDefault(text, text)).toString();
    }

    /** A result with the names that files have where they come from. */
    String there(String result) throws IOException {
        final Map<String, String> names = new HashMap<>();
        lying().forEach((own, here) -> names.put(here, own));
        return map(JSON.readTree(result), text -> names.getOrDefault(text, text))
                .toString();
    }

    /** The same of a message, which may say it anywhere. */
    String thereIn(String message) throws IOException {
        String said = message;
        for (final Map.Entry<String, String> name : lying().entrySet()) {
            said = said.replace(name.getValue(), name.getKey());
        }
        return said;
    }

    private Map<String, String> lying() throws IOException {
        synchronized (LYING) {
            Map<String, String> names = LYING.get(sender);
            if (names == null) {
                names = lay();
                LYING.put(sender, names);
            }
            return names;
        }
    }

    private Map<String, String> lay() throws IOException {
        final Map<String, String> names = new HashMap<>();
        final Path directory = Files.createTempDirectory("memspike-files");
        directory.toFile().deleteOnExit();
        for (final Map.Entry<String, byte[]> content : contents.entrySet()) {
            final Path file = Files.write(
                    directory.resolve(
                            names.size() + "-" + Path.of(content.getKey()).getFileName()),
                    content.getValue());
            file.toFile().deleteOnExit();
            names.put(content.getKey(), file.toString());
        }
        return names;
    }

    /** A tree with other texts. */
    private static JsonNode map(JsonNode node, UnaryOperator<String> to) {
        if (node instanceof TextNode text) {
            return TextNode.valueOf(to.apply(text.textValue()));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(map(field.getValue(), to)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, map(array.get(i), to));
            }
        }
        return node;
    }
}
