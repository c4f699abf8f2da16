package io.memspike.serve.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.PlainText;
import io.memspike.tasks.experiment.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** Runs as tables, of comma-separated values. */
final class RunTables {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RunTables() {}

    /** What the keys of an experiment's result mean, by {@code a[].b}; none where there is no such experiment. */
    static Map<String, String> meanings(Experiment<?, ?> experiment) {
        final Map<String, String> meanings = new LinkedHashMap<>();
        if (experiment != null) {
            Results.keys(experiment.result())
                    .forEach(keys -> keys.names().forEach(name -> meanings.put(name, PlainText.of(keys.meaning()))));
        }
        return meanings;
    }

    /** A run's result: key, value and meaning of each number, text and truth. */
    static String result(RunStore store, int id) throws IOException {
        final String result = store.result(id);
        if (result == null) {
            throw new NoSuchElementException("result: expected one, found none yet");
        }
        final Map<String, String> meanings =
                meanings(store.experiments().get(store.get(id).experiment()));
        final StringBuilder table = new StringBuilder("key,value,meaning\n");
        flat("", JSON.readTree(result)).forEach((key, value) -> {
            final String meaning = meanings.getOrDefault(key.replaceAll("\\[\\d+]", "[]"), "");
            line(table, List.of(key, value, meaning));
        });
        return table.toString();
    }

    /** What a run has told of its epochs, or of whatever it told with numbers: a line each. */
    static String curve(List<String> news) throws JsonProcessingException {
        final List<Map<String, String>> rows = new ArrayList<>();
        final Set<String> names = new LinkedHashSet<>();
        for (final String line : news) {
            final Map<String, String> row = flat("", JSON.readTree(line));
            names.addAll(row.keySet());
            rows.add(row);
        }
        final StringBuilder table = new StringBuilder();
        line(table, List.copyOf(names));
        rows.forEach(row -> line(
                table, names.stream().map(name -> row.getOrDefault(name, "")).toList()));
        return table.toString();
    }

    private static Map<String, String> flat(String key, JsonNode value) {
        final Map<String, String> flat = new LinkedHashMap<>();
        if (value.isObject()) {
            value.properties()
                    .forEach(inner -> flat.putAll(
                            flat(key.isEmpty() ? inner.getKey() : key + "." + inner.getKey(), inner.getValue())));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                flat.putAll(flat(key + "[" + i + "]", value.get(i)));
            }
        } else {
            flat.put(key, value.isNull() ? "" : value.asText());
        }
        return flat;
    }

    private static void line(StringBuilder table, List<String> values) {
        table.append(String.join(",", values.stream().map(RunTables::quoted).toList()))
                .append('\n');
    }

    private static String quoted(String value) {
        return value.matches("[^\",\\r\\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    /** The type of a file, by its name. */
    static String type(String name) {
        final String end = name.substring(name.lastIndexOf('.') + 1);
        return switch (end) {
            case "png" -> "image/png";
            case "gif" -> "image/gif";
            case "csv" -> "text/csv";
            case "json" -> "application/json";
            default -> "application/octet-stream";
        };
    }
}
