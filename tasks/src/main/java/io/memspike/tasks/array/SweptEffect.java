package io.memspike.tasks.array;

import io.memspike.memristor.device.CellFaults;
import io.memspike.memristor.device.MagneticMemory;
import io.memspike.memristor.device.WriteVerify;
import io.memspike.memristor.hardware.ConverterPlan;
import io.memspike.memristor.hardware.DigitalUnit;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.wire.LineResistances;
import io.memspike.memristor.wire.Partition;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** An effect whose strength a study varies. */
public enum SweptEffect {
    /** Noise of each read, as a fraction of each cell's conductance. */
    READ_NOISE("read-noise", "read noise (σ/G)", false, (hardware, value) -> hardware.withReadNoise(value)),
    /** Share of cells that are stuck, half of them on and half off. */
    STUCK_AT(
            "stuck-at",
            "share of stuck cells",
            false,
            (hardware, value) -> faulty(hardware, value / 2, value / 2, 0, 0)),
    /** Share of cells that are stuck at the largest conductance. */
    STUCK_ON("stuck-on", "share of cells stuck on", false, (hardware, value) -> faulty(hardware, value, 0, 0, 0)),
    /** Share of cells that are stuck at the smallest conductance. */
    STUCK_OFF("stuck-off", "share of cells stuck off", false, (hardware, value) -> faulty(hardware, 0, value, 0, 0)),
    /** Share of cells that conduct nothing. */
    OPEN("open", "share of open cells", false, (hardware, value) -> faulty(hardware, 0, 0, value, 0)),
    /** Share of cells that are short circuits. */
    SHORT("short", "share of shorted cells", false, (hardware, value) -> faulty(hardware, 0, 0, 0, value)),
    /** Bits of each ADC; 0 reads exactly. */
    ADC_BITS(
            "adc-bits",
            "ADC (bits)",
            true,
            (hardware, value) -> converters(hardware, value, (plan, bits) -> plan.withBits(bits.intValue()))),
    /** Strength of the ADCs' cubic non-linearity. */
    ADC_NONLINEARITY(
            "adc-nonlinearity",
            "non-linearity of the ADCs",
            false,
            (hardware, value) -> converters(hardware, value, ConverterPlan::withNonlinearity)),
    /** Thermal noise of the ADCs. */
    ADC_NOISE(
            "adc-noise",
            "noise of the ADCs (LSB)",
            false,
            (hardware, value) -> converters(hardware, value, ConverterPlan::withNoise)),
    /** Deviation between the ADCs' offsets. */
    ADC_OFFSET(
            "adc-offset",
            "spread of ADC offsets (LSB)",
            false,
            (hardware, value) ->
                    converters(hardware, value, (plan, sigma) -> plan.withMismatch(sigma, plan.gainSigma()))),
    /** Deviation between the ADCs' gains. */
    ADC_GAIN(
            "adc-gain",
            "spread of ADC gains",
            false,
            (hardware, value) ->
                    converters(hardware, value, (plan, sigma) -> plan.withMismatch(plan.offsetLsb(), sigma))),
    /** Bits of the digital unit behind the ADCs; 0 corrects in floating point. */
    DIGITAL_BITS(
            "digital-bits",
            "digital unit (bits)",
            true,
            (hardware, value) ->
                    converters(hardware, value, (plan, bits) -> plan.with(new DigitalUnit(bits.intValue())))),
    /** Bits of each DAC; 0 drives exactly. */
    DAC_BITS(
            "dac-bits",
            "DAC (bits)",
            true,
            (hardware, value) -> converters(hardware, value, (plan, bits) -> plan.withDacBits(bits.intValue()))),
    /** Time since programming. */
    DRIFT_TIME(
            "drift-time",
            "time since programming (s)",
            false,
            (hardware, value) -> hardware.with(hardware.cells().withAge(value))),
    /** Temperature, of columns and of age. */
    TEMPERATURE("temperature", "temperature (K)", false, Hardware::at),
    /** Writes of each cell. */
    WRITTEN(
            "written",
            "writes of each cell",
            false,
            (hardware, value) -> hardware.with(hardware.cells().withWrites(value))),
    /** Reads of each cell since programming. */
    READS(
            "reads",
            "reads of each cell",
            false,
            (hardware, value) -> hardware.with(hardware.cells().withReads(value))),
    /** Resistance of each piece of word line and of bit line. */
    WIRE_RESISTANCE(
            "wire-resistance",
            "wire resistance (Ω a piece)",
            false,
            (hardware, value) -> hardware.with(hardware.wires().with(LineResistances.ofWires(value, value)))),
    /** Parts of each layer's inputs, and of its outputs. */
    PARTITIONS("partitions", "parts of inputs, and of outputs", true, SweptEffect::cut),
    /** Levels that cells are programmed to; 0 for all conductances. */
    LEVELS(
            "levels",
            "levels of a cell",
            true,
            (hardware, value) -> hardware.with(hardware.cells().withLevels(value.intValue()))),
    /** Largest accepted distance of a cell from its target. */
    TOLERANCE("tolerance", "tolerance of programming (S)", false, SweptEffect::verified),
    /** High resistance over low of magnetic memory. */
    RESISTANCE_RATIO(
            "resistance-ratio",
            "high resistance over low",
            false,
            (hardware, value) ->
                    hardware.with(hardware.cells().with(magnetic(hardware).withRatio(value)))),
    /** Deviations of both resistances of magnetic memory, in those of the device. */
    RESISTANCE_DEVIATION(
            "resistance-deviation",
            "deviation of resistances (of the device's)",
            false,
            (hardware, value) ->
                    hardware.with(hardware.cells().with(magnetic(hardware).withDeviations(value))));

    /** Pulses that a cell gets at most when its tolerance is swept. */
    public static final int MAX_PULSES = 20;

    private final String option;
    private final String axis;
    private final boolean whole;
    private final BiFunction<Hardware, Double, Hardware> change;

    SweptEffect(String option, String axis, boolean whole, BiFunction<Hardware, Double, Hardware> change) {
        this.option = option;
        this.axis = axis;
        this.whole = whole;
        this.change = change;
    }

    /** The effect of that name; the message of a refusal lists them all. */
    public static SweptEffect of(String name) {
        return Arrays.stream(values())
                .filter(effect -> effect.option.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sweep: expected one of "
                        + Arrays.stream(values()).map(SweptEffect::option).collect(Collectors.joining(", "))
                        + ", found '" + name + "'"));
    }

    /** Name on command lines. */
    public String option() {
        return option;
    }

    /** What a plot's axis says, with unit. */
    public String axis() {
        return axis;
    }

    /**
     * The same array with this effect of another strength.
     *
     * @throws IllegalArgumentException where the strength cannot be, or does nothing to such an array
     */
    public Hardware of(Hardware hardware, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(option + ": expected a finite number of at least 0, found " + value);
        }
        if (whole && (value != Math.rint(value) || value > Integer.MAX_VALUE)) {
            throw new IllegalArgumentException(option + ": expected a whole number, found " + value);
        }
        try {
            return change.apply(hardware, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static Hardware converters(
            Hardware hardware, double value, BiFunction<ConverterPlan, Double, ConverterPlan> change) {
        return hardware.with(change.apply(hardware.converters(), value));
    }

    private static Hardware faulty(Hardware hardware, double on, double off, double open, double shorted) {
        return hardware.with(hardware.cells().with(new CellFaults(on, off, open, shorted)));
    }

    private static MagneticMemory magnetic(Hardware hardware) {
        if (hardware.cells().device() instanceof MagneticMemory device) {
            return device;
        }
        throw new IllegalArgumentException("expected magnetic memory, as --device mram, found another device");
    }

    private static Hardware cut(Hardware hardware, double parts) {
        if (hardware.wires().lines().isNone() && hardware.converters().bits() == 0) {
            throw new IllegalArgumentException(
                    "expected wires with resistance or an ADC, without which parts change nothing, found neither");
        }
        return hardware.with(hardware.tiles().with(new Partition((int) parts, (int) parts)));
    }

    private static Hardware verified(Hardware hardware, double siemens) {
        final int pulses = hardware.cells().writeVerify().maxPulses();
        return hardware.with(hardware.cells().with(WriteVerify.within(siemens, pulses > 1 ? pulses : MAX_PULSES)));
    }
}
