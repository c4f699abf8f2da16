package io.memspike.memristor.hardware;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.memspike.core.kind.matrix.Matrix;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;
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
 */
public record Hardware(
        Cells cells,
        CrossbarWires wires,
        Tiles tiles,
        ConverterPlan converters,
        double readNoise,
        @JsonInclude(JsonInclude.Include.NON_NULL) TokenDrive tokens) {
    /** The model's own cells on PRIME's tiles, read exactly. */
    public static final Hardware IDEAL =
            new Hardware(Cells.OWN, CrossbarWires.NONE, Tiles.PRIME, ConverterPlan.EXACT, 0, null);

    /** The same, each matrix one crossbar. */
    public static final Hardware WHOLE = IDEAL.with(Tiles.WHOLE);

    public Hardware {
        cells = Objects.requireNonNullElse(cells, Cells.OWN);
        wires = Objects.requireNonNullElse(wires, CrossbarWires.NONE);
        tiles = Objects.requireNonNullElse(tiles, Tiles.PRIME);
        converters = Objects.requireNonNullElse(converters, ConverterPlan.EXACT);
        new ReadNoise(readNoise, 0); // checks
        final boolean isPlain =
                readNoise == 0 && !cells.ownNoise() && wires.lines().isNone() && converters.dacBits() == 0;
        if (!tiles.addsCurrents() && !isPlain) {
            throw new IllegalArgumentException(
                    "paths: expected no read noise, wires and DACs where resistances are summed, found some");
        }
        if (tokens != null) {
            requireTokens(tiles, converters, readNoise);
        }
    }

    private static void requireTokens(Tiles tiles, ConverterPlan converters, double readNoise) {
        if (tiles.isWhole() || tiles.matter()) {
            throw new IllegalArgumentException(
                    "tokens: expected tiles of differential pairs without slices, read by pulse width, found others");
        }
        if (readNoise > 0 || converters.digital() != null) {
            throw new IllegalArgumentException("tokens: expected no read noise, which is that of devices and outputs"
                    + " here, and no digital unit, since columns have their scales, found some");
        }
    }

    /** The same on other cells. */
    public Hardware with(Cells other) {
        return new Hardware(other, wires, tiles, converters, readNoise, tokens);
    }

    /** The same wired otherwise. */
    public Hardware with(CrossbarWires other) {
        return new Hardware(cells, other, tiles, converters, readNoise, tokens);
    }

    /** The same on other tiles. */
    public Hardware with(Tiles other) {
        return new Hardware(cells, wires, other, converters, readNoise, tokens);
    }

    /** The same with other converters. */
    public Hardware with(ConverterPlan other) {
        return new Hardware(cells, wires, tiles, other, readNoise, tokens);
    }

    /** The same with other read noise. */
    public Hardware withReadNoise(double sigma) {
        return new Hardware(cells, wires, tiles, converters, sigma, tokens);
    }

    /** The same driven by tokens; null by what DACs of one range make of inputs. */
    public Hardware with(TokenDrive other) {
        return new Hardware(cells, wires, tiles, converters, readNoise, other);
    }

    /** The same with reads that are all alike; where tokens drive, devices' noise is the same for all of them already. */
    Hardware quiet() {
        return tokens == null ? withReadNoise(0).with(cells.withoutOwnNoise()) : with(tokens.quiet());
    }

    /** The same cells as their terminals see them. */
    MemristorArray seen(MemristorArray own, long seed) {
        return WiredLayer.of(tokens == null ? own : TokenColumns.of(own).parts(), this, seed)
                .seen();
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
        return isPlain() && converters.isExact() && !isTiled() && tokens == null;
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
