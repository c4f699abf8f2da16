package io.memspike.memristor.device;

import com.google.auto.service.AutoService;
import io.memspike.core.RandomStream;
import java.util.Optional;

/**
 * Resistive memory whose programming error depends on the target: {@code G = max(0, g + σ · N(0, 1))} with, for
 * x = g/g_max,
 *
 * <pre>
 *   σ(x) in µS · (g_max / 40 µS):  0.348 + 16.030 x − 43.853 x² + 45.393 x³ − 16.815 x⁴   one second after programming
 *                                  0.701 + 22.086 x − 50.773 x² + 47.095 x³ − 16.458 x⁴   a day after programming
 * </pre>
 *
 * <p>Measured by Wan et al., "A compute-in-memory chip based on resistive random-access memory", Nature 608 (2022),
 * Extended Data Fig. 3d, on cells that had been written with write-verify: what is left is mostly the relaxation that
 * follows. The coefficients are the fit to those figures in IBM's Analog Hardware Acceleration Kit (reram.py, g_max 40 µS).
 *
 * <p>Assumed: at other g_max, σ grows in proportion. σ between a second and a day is interpolated linearly in the
 * logarithm of time; before that second it is that of the second, after that day that of the day, for the fits end
 * there. Relaxation is a deviate of the cell's own, independent of its error at one second, that grows with time so
 * that the whole error has σ(t): it has the variance σ(t)² − σ(1 s)². No read noise was published.
 *
 * @param range conductances to aim at, of some width
 */
public record TargetRram(ConductanceRange range) implements ProgrammableDevice {
    private static final double DAY_SECONDS = 86_400;
    private static final double FITTED_MAX_MICROSIEMENS = 40;
    private static final double WAN_MIN_SIEMENS = 1e-6;
    private static final double WAN_MAX_SIEMENS = 40e-6;
    private static final Polynomial SECOND = new Polynomial(0.348, 16.030, -43.853, 45.393, -16.815);
    private static final Polynomial DAY = new Polynomial(0.701, 22.086, -50.773, 47.095, -16.458);

    /** Makes it known by its name. */
    @AutoService(DeviceFactory.class)
    public static final class Factory implements DeviceFactory {
        @Override
        public String name() {
            return "rram";
        }

        @Override
        public DeviceModel of(String argument) {
            return wan();
        }
    }

    public TargetRram {
        Checks.requireWidth(range);
    }

    /**
     * The chip of Wan et al.: g_max 40 µS as it held convolutional networks. Its smallest conductance, 1 µS, is an
     * assumption; the model allows any down to 0.
     */
    public static TargetRram wan() {
        return new TargetRram(new ConductanceRange(WAN_MIN_SIEMENS, WAN_MAX_SIEMENS));
    }

    /**
     * Standard deviation of a cell's conductance around its target so many seconds after programming, in siemens; above
     * g_max that of g_max.
     */
    public double sigmaSiemens(double targetSiemens, double seconds) {
        Checks.requireSeconds(seconds);
        final double x = Math.min(1, targetSiemens / range.maxSiemens());
        final double part = seconds <= 1 ? 0 : Math.min(1, StrictMath.log(seconds) / StrictMath.log(DAY_SECONDS));
        return ((1 - part) * SECOND.at(x) + part * DAY.at(x)) * range.maxSiemens() / FITTED_MAX_MICROSIEMENS;
    }

    @Override
    public double programSiemens(double targetSiemens, RandomStream stream) {
        final double target = range.nearest(targetSiemens);
        return Math.max(0, target + sigmaSiemens(target, 1) * stream.nextGaussian());
    }

    @Override
    public double siemensAfter(double targetSiemens, double programmedSiemens, double seconds, RandomStream stream) {
        final double first = sigmaSiemens(targetSiemens, 1);
        final double now = sigmaSiemens(targetSiemens, seconds);
        final double relaxation = Math.sqrt(Math.max(0, now * now - first * first));
        return Math.max(0, programmedSiemens + relaxation * stream.nextGaussian());
    }

    @Override
    public boolean changesWithTime() {
        return true;
    }

    @Override
    public Optional<DeviceModel> within(ConductanceRange other) {
        return Optional.of(new TargetRram(other));
    }

    @Override
    public TargetRram withLevels(int levels) {
        return new TargetRram(range.withLevels(levels));
    }
}
