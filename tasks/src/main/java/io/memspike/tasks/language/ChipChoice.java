package io.memspike.tasks.language;

import io.memspike.memristor.converter.Dac;
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
import io.memspike.tasks.experiment.Setting;
import java.io.IOException;
import java.util.regex.Pattern;

/** The chip that an encoder's full connections lie on; the components say what they mean. */
public record ChipChoice(
        @Option(
                label = "pcm|rram|mram|table:FILE",
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
    private static final int MOST_ROWS = 1 << 16;
    private static final Pattern NUMBER = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final ChipChoice STANDARD = new ChipChoice("pcm", 512, 8, 8, CALIBRATED, 0.04); // as options say

    /**
     * Share of an encoder's sums that its ADCs hold. Chosen on held-out training texts.
     */
    static final double QUANTILE = 0.999;

    /** Refuses what contradicts itself. */
    public ChipChoice {
        new TokenDrive(outputNoise, true); // checks
        converters(dacBits, adcBits);
        if (dacBits != 0) {
            Dac.bipolar(dacBits); // checks
        }
        bound(adcRange);
        if (adcBits == 0 && !adcRange.equals(CALIBRATED)) {
            throw new IllegalArgumentException(
                    "--adc-range: expected --adc-bits of at least 1, which have a range, found 0");
        }
        if (tileRows < 1 || tileRows > MOST_ROWS) {
            throw new IllegalArgumentException("--tile-rows: expected 1 to " + MOST_ROWS + ", found " + tileRows);
        }
    }

    /**
     * Refuses another choice than that of no options, where no chip reads it.
     *
     * @param expected what would make one
     */
    public void requireStandard(String expected) {
        if (!equals(STANDARD)) {
            throw new IllegalArgumentException(
                    "--device, --tile-rows, --dac-bits, --adc-bits, --adc-range, --output-noise: expected " + expected
                            + " where a chip is chosen, found none");
        }
    }

    /**
     * Refuses another seed than that of no option, where no chip is drawn by it.
     *
     * @param expected what would make one
     */
    static void requireNoSeed(long seed, String expected) {
        if (seed != Setting.USUAL_SEED) {
            throw new IllegalArgumentException(
                    "--seed: expected " + expected + " where a chip is drawn by it, found none");
        }
    }

    /** Whether converters have the bits of no options. */
    boolean hasStandardBits() {
        return dacBits == STANDARD.dacBits && adcBits == STANDARD.adcBits;
    }

    /** The same with converters of other bits. */
    ChipChoice withBits(int bits) {
        return new ChipChoice(device, tileRows, bits, bits, adcRange, outputNoise);
    }

    /** Whether ADCs have the ranges, and sums the noise, of no options. */
    public boolean hasStandardSums() {
        return adcRange.equals(CALIBRATED) && outputNoise == STANDARD.outputNoise;
    }

    /** A plain decimal number of at least 0, without a sign or what Java's literals end in; NaN where a text is none. */
    public static double number(String text) {
        return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    }

    private static ConverterPlan converters(int dacBits, int adcBits) {
        return new ConverterPlan(adcBits, 0, 0, QUANTILE).withDacBits(dacBits);
    }

    private static double bound(String range) {
        if (range.equals(CALIBRATED)) {
            return 0;
        }
        final double bound = number(range);
        if (!((float) bound > 0 && (float) bound < Float.POSITIVE_INFINITY)) { // as converters take it
            throw new IllegalArgumentException(
                    "--adc-range: expected calibrated or a number above 0, found '" + range + "'");
        }
        return bound;
    }

    /** Range of all ADCs, or 0 where each connection's is found. */
    public double bound() {
        return bound(adcRange);
    }

    /**
     * What each connection lies on, its drift compensated tile by tile.
     *
     * @param ageSeconds time since programming
     * @throws IllegalArgumentException where there is no such device
     */
    public Hardware hardware(double ageSeconds) throws IOException {
        final DeviceModel cells = DeviceCatalog.of(device);
        if (!(cells instanceof ProgrammableDevice)) {
            throw new IllegalArgumentException("--device: expected one that can be programmed, found " + device);
        }
        final Cells fresh = Cells.OWN.with(cells).withAge(ageSeconds);
        return Hardware.IDEAL
                .with(cells.hasOwnNoise() ? fresh.withOwnNoise() : fresh)
                .with(Tiles.of(ArrayGeometry.PRIME.withTile(tileRows, ArrayGeometry.PRIME.columns())))
                .with(converters(dacBits, adcBits))
                .with(new TokenDrive(outputNoise, true));
    }
}
