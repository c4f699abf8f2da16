package io.memspike.memristor.energy;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.internal.NumberText;
import io.memspike.core.file.internal.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Constants of energy and area, all from one JSON file with an entry for each {@link EnergyConstant}; those of area may be missing:
 *
 * <pre>{@code {"readVolts": {"value": 0.2, "unit": "V", "source": "where the figure comes from"}, …}}</pre>
 *
 * Files are built in, beside this class: {@code energy-45nm.json}, arithmetic and memory of M. Horowitz, "Computing's
 * energy problem (and what we can do about it)", ISSCC 2014, figure 1.1.9; {@code energy-40nm.json} for a macro of 256 Kb
 * in 40 nm; {@code energy-28nm.json} and {@code energy-22nm.json}, which say what is published of these and leave the rest to whoever
 * {@linkplain #with(String) gives} it. What else has no published source is marked as an assumption. Immutable and thread-safe.
 */
public final class EnergyConstants {
    /** Names of the files that are built in, the standard first. */
    public static final List<String> NAMES = List.of("45nm", "40nm", "28nm", "22nm");

    private static final String GIVEN = "given";
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
            return of(Path.of(file), StrictJson.read(file, in), constant -> false);
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
        return of(file, StrictJson.read(file), constant -> !constant.isOptional() && !constant.isOfArea());
    }

    private static EnergyConstants of(Path file, StrictJson root, Predicate<EnergyConstant> isRequired)
            throws FileFormatException {
        root.requireOnly(
                Arrays.stream(EnergyConstant.values()).map(EnergyConstant::key).toList());
        final Map<EnergyConstant, Entry> entries = new EnumMap<>(EnergyConstant.class);
        for (final EnergyConstant constant : EnergyConstant.values()) {
            if (root.has(constant.key()) || isRequired.test(constant)) {
                entries.put(constant, entry(constant, root.field(constant.key())));
            } else if (constant.isOptional()) {
                entries.put(constant, new Entry(0, "assumption: not counted"));
            }
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

    /**
     * The same with one that somebody gives.
     *
     * @param given its key and its value in its unit, as in {@code addJoules=0.9e-12}
     * @throws IllegalArgumentException where that is none
     */
    public EnergyConstants with(String given) {
        final int sign = given.indexOf('=');
        final String key = sign < 0 ? given : given.substring(0, sign);
        final EnergyConstant constant = Arrays.stream(EnergyConstant.values())
                .filter(each -> each.key().equals(key))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        "constant: expected KEY=VALUE with a key that `array constants` lists, found '" + given + "'"));
        final String value = given.substring(sign + 1);
        if (sign < 0 || !NumberText.isNumber(value) || !constant.allows(Double.parseDouble(value))) {
            throw new IllegalArgumentException(
                    "constant " + key + ": expected " + constant.expected() + ", found '" + value + "'");
        }
        return with(constant, Double.parseDouble(value), GIVEN);
    }

    /**
     * The same, where nothing that energy needs is missing.
     *
     * @param hardware what is priced
     * @return this
     * @throws IllegalArgumentException where it is, with all that is
     */
    public EnergyConstants requireEnergyOf(ArrayHardware hardware) {
        final String missing = Arrays.stream(EnergyConstant.values())
                .filter(constant -> !has(constant) && hardware.needs(constant))
                .map(constant -> constant.key() + " (" + constant.unit() + ")")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("constants " + origin
                    + ": expected these to be given, for which no source is known: " + missing + "; found none");
        }
        return this;
    }

    /** The file that the constants come from. */
    public String origin() {
        return origin;
    }

    /** Whether there is a value. */
    public boolean has(EnergyConstant constant) {
        return entries.containsKey(constant);
    }

    /**
     * Value of a constant, in its unit.
     *
     * @throws IllegalArgumentException where there is none
     */
    public double of(EnergyConstant constant) {
        return entry(constant).value();
    }

    /**
     * Where a constant comes from.
     *
     * @throws IllegalArgumentException where there is none
     */
    public String source(EnergyConstant constant) {
        return entry(constant).source();
    }

    private Entry entry(EnergyConstant constant) {
        if (!has(constant)) {
            throw new IllegalArgumentException("constants " + origin + ": expected a value of " + constant.key() + " ("
                    + constant.unit() + "), found none");
        }
        return entries.get(constant);
    }

    /** Whether there is a constant whose source says that it is an assumption. */
    public boolean isAssumed(EnergyConstant constant) {
        return has(constant) && source(constant).startsWith("assumption");
    }

    /** Whether somebody {@linkplain #with(String) gave} a constant. */
    boolean isGiven(EnergyConstant constant) {
        return has(constant) && source(constant).equals(GIVEN);
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
