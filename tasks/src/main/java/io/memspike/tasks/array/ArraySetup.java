package io.memspike.tasks.array;

import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ConverterPlan;
import java.util.Objects;

/**
 * What an array is like. Everything is off in {@link #IDEAL} and usable alone.
 *
 * @param cells what holds the weights
 * @param wires how they are wired
 * @param readNoise standard deviation of each read of a cell as a fraction of its conductance, finite and at least 0
 * @param converters what stands around the rows and columns of each tile: an ADC for each pair of columns. Full scales are
 *     found on the calibration samples, without read noise.
 */
public record ArraySetup(CellSetup cells, WireSetup wires, double readNoise, ConverterPlan converters) {
    /** The model's own cells, read exactly. */
    public static final ArraySetup IDEAL = new ArraySetup(CellSetup.OWN, WireSetup.NONE, 0, ConverterPlan.EXACT);

    public ArraySetup {
        Objects.requireNonNull(cells);
        Objects.requireNonNull(wires);
        new ReadNoise(readNoise, 0); // checks
        Objects.requireNonNull(converters);
    }

    /** The same on other cells. */
    public ArraySetup with(CellSetup other) {
        return new ArraySetup(other, wires, readNoise, converters);
    }

    /** The same wired otherwise. */
    public ArraySetup with(WireSetup other) {
        return new ArraySetup(cells, other, readNoise, converters);
    }

    /** The same with other read noise. */
    public ArraySetup withReadNoise(double sigma) {
        return new ArraySetup(cells, wires, sigma, converters);
    }

    /** The same with other converters. */
    public ArraySetup with(ConverterPlan other) {
        return new ArraySetup(cells, wires, readNoise, other);
    }

    /** The noise of reads with that seed, which is also that of the devices' own. */
    ReadNoise noise(long seed) {
        return readNoise > 0 || cells.ownNoise() ? new ReadNoise(readNoise, seed) : ReadNoise.NONE;
    }
}
