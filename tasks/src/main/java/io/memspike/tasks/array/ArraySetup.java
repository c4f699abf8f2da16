package io.memspike.tasks.array;

import io.memspike.memristor.ReadNoise;
import io.memspike.memristor.converter.Resolution;
import java.util.Objects;

/**
 * What an array is like. Everything is off in {@link #IDEAL} and usable alone.
 *
 * @param cells what holds the weights
 * @param wires how they are wired
 * @param readNoise standard deviation of each read of a cell as a fraction of its conductance, finite and at least 0
 * @param adcBits bits of the converter behind each pair of columns of each tile, 1 to {@link Resolution#MAX_BITS}, for
 *     both signs; 0 reads columns exactly. Its full scale is the largest sum that the layer's columns gave over the
 *     calibration samples, without noise.
 */
public record ArraySetup(CellSetup cells, WireSetup wires, double readNoise, int adcBits) {
    /** The model's own cells, read exactly. */
    public static final ArraySetup IDEAL = new ArraySetup(CellSetup.OWN, WireSetup.NONE, 0, 0);

    public ArraySetup {
        Objects.requireNonNull(cells);
        Objects.requireNonNull(wires);
        new ReadNoise(readNoise, 0); // checks
        Resolution.bipolar(adcBits); // checks
    }

    /** The same on other cells. */
    public ArraySetup with(CellSetup other) {
        return new ArraySetup(other, wires, readNoise, adcBits);
    }

    /** The same wired otherwise. */
    public ArraySetup with(WireSetup other) {
        return new ArraySetup(cells, other, readNoise, adcBits);
    }

    /** The same with other read noise. */
    public ArraySetup withReadNoise(double sigma) {
        return new ArraySetup(cells, wires, sigma, adcBits);
    }

    /** The same with other converters. */
    public ArraySetup withAdcBits(int bits) {
        return new ArraySetup(cells, wires, readNoise, bits);
    }

    /** The noise of reads with that seed. */
    ReadNoise noise(long seed) {
        return readNoise > 0 ? new ReadNoise(readNoise, seed) : ReadNoise.NONE;
    }
}
