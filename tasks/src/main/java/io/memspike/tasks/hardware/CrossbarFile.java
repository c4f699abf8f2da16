package io.memspike.tasks.hardware;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.memristor.wire.Crossbar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Crossbars in a JSON file: one case with the keys R, V, r_i_wl and r_i_bl, or an object of such cases by name. */
record CrossbarFile(Path path, boolean isSingle, Map<String, Case> cases) {
    private static final double OPEN = -1;
    /** What a case is made of, and what {@code array solve} says of it, which may stand beside. */
    private static final List<String> FIELDS = List.of("R", "V", "r_i_wl", "r_i_bl", "I_out", "I_dev", "V_wl", "V_bl");

    private static final String KEYS = "R, V, r_i_wl and r_i_bl";

    /** A crossbar and the voltages of its drivers. */
    record Case(Crossbar crossbar, double[] voltages) {}

    /** Reads all cases; drivers and sense amplifiers are the same for all. */
    static CrossbarFile read(Path path, double driver, double sense) throws IOException {
        new Crossbar(new double[][] {{1}}, 1, 1, driver, sense); // refuses options before the file is blamed for them
        final StrictJson root = StrictJson.read(path);
        final Map<String, StrictJson> fields = root.fields("an object with " + KEYS + ", or of such objects");
        if (fields.isEmpty()) {
            throw root.refusal("an object with " + KEYS + ", or of such objects");
        }
        final CrossbarFile file = new CrossbarFile(path, root.has("R"), new LinkedHashMap<>());
        if (file.isSingle) {
            file.add("", root, driver, sense);
        } else {
            for (final Map.Entry<String, StrictJson> each : fields.entrySet()) {
                file.add(each.getKey(), each.getValue().named("case " + each.getKey()), driver, sense);
            }
        }
        return file;
    }

    /** One case as text that {@link #read} understands; drivers and sense amplifiers are told apart from it. */
    static CharSequence text(Crossbar crossbar, double[] voltages) {
        final StringBuilder text = new StringBuilder("{\"r_i_wl\": ").append(crossbar.wordWire());
        text.append(", \"r_i_bl\": ").append(crossbar.bitWire());
        text.append(",\n\"V\": ").append(Arrays.toString(voltages)).append(",\n\"R\": [\n");
        for (int i = 0; i < crossbar.rows(); i++) {
            final double[] row = Arrays.stream(crossbar.cells()[i])
                    .map(ohm -> Double.isInfinite(ohm) ? OPEN : ohm)
                    .toArray();
            text.append(Arrays.toString(row)).append(i + 1 < crossbar.rows() ? ",\n" : "\n]}\n");
        }
        return text;
    }

    /** The beginning of a message about that case. */
    String where(String name) {
        return path + ": " + (isSingle ? "" : "case " + name + ": ");
    }

    private void add(String name, StrictJson one, double driver, double sense) throws FileFormatException {
        one.fields("an object with " + KEYS);
        one.requireOnly(FIELDS);
        final List<StrictJson> rows = one.field("R").elements("an array of rows");
        final double[][] cells = new double[rows.size()][];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = numbers(rows.get(i));
            for (int j = 0; j < cells[i].length; j++) {
                cells[i][j] = cells[i][j] == OPEN ? Double.POSITIVE_INFINITY : cells[i][j];
            }
        }
        final double[] voltages = numbers(one.field("V"));
        final double word = one.field("r_i_wl").number();
        final double bit = one.field("r_i_bl").number();
        try {
            cases.put(name, new Case(new Crossbar(cells, word, bit, driver, sense), voltages));
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(where(name) + e.getMessage());
        }
    }

    private static double[] numbers(StrictJson array) throws FileFormatException {
        final List<StrictJson> elements = array.elements("an array of numbers");
        final double[] numbers = new double[elements.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = elements.get(i).number();
        }
        return numbers;
    }
}
