package io.memspike.memristor.hardware;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.thermal.ThermalNoise;
import io.memspike.memristor.tile.DriftCompensation;
import io.memspike.memristor.tile.TileMapping;
import java.util.Objects;

/**
 * What one matrix lies on. Every part is off in {@link #IDEAL} and usable alone. As JSON, an object of its components, of
 * which those that are missing are as in {@link #IDEAL}.
 *
 * @param cells what holds the weights
 * @param wires the wires between them
 * @param tiles the crossbars that they form
 * @param converters what stands around the rows and columns of each tile, with the digital unit behind it: an ADC for each
 *     pair of columns
 * @param readNoise standard deviation of each read of a cell as a fraction of its conductance, finite and at least 0
 * @param tokens how tokens drive rows, each by itself; null where DACs have one range for all that comes
 * @param compensated whether a gain of each tile's read-outs, in front of their converters, brings back what drift and reads took of its mean
 *     magnitude ({@link DriftCompensation}); where tokens drive, they say so themselves
 * @param thermal thermal noise of columns; null for none. Then {@code cells} of some age say how that temperature ages them, and are read at that voltage
 */
public record Hardware(
        Cells cells,
        CrossbarWires wires,
        Tiles tiles,
        ConverterPlan converters,
        double readNoise,
        @JsonInclude(JsonInclude.Include.NON_NULL) TokenDrive tokens,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean compensated,
        @JsonInclude(JsonInclude.Include.NON_NULL) ThermalNoise thermal) {
    /** The model's own cells on PRIME's tiles, read exactly. */
    public static final Hardware IDEAL =
            new Hardware(Cells.OWN, CrossbarWires.NONE, Tiles.PRIME, ConverterPlan.EXACT, 0, null, false, null);

    /** The same, each matrix one crossbar. */
    public static final Hardware WHOLE = IDEAL.with(Tiles.WHOLE);

    public Hardware {
        cells = Objects.requireNonNullElse(cells, Cells.OWN);
        wires = Objects.requireNonNullElse(wires, CrossbarWires.NONE);
        tiles = Objects.requireNonNullElse(tiles, Tiles.PRIME);
        converters = Objects.requireNonNullElse(converters, ConverterPlan.EXACT);
        new ReadNoise(readNoise, 0); // checks
        if (thermal != null && (tokens != null || !tiles.addsCurrents())) {
            throw new IllegalArgumentException("thermal noise: expected columns that add up currents, and rows that"
                    + " tokens do not drive, found others");
        }
        final boolean isPlain =
                readNoise == 0 && !cells.ownNoise() && wires.lines().isNone() && converters.dacBits() == 0;
        if (!tiles.addsCurrents() && !isPlain) {
            throw new IllegalArgumentException(
                    "paths: expected no read noise, wires and DACs where resistances are summed, found some");
        }
        if (tokens != null) {
            requireTokens(tiles, converters, readNoise > 0);
        }
        if (thermal != null) {
            requireReadVolts(cells.readVolts(), thermal.readVolts());
        }
        if (thermal != null && cells.ageSeconds() > 0 && cells.acceleration() == null) {
            throw new IllegalArgumentException(
                    "age: expected what another temperature does to it, --activation-energy and"
                            + " --reference-temperature, found neither");
        }
        if (compensated) {
            requireDrift(cells, tiles, tokens);
        }
    }

    private static void requireReadVolts(double ofCells, double volts) {
        if (ofCells > 0 && ofCells != volts) {
            throw new IllegalArgumentException("read voltage: expected " + ofCells
                    + " V, at which the device's table says what cells conduct, found " + volts);
        }
    }

    private static void requireDrift(Cells cells, Tiles tiles, TokenDrive tokens) {
        if (tokens != null || !tiles.addsCurrents()) {
            throw new IllegalArgumentException(
                    "drift compensation: expected columns that add up currents, and rows that tokens"
                            + " do not drive, found others");
        }
        if (!cells.change()) {
            throw new IllegalArgumentException(
                    "drift compensation: expected a device that changes with time, rram, pcm or a table with"
                            + " retention, or reads that disturb it, found one that does not");
        }
    }

    private static void requireTokens(Tiles tiles, ConverterPlan converters, boolean isNoisy) {
        if (tiles.isWhole() || tiles.matter()) {
            throw new IllegalArgumentException(
                    "tokens: expected tiles of differential pairs without slices, read by pulse width, found others");
        }
        if (isNoisy || converters.digital() != null) {
            throw new IllegalArgumentException("tokens: expected no read noise, which is that of devices and outputs"
                    + " here, and no digital unit, since columns have their scales, found some");
        }
    }

    /** The same on other cells. */
    public Hardware with(Cells other) {
        return new Hardware(other, wires, tiles, converters, readNoise, tokens, compensated, thermal);
    }

    /** The same wired otherwise. */
    public Hardware with(CrossbarWires other) {
        return new Hardware(cells, other, tiles, converters, readNoise, tokens, compensated, thermal);
    }

    /** The same on other tiles. */
    public Hardware with(Tiles other) {
        return new Hardware(cells, wires, other, converters, readNoise, tokens, compensated, thermal);
    }

    /** The same with other converters. */
    public Hardware with(ConverterPlan other) {
        return new Hardware(cells, wires, tiles, other, readNoise, tokens, compensated, thermal);
    }

    /** The same with other read noise. */
    public Hardware withReadNoise(double sigma) {
        return new Hardware(cells, wires, tiles, converters, sigma, tokens, compensated, thermal);
    }

    /** The same driven by tokens; null by what DACs of one range make of inputs. */
    public Hardware with(TokenDrive other) {
        return new Hardware(cells, wires, tiles, converters, readNoise, other, compensated, thermal);
    }

    /** The same with thermal noise; null for none. */
    public Hardware with(ThermalNoise other) {
        return new Hardware(cells, wires, tiles, converters, readNoise, tokens, compensated, other);
    }

    /**
     * The same at another temperature.
     *
     * @throws IllegalArgumentException where nobody has said how columns are read
     */
    public Hardware at(double kelvin) {
        if (thermal == null) {
            throw new IllegalArgumentException(
                    "temperature: expected hardware with one, as --temperature gives it, found none");
        }
        final Cells warm = cells.acceleration() == null
                ? cells
                : cells.with(cells.acceleration().at(kelvin));
        return with(warm).with(thermal.at(kelvin));
    }

    /** The same with reads that are all alike; where tokens drive, devices' noise is the same for all of them already. */
    Hardware quiet() {
        return tokens == null
                ? withReadNoise(0).with(cells.withoutOwnNoise()).with((ThermalNoise) null)
                : with(tokens.quiet());
    }

    /** The same cells as their terminals see them. */
    MemristorArray seen(MemristorArray own, long seed) {
        return WiredLayer.of(tokens == null ? own : TokenColumns.of(own).parts(), this, seed)
                .seen();
    }

    /** The same with drift compensated tile by tile, or not. */
    public Hardware withCompensation(boolean on) {
        return new Hardware(cells, wires, tiles, converters, readNoise, tokens, on, thermal);
    }

    /**
     * Cells as read-outs with gains find them: those of each tile times what brings its mean magnitude back to what it was right after
     * programming, as one read tells it now.
     *
     * @param own the model's own cells
     * @param seen what has become of them, as their terminals see them
     * @return the same where nothing is compensated, or cells are as programmed
     */
    MemristorArray gained(MemristorArray own, MemristorArray seen, long seed) {
        if (!compensated || cells.isFresh()) {
            return seen;
        }
        final MemristorArray fresh = // without gains, which cells that reads alone change refuse once they are fresh
                withCompensation(false).with(cells.fresh()).seen(own, seed);
        final MemristorArray read = cells.ownNoise() ? seen.readOnce(seed) : seen;
        final TileMapping mapping = TileMapping.of(seen.layer(), tiles.of(seen.layer()));
        return DriftCompensation.gained(seen, DriftCompensation.factors(fresh, read, mapping), mapping);
    }

    /** Magnitude of the effective weight that a sum of 1 stands for; where tokens drive, each column has its own. */
    double unit(Matrix matrix) {
        return tokens == null ? tiles.unit(matrix) : 1;
    }

    /** Whether a matrix weighs what its model says, and every read is alike. */
    boolean isPlain() {
        return cells.equals(Cells.OWN) && wires.lines().isNone() && readNoise == 0;
    }

    /** Whether every read gives the exact sums of what a model says: no noise, converters, wires, ageing or paths. */
    public boolean isExact() {
        return isPlain() && converters.isExact() && !isTiled() && tokens == null && thermal == null;
    }

    /** Whether columns are read tile by tile. */
    boolean isTiled() {
        return !tiles.isWhole() && (!converters.isExact() || tiles.matter());
    }

    /** The noise of reads with that seed, which is also that of the devices' own. */
    ReadNoise noise(long seed) {
        return readNoise > 0 || cells.ownNoise() ? new ReadNoise(readNoise, seed) : ReadNoise.NONE;
    }
}
