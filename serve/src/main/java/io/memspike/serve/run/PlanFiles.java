package io.memspike.serve.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.memspike.core.stream.EventIngest;
import io.memspike.datasets.set.DataSets;
import io.memspike.tasks.ShippedModels;
import io.memspike.tasks.experiment.PlanFields;
import io.memspike.tasks.network.NetworkSource;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What plans of clients may read and write. They read files inside one folder, wherever links lead, and models that the server was
 * started with or that lie in the jar; they write inside their run's directory. Names are relative to these, so plans name no place
 * of the machine. A text that could be a file is treated as one. Thread-safe.
 */
public final class PlanFiles {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonFactory TOKENS = new JsonFactory();
    private static final int MOST_OFFERED = 500;
    private static final int MOST_SEEN = 20_000; // files and folders, of which those are offered
    private static final int DEEPEST_OFFERED = 5;
    private static final long OFFERED_NANOS = 1_000_000_000; // many clients ask, and nothing else needs the newest
    private static final String DATA = "data";
    private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._ -]{0,99}");
    private static final Pattern NUMBER = Pattern.compile("(?=.*[0-9])[-+0-9.,eE]+");

    private final Path folder;
    private final Path data;
    private final Map<String, Path> models = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>(DataSets.ofSystem().names());
    private volatile Offered offered; // null before anybody asked

    private record Offered(long nanos, List<String> names) {}

    /**
     * Files of a folder.
     *
     * @param folder in which clients' files lie; there must be one
     * @param data directory of data sets; null for the system's place
     * @param models further models that may be read, by the names that clients know them by; these come before all others
     */
    public PlanFiles(Path folder, Path data, Map<String, Path> models) throws IOException {
        this.folder = folder.toRealPath();
        this.data = data == null ? null : data.toAbsolutePath();
        models.forEach((name, model) -> this.models.put(name, model.toAbsolutePath()));
        known.addAll(NetworkSource.names());
        ShippedModels.all().forEach(shipped -> known.add(shipped.name()));
    }

    /**
     * A plan's settings with the files that they name at their places.
     *
     * @param values by name, as clients say them
     * @param files the directory that the run writes into
     * @throws PlanRefusedException where a plan would read or write elsewhere
     */
    Map<String, JsonNode> placed(PlanFields fields, Map<String, JsonNode> values, Path files) throws IOException {
        final Map<String, JsonNode> placed = new LinkedHashMap<>(values);
        for (final String name : fields.names()) {
            if (fields.isWritten(name)) {
                final JsonNode given = values.get(name);
                final String file = given == null ? fields.usual(name) : given.asText();
                if (!file.isEmpty()) {
                    placed.put(name, TextNode.valueOf(written(name, file, files)));
                }
            } else if (values.containsKey(name)) {
                placed.put(name, read(fields, name, values.get(name)));
            }
        }
        if (data != null && fields.has(DATA) && fields.isPath(DATA) && !values.containsKey(DATA)) {
            placed.put(DATA, TextNode.valueOf(data.toString()));
        }
        return placed;
    }

    private static String written(String setting, String name, Path files) {
        if (!WRITTEN.matcher(name).matches()) {
            throw new PlanRefusedException(
                    setting,
                    "--" + setting
                            + ": expected the name of a file in the run's directory, of letters, digits, . _ and -,"
                            + " found " + name);
        }
        return files.toAbsolutePath().resolve(name).toString();
    }

    private JsonNode read(PlanFields fields, String setting, JsonNode value) throws IOException {
        if (value.isArray()) {
            final ArrayNode several = JSON.arrayNode();
            for (final JsonNode each : value) {
                several.add(read(fields, setting, each));
            }
            return several;
        }
        final Class<?> type = element(fields.setting(setting).component().getGenericType());
        if (!value.isTextual() || type != Path.class && type != String.class) {
            return value;
        }
        final String text = value.textValue();
        if (type == Path.class) {
            return TextNode.valueOf(known.contains(text) && !models.containsKey(text) ? text : file(setting, text));
        }
        return TextNode.valueOf(text(setting, fields.setting(setting).option().label(), text));
    }

    private static Class<?> element(Type type) {
        return type instanceof ParameterizedType list ? element(list.getActualTypeArguments()[0]) : (Class<?>) type;
    }

    /** A text that may name a file, alone or behind a name and a colon. */
    private String text(String setting, String label, String text) throws IOException {
        if (known.contains(text)
                || List.of(label.split("\\|")).contains(text)
                || NUMBER.matcher(text).matches()) {
            return text;
        }
        final String last = text.substring(text.indexOf(':') + 1);
        if (isFile(last) && !known.contains(last)) {
            return text.substring(0, text.length() - last.length()) + file(setting, last);
        }
        return isFile(text) ? file(setting, text) : text;
    }

    private boolean isFile(String text) {
        if (text.isEmpty()) {
            return false;
        }
        try {
            return text.contains("/")
                    || text.contains("\\")
                    || text.startsWith(".")
                    || Files.exists(Path.of(text))
                    || Files.exists(folder.resolve(text));
        } catch (InvalidPathException e) {
            return true;
        }
    }

    /**
     * A file that clients may read, for a setting.
     *
     * @param name as clients say it: relative to the folder, or a model's
     * @throws PlanRefusedException where there is none of that name, or it lies elsewhere
     */
    public String file(String setting, String name) throws IOException {
        if (models.containsKey(name)) {
            return models.get(name).toString();
        }
        try {
            final Path file = folder.resolve(name);
            if (Files.exists(file) && file.toRealPath().startsWith(folder)) {
                if (EventIngest.isOpen(file)) { // whose lock would be lost where it is closed again
                    throw new PlanRefusedException(
                            setting, "--" + setting + ": expected a file, found the ring that is being read: " + name);
                }
                return file.toRealPath().toString();
            }
        } catch (InvalidPathException e) {
            throw refused(setting, name);
        }
        throw refused(setting, name);
    }

    private static PlanRefusedException refused(String setting, String name) {
        return new PlanRefusedException(
                setting,
                "--" + setting + ": expected a file in the server's folder, or a name that comes with Memspike, found "
                        + name);
    }

    /** A line without the places of the machine that it names. */
    public String unplaced(String line) {
        String plain = folder.getNameCount() == 0 ? line : line.replace(folder + "/", "");
        for (final Map.Entry<String, Path> model : models.entrySet()) {
            plain = plain.replace(model.getValue().toString(), model.getKey());
        }
        return data == null ? plain : plain.replace(data.toString(), DATA);
    }

    /** The same of the texts in a piece of JSON, which else stays as it is. */
    String unplacedJson(String json) throws IOException {
        final StringWriter plain = new StringWriter();
        try (JsonParser from = TOKENS.createParser(json);
                JsonGenerator to = TOKENS.createGenerator(plain)) {
            to.useDefaultPrettyPrinter();
            while (from.nextToken() != null) {
                switch (from.currentToken()) {
                    case VALUE_STRING -> to.writeString(unplaced(from.getText()));
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(from.getText()); // digit by digit
                    default -> to.copyCurrentEvent(from);
                }
            }
        }
        return plain.toString();
    }

    /** Names of files that clients may read, the first few hundred: of models and of what lies in the folder. */
    public List<String> offered() throws IOException {
        final Offered before = offered;
        if (before != null && System.nanoTime() - before.nanos() < OFFERED_NANOS) {
            return before.names();
        }
        final Set<String> names = new LinkedHashSet<>(models.keySet());
        ShippedModels.all().forEach(shipped -> names.add(shipped.name()));
        FoundFiles.in(folder, DEEPEST_OFFERED, MOST_SEEN, PlanFiles::isOffered).stream()
                .limit(MOST_OFFERED)
                .forEach(names::add);
        offered = new Offered(System.nanoTime(), List.copyOf(names));
        return offered.names();
    }

    private static boolean isOffered(String name) {
        return !name.startsWith(".") && !name.contains("/.") && !name.endsWith(".json") && !name.endsWith(".jsonl");
    }
}
