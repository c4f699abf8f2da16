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
 */
public record ArrayHardware(ArrayGeometry geometry, AdcCircuit circuit, int adcBits) {
    public ArrayHardware {
        Objects.requireNonNull(circuit);
        if (geometry.slicing().isPresent()
                || geometry.signs() == SignScheme.OFFSET_COLUMN
                || geometry.signs() == SignScheme.PATHS) {
            throw new IllegalArgumentException("energy: expected differential pairs without slices, found signs="
                    + geometry.signs() + " slicing=" + geometry.slicing());
        }
        if (adcBits < 1 || adcBits > Resolution.MAX_BITS) {
            throw new IllegalArgumentException(
                    "energy: expected 1 to " + Resolution.MAX_BITS + " bits of a converter, found " + adcBits);
        }
    }

    /** Energy of a conversion, {@code figure of merit · 2ᵇ}, in joules. */
    public double conversionJoules(EnergyConstants constants) {
        return constants.of(figureOfMerit()) * (1L << adcBits);
    }

    /** Duration of a conversion, in seconds. */
    public double conversionSeconds(EnergyConstants constants) {
        return circuit.cycles(adcBits) / constants.of(EnergyConstant.ADC_CLOCK_HERTZ);
    }

    private EnergyConstant figureOfMerit() {
        if (circuit instanceof AdcCircuit.Sar) {
            return EnergyConstant.SAR_STEP_JOULES;
        }
        return circuit instanceof AdcCircuit.Ramp ? EnergyConstant.RAMP_STEP_JOULES : EnergyConstant.FLASH_STEP_JOULES;
    }
}
