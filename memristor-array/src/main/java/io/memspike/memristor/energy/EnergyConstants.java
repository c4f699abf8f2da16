package io.memspike.memristor.energy;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Constants of the energy model, all from one JSON file with an entry for each {@link EnergyConstant}:
 *
 * <pre>{@code {"readVolts": {"value": 0.2, "unit": "V", "source": "where the figure comes from"}, …}}</pre>
 *
 * Two files are built in, beside this class: {@code energy-45nm.json}, arithmetic and memory of M. Horowitz, "Computing's
 * energy problem (and what we can do about it)", ISSCC 2014, figure 1.1.9, and {@code energy-40nm.json} for a macro of 256 Kb
 * in 40 nm. What has no published source is marked there as an assumption. Immutable and thread-safe.
 */
public final class EnergyConstants {
    /** Names of the files that are built in, the standard first. */
    public static final List<String> NAMES = List.of("45nm", "40nm");

    private static final List<String> FIELDS = List.of("value", "unit", "source");

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

    /** The constants that are built in for 45 nm. */
    public static EnergyConstants builtIn() {
        return builtIn(NAMES.get(0));
    }

    /** Those that are built in by a name of {@link #NAMES}. */
    public static EnergyConstants builtIn(String name) {
        final String file = "energy-" + name + ".json";
        try (InputStream in = EnergyConstants.class.getResourceAsStream(file)) {
            return of(Path.of(file), StrictJson.read(file, in));
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
        return of(file, StrictJson.read(file));
    }

    private static EnergyConstants of(Path file, StrictJson root) throws FileFormatException {
        root.requireOnly(
                Arrays.stream(EnergyConstant.values()).map(EnergyConstant::key).toList());
        final Map<EnergyConstant, Entry> entries = new EnumMap<>(EnergyConstant.class);
        for (final EnergyConstant constant : EnergyConstant.values()) {
            entries.put(
                    constant,
                    constant.isOptional() && !root.has(constant.key())
                            ? new Entry(0, "assumption: not counted")
                            : entry(constant, root.field(constant.key())));
        }
        return new EnergyConstants(file.toString(), entries);
    }

    private static Entry entry(EnergyConstant constant, StrictJson json) throws FileFormatException {
        json.fields("an object with value, unit and source");
        json.requireOnly(FIELDS);
        final StrictJson value = json.field("value");
        if (!constant.allows(value.number())) {
            throw value.refusal(constant.expected());
        }
        if (!constant.unit().equals(json.field("unit").text())) {
            throw json.field("unit").refusal("\"" + constant.unit() + "\"");
        }
        final String source = json.field("source").text();
        if (source.isBlank()) {
            throw json.field("source").refusal("text that says where the value comes from");
        }
        return new Entry(value.number(), source);
    }

    /**
     * The same with some of them multiplied.
     *
     * @param factors by which
     * @param source where the factors come from
     */
    public EnergyConstants times(Map<EnergyConstant, Double> factors, String source) {
        final Map<EnergyConstant, Entry> scaled = new EnumMap<>(entries);
        factors.forEach((constant, factor) ->
                scaled.put(constant, new Entry(of(constant) * factor, source(constant) + "; " + source)));
        return new EnergyConstants(origin, scaled);
    }

    /** The same with another value for one of them. */
    public EnergyConstants with(EnergyConstant constant, double value, String source) {
        final Map<EnergyConstant, Entry> other = new EnumMap<>(entries);
        other.put(constant, new Entry(value, source));
        return new EnergyConstants(origin, other);
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

    /** Energy of reading one number from memory outside the chip. */
    double outsideJoules() {
        return of(EnergyConstant.DRAM_JOULES) * of(EnergyConstant.WORD_BITS) / Long.SIZE;
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
