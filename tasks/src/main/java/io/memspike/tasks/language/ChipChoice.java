package io.memspike.tasks.language;

import io.memspike.memristor.device.DeviceCatalog;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.ProgrammableDevice;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.hardware.Tiles;
import io.memspike.memristor.hardware.TokenDrive;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.tasks.experiment.Option;
import java.io.IOException;

/** The chip that an encoder's full connections lie on; the components say what they mean. */
public record ChipChoice(
        @Option(
                label = "pcm|rram|mram",
                says = "what weights are programmed onto, each column up to the largest conductance",
                otherwise = "pcm")
        String device,

        @Option(label = "N", says = "rows of a tile", otherwise = "512")
        int tileRows,

        @Option(
                label = "B",
                says = "drive rows through DACs of B bits, whose range is each token's largest input; 0 drives exactly",
                otherwise = "8")
        int dacBits,

        @Option(label = "B", says = "read columns through ADCs of B bits; 0 reads exactly", otherwise = "8")
        int adcBits,

        @Option(
                label = "calibrated|BOUND",
                says =
                        "range of the ADCs: found for each connection on sentences that come with the program, or one for all, as a"
                                + " sum of full inputs times a column's largest weight",
                otherwise = "calibrated")
        String adcRange,

        @Option(
                label = "SIGMA",
                says = "noise of each column's sum before its ADC, as a part of a full input times a column's largest"
                        + " weight",
                otherwise = "0.04")
        double outputNoise) {
    private static final String CALIBRATED = "calibrated";

    /**
     * Share of an encoder's sums that its ADCs hold. Chosen on held-out training texts.
     */
    static final double QUANTILE = 0.999;

    /** Refuses what contradicts itself. */
    public ChipChoice {
        new TokenDrive(outputNoise, true); // checks
        converters(dacBits, adcBits);
        bound(adcRange);
        if (tileRows < 1) {
            throw new IllegalArgumentException("--tile-rows: expected at least 1, found " + tileRows);
        }
    }

    private static ConverterPlan converters(int dacBits, int adcBits) {
        return new ConverterPlan(adcBits, 0, 0, QUANTILE).withDacBits(dacBits);
    }

    private static double bound(String range) {
        if (range.equals(CALIBRATED)) {
            return 0;
        }
        try {
            final double bound = Double.parseDouble(range);
            if (bound > 0 && bound < Double.POSITIVE_INFINITY) {
                return bound;
            }
        } catch (NumberFormatException e) {
            throw malformed(range, e);
        }
        throw malformed(range, null);
    }

    private static IllegalArgumentException malformed(String range, Exception cause) {
        return new IllegalArgumentException(
                "--adc-range: expected calibrated or a number above 0, found '" + range + "'", cause);
    }

    /** Range of all ADCs, or 0 where each connection's is found. */
    double bound() {
        return bound(adcRange);
    }

    /**
     * What each connection lies on.
     *
     * @param ageSeconds time since programming
     * @param compensated whether drift is compensated, tile by tile
     */
    Hardware hardware(double ageSeconds, boolean compensated) throws IOException {
        final DeviceModel cells = DeviceCatalog.of(device);
        if (!(cells instanceof ProgrammableDevice)) {
            throw new IllegalArgumentException("--device: expected one that can be programmed, found " + device);
        }
        final Cells fresh = Cells.OWN.with(cells).withAge(ageSeconds);
        return Hardware.IDEAL
                .with(cells.hasOwnNoise() ? fresh.withOwnNoise() : fresh)
                .with(Tiles.of(ArrayGeometry.PRIME.withTile(tileRows, ArrayGeometry.PRIME.columns())))
                .with(converters(dacBits, adcBits))
                .with(new TokenDrive(outputNoise, compensated));
    }
}
