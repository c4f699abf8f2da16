package io.memspike.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.memristor.wire.Crossbar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Crossbars in a JSON file: one case with the keys R, V, r_i_wl and r_i_bl, or an object of such cases by name. */
record CrossbarFile(Path path, boolean isSingle, Map<String, Case> cases) {
    private static final double OPEN = -1;

    /** A crossbar and the voltages of its drivers. */
    record Case(Crossbar crossbar, double[] voltages) {}

    /** Reads all cases; drivers and sense amplifiers are the same for all. */
    static CrossbarFile read(Path path, double driver, double sense) throws IOException {
        final JsonNode root;
        try (var in = Files.newInputStream(path)) {
            root = JsonMapper.builder().build().readTree(in);
        } catch (JsonProcessingException e) {
            final var at = e.getLocation();
            throw new IllegalArgumentException(path + ": "
                    + (at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ")
                    + "expected JSON, found what is none: "
                    + e.getOriginalMessage().replace('\n', ' '));
        }
        if (root == null || !root.isObject() || root.isEmpty()) {
            throw new IllegalArgumentException(
                    path + ": expected an object with R, V, r_i_wl and r_i_bl, or of such objects, found "
                            + (root == null ? "nothing" : root.isObject() ? "an empty one" : kind(root)));
        }
        final CrossbarFile file = new CrossbarFile(path, root.has("R"), new LinkedHashMap<>());
        if (file.isSingle) {
            file.add("", root, driver, sense);
        } else {
            root.properties().forEach(each -> file.add(each.getKey(), each.getValue(), driver, sense));
        }
        return file;
    }

    /** The beginning of a message about that case. */
    String where(String name) {
        return path + ": " + (isSingle ? "" : "case " + name + ": ");
    }

    private void add(String name, JsonNode one, double driver, double sense) {
        final String where = where(name);
        if (!one.isObject()) {
            throw new IllegalArgumentException(
                    where + "expected an object with R, V, r_i_wl and r_i_bl, found " + kind(one));
        }
        final JsonNode rows = array(one.get("R"), where + "R");
        final double[][] cells = new double[rows.size()][];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = numbers(rows.get(i), where + "R[" + i + "]");
            for (int j = 0; j < cells[i].length; j++) {
                cells[i][j] = cells[i][j] == OPEN ? Double.POSITIVE_INFINITY : cells[i][j];
            }
        }
        final double[] voltages = numbers(one.get("V"), where + "V");
        final double word = number(one.get("r_i_wl"), where + "r_i_wl");
        final double bit = number(one.get("r_i_bl"), where + "r_i_bl");
        try {
            cases.put(name, new Case(new Crossbar(cells, word, bit, driver, sense), voltages));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + e.getMessage(), e);
        }
    }

    private static double[] numbers(JsonNode node, String where) {
        final double[] numbers = new double[array(node, where).size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(node.get(i), where + "[" + i + "]");
        }
        return numbers;
    }

    private static JsonNode array(JsonNode node, String where) {
        if (node == null || !node.isArray()) {
            throw new IllegalArgumentException(where + ": expected an array, found " + kind(node));
        }
        return node;
    }

    private static double number(JsonNode node, String where) {
        if (node == null || !node.isNumber()) {
            throw new IllegalArgumentException(where + ": expected a number, found " + kind(node));
        }
        return node.doubleValue();
    }

    private static String kind(JsonNode node) {
        return node == null ? "nothing" : node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }
}
