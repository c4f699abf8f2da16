package io.memspike.memristor.device;

import com.google.auto.service.AutoService;
import io.memspike.core.RandomStream;

/**
 * Magnetic memory (MRAM): two states, whose resistances are normal; drawn again where not above 0. A cell's resistance
 * is that of its tunnel junction: it differs between cells, not between pulses, so that no further pulse brings a cell
 * nearer to its target. It neither drifts nor adds noise of its own.
 *
 * <p>{@link #standard()}: 13 kΩ with σ 1.6 kΩ and 26 kΩ with σ 2.0 kΩ, a tunnel magnetoresistance of 100 %, the cells of the array of Jung et
 * al., "A crossbar array of magnetoresistive memory devices for in-memory computing", Nature 601, 211 (2022), with the transistors in
 * their paths.
 *
 * @param low mean and σ of the low resistance, whose state conducts well
 * @param high mean and σ of the high resistance, with a larger mean
 */
public record MagneticMemory(State low, State high) implements ProgrammableDevice {
    /**
     * One state's resistance, N(mean, sigma²).
     *
     * @param ohms mean, above 0
     * @param sigmaOhms standard deviation, at least 0
     */
    public record State(double ohms, double sigmaOhms) {
        public State {
            Checks.requirePositive("ohms", "resistance", ohms);
            Checks.requireNotNegative("sigmaOhms", "resistance", sigmaOhms);
        }

        private double drawSiemens(RandomStream stream) {
            double drawn;
            do {
                drawn = ohms + sigmaOhms * stream.nextGaussian();
            } while (drawn <= 0);
            return 1 / drawn;
        }
    }

    /** Makes it known by its name. */
    @AutoService(DeviceFactory.class)
    public static final class Factory implements DeviceFactory {
        @Override
        public String name() {
            return "mram";
        }

        @Override
        public DeviceModel of(String argument) {
            return standard();
        }
    }

    public MagneticMemory {
        if (!(low.ohms() < high.ohms())) {
            throw new IllegalArgumentException("magnetic memory: expected a low resistance below the high one, found "
                    + low.ohms() + " and " + high.ohms());
        }
    }

    /** 13 kΩ, σ 1.6 kΩ, and 26 kΩ, σ 2.0 kΩ. */
    public static MagneticMemory standard() {
        return new MagneticMemory(new State(13e3, 1.6e3), new State(26e3, 2.0e3));
    }

    /** The same whose high resistance is so many times the low one, with the relative deviation that it had. */
    public MagneticMemory withRatio(double ratio) {
        final double ohms = low.ohms() * ratio;
        return new MagneticMemory(low, new State(ohms, high.sigmaOhms() / high.ohms() * ohms));
    }

    /** The same with deviations of both states times a factor. */
    public MagneticMemory withDeviations(double factor) {
        return new MagneticMemory(
                new State(low.ohms(), factor * low.sigmaOhms()), new State(high.ohms(), factor * high.sigmaOhms()));
    }

    /** From 1/high to 1/low, two levels. */
    @Override
    public ConductanceRange range() {
        return new ConductanceRange(1 / high.ohms(), 1 / low.ohms(), 2);
    }

    @Override
    public double programSiemens(double targetSiemens, RandomStream stream) {
        final ConductanceRange range = range();
        return (range.nearest(targetSiemens) == range.maxSiemens() ? low : high).drawSiemens(stream);
    }

    @Override
    public double reprogramSiemens(double presentSiemens, double targetSiemens, RandomStream stream) {
        return presentSiemens;
    }

    @Override
    public MagneticMemory withLevels(int levels) {
        if (levels != 2) {
            throw new IllegalArgumentException("magnetic memory: expected 2 levels, found " + levels);
        }
        return this;
    }
}
