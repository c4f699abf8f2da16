package io.memspike.memristor.device;

import com.google.auto.service.AutoService;
import io.memspike.core.RandomStream;
import java.util.Optional;

/**
 * Phase-change memory: programming error, drift and read noise, for a target g with x = g/g_max.
 *
 * <pre>
 *   programmed  G_p = max(0, g + σ · N(0, 1)),  σ = (0.26348 + 1.9650 x − 1.1731 x²) µS · g_max/25 µS
 *   drift       G(t) = G_p · ((t + 20 s)/20 s)^−ν,  ν = |µ + s · N(0, 1)|, drawn for each cell once
 *                 µ = −0.0155 ln x + 0.0244 within [0.049, 0.1]
 *                 s = −0.0125 ln x − 0.0059 within [0.008, 0.045]
 *   read        σ = G(t) · Q · √(ln((t + 20 s + 250 ns)/500 ns)),  Q = min(0.0088/x^0.65, 0.2)
 * </pre>
 *
 * <p>Statistics of a million cells: Nandakumar et al., "Phase-change memory models for deep learning training and
 * inference", ICECS 2019; Joshi et al., arXiv 1906.03138. Constants as in IBM's Analog Hardware Acceleration Kit (pcm.py).
 * σ of the programming is what iterative write-verify left. Deviation: Q takes the target's x, as do σ and ν, where that
 * program takes the programmed conductance.
 *
 * @param range conductances to aim at, of some width
 */
public record PhaseChangeMemory(ConductanceRange range) implements ProgrammableDevice {
    private static final double FITTED_MAX_MICROSIEMENS = 25;
    private static final double MAX_SIEMENS = 25e-6;
    private static final double FIRST_READ_SECONDS = 20;
    private static final double READ_SECONDS = 250e-9;
    private static final Polynomial SIGMA = new Polynomial(0.26348, 1.9650, -1.1731);

    /** Makes it known by its name. */
    @AutoService(DeviceFactory.class)
    public static final class Factory implements DeviceFactory {
        @Override
        public String name() {
            return "pcm";
        }

        @Override
        public DeviceModel of(String argument) {
            return standard();
        }
    }

    public PhaseChangeMemory {
        Checks.requireWidth(range);
    }

    /** The cells of the statistics: 0 to 25 µS. */
    public static PhaseChangeMemory standard() {
        return new PhaseChangeMemory(new ConductanceRange(0, MAX_SIEMENS));
    }

    /** Standard deviation of the programmed conductance around its target, in siemens. */
    public double sigmaSiemens(double targetSiemens) {
        return SIGMA.at(relative(targetSiemens)) * range.maxSiemens() / FITTED_MAX_MICROSIEMENS;
    }

    /** µ, the mean of ν before its sign is dropped. */
    public double driftMean(double targetSiemens) {
        return clamp(-0.0155 * StrictMath.log(relative(targetSiemens)) + 0.0244, 0.049, 0.1);
    }

    /** s, the standard deviation of ν before its sign is dropped. */
    public double driftSigma(double targetSiemens) {
        return clamp(-0.0125 * StrictMath.log(relative(targetSiemens)) - 0.0059, 0.008, 0.045);
    }

    @Override
    public double programSiemens(double targetSiemens, RandomStream stream) {
        return programmedSiemens(range.nearest(targetSiemens), stream.nextGaussian());
    }

    /** What a cell conducts that was aimed at a target, for a standard normal number. */
    public double programmedSiemens(double targetSiemens, double normal) {
        return Math.max(0, targetSiemens + sigmaSiemens(targetSiemens) * normal);
    }

    /** ν of a cell, for a standard normal number. */
    public double driftExponent(double targetSiemens, double normal) {
        return Math.abs(driftMean(targetSiemens) + driftSigma(targetSiemens) * normal);
    }

    /** What is left of a conductance by drift. */
    public static double driftedSiemens(double programmedSiemens, double seconds, double exponent) {
        Checks.requireSeconds(seconds);
        return programmedSiemens * StrictMath.pow((seconds + FIRST_READ_SECONDS) / FIRST_READ_SECONDS, -exponent);
    }

    @Override
    public double siemensAfter(double targetSiemens, double programmedSiemens, double seconds, RandomStream stream) {
        return driftedSiemens(programmedSiemens, seconds, driftExponent(targetSiemens, stream.nextGaussian()));
    }

    @Override
    public double readSigmaSiemens(double targetSiemens, double presentSiemens, double seconds) {
        Checks.requireSeconds(seconds);
        final double quality = Math.min(0.0088 / StrictMath.pow(relative(targetSiemens), 0.65), 0.2);
        final double reads = (seconds + FIRST_READ_SECONDS + READ_SECONDS) / (2 * READ_SECONDS);
        return presentSiemens * quality * Math.sqrt(StrictMath.log(reads));
    }

    @Override
    public boolean changesWithTime() {
        return true;
    }

    @Override
    public boolean hasOwnNoise() {
        return true;
    }

    @Override
    public Optional<DeviceModel> within(ConductanceRange other) {
        return Optional.of(new PhaseChangeMemory(other));
    }

    @Override
    public PhaseChangeMemory withLevels(int levels) {
        return new PhaseChangeMemory(range.withLevels(levels));
    }

    /** x in [0, 1], 1 above g_max; 0 has an infinite logarithm, which the clamps take. */
    private double relative(double targetSiemens) {
        return Math.min(1, targetSiemens / range.maxSiemens());
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
