package io.memspike.tasks.plan;

import io.memspike.memristor.energy.EnergyConstant;
import io.memspike.memristor.energy.EnergyConstants;
import io.memspike.memristor.thermal.Arrhenius;
import io.memspike.memristor.thermal.ThermalNoise;
import io.memspike.tasks.experiment.Option;
import java.util.Objects;
import java.util.stream.Stream;

/** How warm an array is; the components say what they mean. */
public record TemperatureChoice(
        @Option(
                label = "K",
                says = "temperature, by which columns have thermal noise, and age goes another pace",
                shown = "no thermal noise")
        Double temperature,

        @Option(
                label = "V",
                says = "voltage of read pulses, for thermal noise",
                shown = "that of a device's table, or else of `array energy`'s 45 nm, 0.2")
        Double readVolts,

        @Option(
                label = "S",
                says = "length of the read pulse of an input of 1, for thermal noise",
                shown = "that of `array energy`'s 45 nm, 1e-8")
        Double readSeconds,

        @Option(
                label = "EV",
                says = "activation energy of ageing, which age at a temperature must have",
                shown = "not known")
        Double activationEnergy,

        @Option(
                label = "K",
                says = "temperature at which the device's ageing was measured, which age at a temperature must have",
                shown = "not known")
        Double referenceTemperature) {
    /**
     * Noise of columns; null where nobody says how warm they are.
     *
     * @param deviceVolts voltage at which cells are read by their device's word; 0 where it has none
     * @throws IllegalArgumentException where something else is said of it, or is no number that it can be
     */
    public ThermalNoise thermal(double deviceVolts) {
        if (temperature == null) {
            if (Stream.of(readVolts, readSeconds, activationEnergy, referenceTemperature)
                    .anyMatch(Objects::nonNull)) {
                throw new IllegalArgumentException("--temperature: expected one with --read-volts, --read-seconds,"
                        + " --activation-energy and --reference-temperature, found none");
            }
            return null;
        }
        final EnergyConstants usual = EnergyConstants.builtIn();
        final double otherwise = deviceVolts > 0 ? deviceVolts : usual.of(EnergyConstant.READ_VOLTS);
        return new ThermalNoise(
                temperature,
                readVolts == null ? otherwise : readVolts,
                readSeconds == null ? usual.of(EnergyConstant.PULSE_SECONDS) : readSeconds);
    }

    /**
     * What that does to age; null where nobody says.
     *
     * @throws IllegalArgumentException where a part of it is missing, or is no number that it can be
     */
    public Arrhenius acceleration() {
        if (activationEnergy == null && referenceTemperature == null || temperature == null) {
            return null; // without a temperature they are refused
        }
        if (activationEnergy == null || referenceTemperature == null) {
            throw new IllegalArgumentException(
                    "--activation-energy, --reference-temperature: expected both or neither, found one");
        }
        return new Arrhenius(temperature, referenceTemperature, activationEnergy);
    }

    /** Refuses a pace of ageing where cells are new, {@code isAged} false. */
    public void requireAge(boolean isAged) {
        if (activationEnergy != null && !isAged) {
            throw new IllegalArgumentException("--activation-energy: expected --age above 0, or a sweep of drift-time,"
                    + " without which nothing ages, found neither");
        }
    }

    /** Refuses what is said of reads where nothing is read. */
    public void requireNoReads() {
        if (readVolts != null || readSeconds != null) {
            throw new IllegalArgumentException(
                    "--read-volts, --read-seconds: expected neither where nothing is read, found some");
        }
    }
}
