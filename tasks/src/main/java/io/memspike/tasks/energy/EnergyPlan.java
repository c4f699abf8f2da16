package io.memspike.tasks.energy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.memspike.memristor.converter.AdcCircuit;
import io.memspike.memristor.energy.ArrayHardware;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.tasks.experiment.Option;
import io.memspike.tasks.inpainting.AutoEncoders;
import io.memspike.tasks.plan.DataChoice;
import io.memspike.tasks.plan.ExitPolicies;
import java.io.IOException;
import java.nio.file.Path;

/** Whose energy is modelled; the components say what they mean, and are null where nothing is asked for. */
public record EnergyPlan(
        @Option(label = "MODEL", says = "a model file", positional = true)
        Path model,

        DataChoice data,

        @Option(label = "N", says = "the first N, 0 for all", shown = SHOWN)
        Integer samples,

        @Option(label = ExitPolicies.LABEL, says = EARLY_STOP, otherwise = "off")
        String earlyStop,

        @Option(label = "sar|ramp|flash", says = "kind of the converters", otherwise = "sar")
        String adc,

        @Option(label = "B", says = "bits of a conversion, 1 to 24", otherwise = "8")
        int adcBits,

        @Option(label = "taken|skipped|auto", says = SILENT_READS, otherwise = "auto")
        String silentReads,

        @JsonUnwrapped ConstantsChoice technology,

        @Option(written = true, label = "FILE", says = "draw the array's components by layer as PNG")
        Path plot,

        long seed) {
    /** Samples where nobody says how many. */
    static final int MOST = 1000;

    static final String SHOWN = MOST + ", or all where there are fewer; images that pixels are classified of: one";

    static final String EARLY_STOP =
            "stop each inference once its confidence exceeds this, in [0, 1]; of an auto-encoder as `inpaint` does";
    static final String SILENT_READS =
            "reads in which no row of a tile is driven: taken; skipped, refused where converters may tell something else than 0"
                    + " then; or skipped where they tell 0";
    /** The rule that a classifier stops by. */
    static final String POLICY = "confidence";

    /** Refuses what is no hardware, and what is an early stop neither of classifiers nor of auto-encoders. */
    public EnergyPlan {
        hardware(adc, adcBits, silentReads);
        if (earlyStop.equals("model") || earlyStop.startsWith("hole:")) {
            AutoEncoders.requireStop(earlyStop);
        } else {
            ExitPolicies.require(POLICY, earlyStop);
        }
    }

    /**
     * Refuses constants that say too little of this hardware, before anything is counted.
     *
     * @throws IllegalArgumentException where some are missing
     * @throws IOException where their file is none
     */
    public void requireConstants() throws IOException {
        technology.priced().requireEnergyOf(hardware());
    }

    /** The array. */
    ArrayHardware hardware() {
        return hardware(adc, adcBits, silentReads);
    }

    private static ArrayHardware hardware(String adc, int bits, String silentReads) {
        final AdcCircuit circuit = AdcCircuit.of(adc, 0)
                .orElseThrow(
                        () -> new IllegalArgumentException("--adc: expected sar, ramp or flash, found '" + adc + "'"));
        final ArrayHardware.SilentReads silent =
                switch (silentReads) {
                    case "taken" -> ArrayHardware.SilentReads.TAKEN;
                    case "skipped" -> ArrayHardware.SilentReads.SKIPPED;
                    case "auto" -> ArrayHardware.SilentReads.SKIPPED_WHERE_EQUAL;
                    default ->
                        throw new IllegalArgumentException(
                                "--silent-reads: expected taken, skipped or auto, found '" + silentReads + "'");
                };
        return new ArrayHardware(ArrayGeometry.PRIME, circuit, bits).with(silent);
    }
}
