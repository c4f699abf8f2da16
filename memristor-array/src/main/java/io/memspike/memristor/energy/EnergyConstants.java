package io.memspike.memristor.energy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.memspike.core.file.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Constants of the energy model, all from one JSON file with an entry for each {@link EnergyConstant}:
 *
 * <pre>{@code {"readVolts": {"value": 0.2, "unit": "V", "source": "where the figure comes from"}, …}}</pre>
 *
 * The file that is built in is {@code energy-45nm.json} beside this class: arithmetic and memory of M. Horowitz,
 * "Computing's energy problem (and what we can do about it)", ISSCC 2014, figure 1.1.9; what has no published source is
 * marked there as an assumption. Immutable and thread-safe.
 */
public final class EnergyConstants {
    private static final String BUILT_IN = "energy-45nm.json";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * One constant.
     *
     * @param value in the unit of its {@link EnergyConstant}
     * @param source where it comes from, not blank
     */
    public record Entry(double value, String source) {}

    private final String origin;
    private final Map<EnergyConstant, Entry> entries;

    private EnergyConstants(String origin, Map<EnergyConstant, Entry> entries) {
        this.origin = origin;
        this.entries = entries;
    }

    /** The constants that are built in. */
    public static EnergyConstants builtIn() {
        try (InputStream in = EnergyConstants.class.getResourceAsStream(BUILT_IN)) {
            return read(Path.of(BUILT_IN), in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Constants of a file.
     *
     * @throws FileFormatException where it is not as described, with path, key, what was expected and what was found
     */
    public static EnergyConstants read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file, in);
        }
    }

    private static EnergyConstants read(Path file, InputStream in) throws IOException {
        final JsonNode root;
        try {
            root = JSON.readTree(in);
        } catch (JsonProcessingException e) {
            final String where = e.getLocation() == null
                    ? "content"
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new FileFormatException(
                    file, where, "JSON", e.getOriginalMessage().replace('\n', ' '));
        }
        if (!root.isObject()) {
            throw new FileFormatException(file, "content", "an object of constants", kind(root));
        }
        requireKnown(file, root);
        final Map<EnergyConstant, Entry> entries = new EnumMap<>(EnergyConstant.class);
        for (final EnergyConstant constant : EnergyConstant.values()) {
            entries.put(constant, entry(file, constant, root.get(constant.key())));
        }
        return new EnergyConstants(file.toString(), entries);
    }

    private static void requireKnown(Path file, JsonNode root) throws FileFormatException {
        final TreeSet<String> unknown = new TreeSet<>();
        root.fieldNames().forEachRemaining(unknown::add);
        Arrays.stream(EnergyConstant.values()).map(EnergyConstant::key).forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new FileFormatException(file, unknown.first(), "a known key", "one that no constant has");
        }
    }

    private static Entry entry(Path file, EnergyConstant constant, JsonNode node) throws FileFormatException {
        if (node == null || !node.isObject()) {
            throw new FileFormatException(file, constant.key(), "an object with value, unit and source", kind(node));
        }
        final JsonNode value = node.get("value");
        if (value == null || !value.isNumber() || !constant.allows(value.doubleValue())) {
            final String found = value != null && value.isNumber() ? value.asText() : kind(value);
            throw new FileFormatException(file, constant.key() + ".value", constant.expected(), found);
        }
        final String unit = text(node.get("unit"));
        if (!constant.unit().equals(unit)) {
            throw new FileFormatException(
                    file,
                    constant.key() + ".unit",
                    "\"" + constant.unit() + "\"",
                    unit == null ? kind(node.get("unit")) : "\"" + unit + "\"");
        }
        final String source = text(node.get("source"));
        if (source == null || source.isBlank()) {
            throw new FileFormatException(
                    file,
                    constant.key() + ".source",
                    "text that says where the value comes from",
                    source == null ? kind(node.get("source")) : "none");
        }
        return new Entry(value.doubleValue(), source);
    }

    private static String text(JsonNode node) {
        return node == null || !node.isTextual() ? null : node.textValue();
    }

    private static String kind(JsonNode node) {
        return node == null || node.isMissingNode()
                ? "nothing"
                : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** The file that the constants come from. */
    public String origin() {
        return origin;
    }

    /** Value of a constant, in its unit. */
    public double of(EnergyConstant constant) {
        return entries.get(constant).value();
    }

    /** Where a constant comes from. */
    public String source(EnergyConstant constant) {
        return entries.get(constant).source();
    }

    /** Whether a constant's source says that it is an assumption. */
    public boolean isAssumed(EnergyConstant constant) {
        return source(constant).startsWith("assumption");
    }

    /** Energy of reading or writing one number in the smallest memory that holds so many. */
    double accessJoules(long numbers) {
        final double bytes = numbers * of(EnergyConstant.WORD_BITS) / Byte.SIZE;
        final EnergyConstant memory = bytes <= 8 << 10
                ? EnergyConstant.SRAM_8K_JOULES
                : bytes <= 32 << 10
                        ? EnergyConstant.SRAM_32K_JOULES
                        : bytes <= 1 << 20 ? EnergyConstant.SRAM_1M_JOULES : EnergyConstant.DRAM_JOULES;
        return of(memory) * of(EnergyConstant.WORD_BITS) / Long.SIZE;
    }
}
