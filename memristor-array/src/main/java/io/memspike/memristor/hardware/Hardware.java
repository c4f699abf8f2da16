package io.memspike.memristor.hardware;

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
 */
public record Hardware(Cells cells, CrossbarWires wires, Tiles tiles, ConverterPlan converters, double readNoise) {
    /** The model's own cells on PRIME's tiles, read exactly. */
    public static final Hardware IDEAL =
            new Hardware(Cells.OWN, CrossbarWires.NONE, Tiles.PRIME, ConverterPlan.EXACT, 0);

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
    }

    /** The same on other cells. */
    public Hardware with(Cells other) {
        return new Hardware(other, wires, tiles, converters, readNoise);
    }

    /** The same wired otherwise. */
    public Hardware with(CrossbarWires other) {
        return new Hardware(cells, other, tiles, converters, readNoise);
    }

    /** The same on other tiles. */
    public Hardware with(Tiles other) {
        return new Hardware(cells, wires, other, converters, readNoise);
    }

    /** The same with other converters. */
    public Hardware with(ConverterPlan other) {
        return new Hardware(cells, wires, tiles, other, readNoise);
    }

    /** The same with other read noise. */
    public Hardware withReadNoise(double sigma) {
        return new Hardware(cells, wires, tiles, converters, sigma);
    }

    /** The same cells as their terminals see them. */
    MemristorArray seen(MemristorArray own, long seed) {
        return WiredLayer.of(own, this, seed).seen();
    }

    /** Whether a matrix weighs what its model says, and every read is alike. */
    boolean isPlain() {
        return cells.equals(Cells.OWN) && wires.lines().isNone() && readNoise == 0;
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
