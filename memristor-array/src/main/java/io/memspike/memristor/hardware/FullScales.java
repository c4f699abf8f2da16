package io.memspike.memristor.hardware;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.core.file.internal.StrictJson;
import io.memspike.core.kind.matrix.MatrixKind;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Full scales of the converters of one chip, as {@link ConverterCalibration} finds them; nodes without have none. A model's
 * metadata holds them as JSON objects of numbers by node, {@code adcFullScales} and {@code dacFullScales}, and which rows
 * are driven with both signs as a list, {@code dacSigned}.
 *
 * @param columns of ADCs by node, above 0, in effective weights; where tokens drive, in units of a full input times a column's
 *     largest weight
 * @param rows of DACs by node, above 0
 * @param signed nodes whose rows are driven with both signs
 * @param seed seed of the converters' mismatch and noise
 */
public record FullScales(Map<String, Double> columns, Map<String, Double> rows, Set<String> signed, long seed) {
    /** None found. */
    public static final FullScales NONE = new FullScales(Map.of(), Map.of(), Set.of(), 0);

    private static final String COLUMNS = "adcFullScales";
    private static final String ROWS = "dacFullScales";
    private static final String SIGNED = "dacSigned";

    public FullScales {
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        rows = Collections.unmodifiableMap(new TreeMap<>(rows));
        signed = Collections.unmodifiableSet(new TreeSet<>(signed));
    }

    /** Of inputs of one sign. */
    public FullScales(Map<String, Double> columns, Map<String, Double> rows, long seed) {
        this(columns, rows, Set.of(), seed);
    }

    /** The same with mismatch and noise of another seed. */
    public FullScales withSeed(long other) {
        return new FullScales(columns, rows, signed, other);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return columns.isEmpty() && rows.isEmpty();
    }

    /**
     * Those that a model's metadata holds.
     *
     * @param seed seed of mismatch and noise
     * @throws IllegalArgumentException where it holds something else
     */
    public static FullScales of(Model model, long seed) {
        try {
            final Map<String, Double> columns = scales(model, COLUMNS);
            return new FullScales(columns, scales(model, ROWS), signed(model), seed);
        } catch (FileFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Map<String, Double> scales(Model model, String key) throws FileFormatException {
        final Map<String, Double> scales = new TreeMap<>();
        final StrictJson json = StrictJson.parse(key, model.metadata().getOrDefault(key, "{}"));
        for (final Map.Entry<String, StrictJson> each :
                json.fields("numbers by node").entrySet()) {
            scales.put(node(model, key, each.getKey()), scale(each.getValue()));
        }
        return scales;
    }

    private static Set<String> signed(Model model) throws FileFormatException {
        final Set<String> signed = new TreeSet<>();
        final StrictJson json = StrictJson.parse(SIGNED, model.metadata().getOrDefault(SIGNED, "[]"));
        for (final StrictJson each : json.elements("names of nodes")) {
            signed.add(node(model, SIGNED, each.text()));
        }
        return signed;
    }

    private static String node(Model model, String key, String name) throws FileFormatException {
        if (!model.graph().has(name) || !(model.graph().node(name).kind() instanceof MatrixKind)) {
            throw new FileFormatException(key, "field " + name, "the name of a node with weights", "'" + name + "'");
        }
        return name;
    }

    private static double scale(StrictJson json) throws FileFormatException {
        if (!(json.number() > 0)) {
            throw json.refusal("a number above 0");
        }
        return json.number();
    }

    /** Puts them into a model's metadata. */
    public void describe(Map<String, String> metadata) {
        put(COLUMNS, columns, columns.isEmpty(), metadata);
        put(ROWS, rows, rows.isEmpty(), metadata);
        put(SIGNED, signed, signed.isEmpty(), metadata);
    }

    private static void put(String key, Object value, boolean isEmpty, Map<String, String> metadata) {
        if (isEmpty) {
            return;
        }
        try {
            metadata.put(key, JsonMapper.builder().build().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and names can be written", e);
        }
    }

    /** What a model's metadata calls the scales that there are, for messages. */
    public String key() {
        return columns.isEmpty() ? ROWS : COLUMNS;
    }
}
