package io.memspike.memristor.energy;

import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.converter.Resolution;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.SignScheme;
import java.util.Objects;

/**
 * The hardware whose energy is modelled.
 *
 * @param geometry tiles, of pairs without slices: what their cells conduct is known
 * @param circuit kind of the converters behind the columns
 * @param adcBits bits of a conversion, 1 to 24
 * @param silent what becomes of reads in which no row of the tile is driven
 * @param sharing what is added before it is converted
 */
public record ArrayHardware(
        ArrayGeometry geometry, AdcCircuit circuit, int adcBits, SilentReads silent, Sharing sharing) {
    /**
     * What becomes of reads in which no row of the tile is driven. Drivers know of them before they begin: a wire of a tile that any
     * driven row pulls down tells its converters whether to start.
     */
    public enum SilentReads {
        /** They take place, and their columns are converted. */
        TAKEN,
        /** They are left out; refused where converters may tell something else than 0 then. */
        SKIPPED,
        /** They are left out in layers whose converters tell 0 for 0, so that nothing else changes; elsewhere they take place. */
        SKIPPED_WHERE_EQUAL
    }

    /** What is added before it is converted. */
    public enum Sharing {
        /** The two columns of a pair, on each tile by itself. */
        PAIR,
        /** Nothing: both columns of a pair are converted, and the numbers subtracted. */
        COLUMN,
        /** The pairs of all tiles of a layer that lie one below the other: one conversion tells the whole sum. */
        TILES
    }

    /** Pairs on each tile, silent reads left out where nothing else changes. */
    public ArrayHardware(ArrayGeometry geometry, AdcCircuit circuit, int adcBits) {
        this(geometry, circuit, adcBits, SilentReads.SKIPPED_WHERE_EQUAL, Sharing.PAIR);
    }

    public ArrayHardware {
        Objects.requireNonNull(circuit);
        Objects.requireNonNull(silent);
        Objects.requireNonNull(sharing);
        if (geometry.slicing().isPresent()
                || geometry.signs() == SignScheme.OFFSET_COLUMN
                || !geometry.signs().addsCurrents()) {
            throw new IllegalArgumentException("energy: expected differential pairs without slices, found signs="
                    + geometry.signs() + " slicing=" + geometry.slicing());
        }
        if (adcBits < 1 || adcBits > Resolution.MAX_BITS) {
            throw new IllegalArgumentException(
                    "energy: expected 1 to " + Resolution.MAX_BITS + " bits of a converter, found " + adcBits);
        }
    }

    /** The same with converters of other resolution. */
    public ArrayHardware withBits(int other) {
        return new ArrayHardware(geometry, circuit, other, silent, sharing);
    }

    /** The same with silent reads taken or left out. */
    public ArrayHardware with(SilentReads other) {
        return new ArrayHardware(geometry, circuit, adcBits, other, sharing);
    }

    /** The same with converters shared otherwise. */
    public ArrayHardware with(Sharing other) {
        return new ArrayHardware(geometry, circuit, adcBits, silent, other);
    }

    /** Energy of a conversion, {@code figure of merit · 2ᵇ}, in joules. */
    public double conversionJoules(EnergyConstants constants) {
        return constants.of(figureOfMerit()) * (1L << adcBits);
    }

    /** Duration of a conversion, in seconds. */
    public double conversionSeconds(EnergyConstants constants) {
        return circuit.cycles(adcBits) / constants.of(EnergyConstant.ADC_CLOCK_HERTZ);
    }

    /** What says the energy of a step of these converters. */
    public EnergyConstant figureOfMerit() {
        return ofCircuit(
                EnergyConstant.SAR_STEP_JOULES, EnergyConstant.RAMP_STEP_JOULES, EnergyConstant.FLASH_STEP_JOULES);
    }

    /** What says the area of these converters, over 2ᵇ. */
    public EnergyConstant stepArea() {
        return ofCircuit(
                EnergyConstant.SAR_STEP_SQUARE_METRES,
                EnergyConstant.RAMP_STEP_SQUARE_METRES,
                EnergyConstant.FLASH_STEP_SQUARE_METRES);
    }

    /** Whether energy cannot be told without a constant: all but those of area, and of converters of other kinds. */
    boolean needs(EnergyConstant constant) {
        return switch (constant) {
            case SAR_STEP_JOULES, RAMP_STEP_JOULES, FLASH_STEP_JOULES -> constant == figureOfMerit();
            default -> !constant.isOfArea();
        };
    }

    private EnergyConstant ofCircuit(EnergyConstant sar, EnergyConstant ramp, EnergyConstant flash) {
        if (circuit instanceof AdcCircuit.Sar) {
            return sar;
        }
        return circuit instanceof AdcCircuit.Ramp ? ramp : flash;
    }
}
