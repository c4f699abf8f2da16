package io.memspike.memristor.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.auto.service.AutoService;
import io.memspike.core.RandomStream;
import io.memspike.memristor.device.ConductanceRange;
import io.memspike.memristor.device.DeviceFactory;
import io.memspike.memristor.device.DeviceModel;
import io.memspike.memristor.device.ProgrammableDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Cells as a laboratory measured them: for targets g from the first state's to the last one's,
 *
 * <pre>
 *   programmed  G_p = max(0, µ(g) + σ(g) · N(0, 1))
 *   later       G(t) = max(0, G_p · (m(g, t) + s(g, t) · N(0, 1))), drawn for each cell once
 * </pre>
 *
 * with µ and σ of the states, linear between them, and m and s of the {@link Retention}. A cell keeps its deviate from time to time. Cells without a table of retention stay as they are;
 * none make noise of their own.
 *
 * @param states in ascending order of targets, at least 2
 * @param retention what becomes of cells; null where it was not measured
 * @param levels number of equally spaced targets from the first state's to the last one's; 0 for all
 * @param readVolts voltage of reads at which cells conduct that, finite and above 0; 0 where nobody said
 */
public record TabledDevice(
        @JsonProperty(required = true) List<State> states,
        @JsonInclude(JsonInclude.Include.NON_NULL) Retention retention,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int levels,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double readVolts)
        implements ProgrammableDevice {
    /**
     * What cells conduct that were written towards a target.
     *
     * @param targetSiemens the target, finite and at least 0
     * @param meanSiemens mean of the cells, as read, finite and at least 0
     * @param deviationSiemens standard deviation between them, finite and at least 0
     */
    public record State(double targetSiemens, double meanSiemens, double deviationSiemens) {
        public State {
            requireConductance("target_siemens", targetSiemens);
            requireConductance("mean_siemens", meanSiemens);
            requireConductance("deviation_siemens", deviationSiemens);
        }

        private static void requireConductance(String what, double siemens) {
            if (!(siemens >= 0 && siemens < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        what + ": expected a finite conductance of at least 0, found " + siemens);
            }
        }

        /** The same where all conduct so many times as much. */
        State times(double factor) {
            return new State(factor * targetSiemens, factor * meanSiemens, factor * deviationSiemens);
        }
    }

    /** Makes it known by its name. */
    @AutoService(DeviceFactory.class)
    public static final class Factory implements DeviceFactory {
        @Override
        public String name() {
            return "table";
        }

        @Override
        public String parameter() {
            return "FILE";
        }

        @Override
        public DeviceModel of(String argument) throws IOException {
            return read(Path.of(argument));
        }
    }

    public TabledDevice {
        states = List.copyOf(states);
        if (states.size() < 2) {
            throw new IllegalArgumentException("states: expected at least 2, found " + states.size());
        }
        for (int i = 1; i < states.size(); i++) {
            requireAscending(states.get(i - 1), states.get(i));
        }
        new ConductanceRange(0, 0, levels); // checks
        if (!(readVolts >= 0 && readVolts < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("readVolts: expected a finite voltage, or 0, found " + readVolts);
        }
        if (retention != null) {
            retention.requireSpan(
                    states.get(0).targetSiemens(), states.get(states.size() - 1).targetSiemens());
        }
    }

    static void requireAscending(State previous, State next) {
        if (!(next.targetSiemens() > previous.targetSiemens())) {
            throw new IllegalArgumentException("state: expected a target above " + previous.targetSiemens()
                    + ", that of the state before, found " + next.targetSiemens());
        }
    }

    /**
     * Reads a device from a JSON file that names its tables, which lie beside it; all but {@code states} may be missing.
     *
     * <pre>
     *   {"states": "states.csv", "curves": "curves.csv", "statesVolts": 0.1, "readVolts": 0.2, "retention": "retention.csv"}
     *
     *   states.csv     target_siemens,mean_siemens,deviation_siemens
     *   curves.csv     target_siemens,volts,amperes
     *   retention.csv  target_siemens,seconds,mean_factor,deviation_factor
     * </pre>
     *
     * Rows are in ascending order. Curves and retention without {@code target_siemens} are those of all states; with it they are
     * those of at least 2 targets, the first state's and the last one's among them. Curves tell what states that were measured at {@code statesVolts} conduct at
     * {@code readVolts}: targets, means and deviations times {@code [I(V_read)/V_read] / [I(V_states)/V_states]}.
     *
     * @throws io.memspike.core.file.FileFormatException where a file is anything else: file, line or field, expected, found
     * @throws IOException where one cannot be read
     */
    public static TabledDevice read(Path file) throws IOException {
        return DeviceFile.read(file);
    }

    /** From the first state's target to the last one's. */
    @Override
    public ConductanceRange range() {
        return new ConductanceRange(
                states.get(0).targetSiemens(), states.get(states.size() - 1).targetSiemens(), levels);
    }

    /** µ(g), for a target within the range. */
    public double meanSiemensOf(double targetSiemens) {
        return between(State::meanSiemens, targetSiemens);
    }

    /** σ(g), for a target within the range. */
    public double sigmaSiemens(double targetSiemens) {
        return between(State::deviationSiemens, targetSiemens);
    }

    private double between(ToDoubleFunction<State> what, double target) {
        return Between.of(states, State::targetSiemens, what::applyAsDouble, target);
    }

    @Override
    public double programSiemens(double targetSiemens, RandomStream stream) {
        final double target = range().nearest(targetSiemens);
        return Math.max(0, meanSiemensOf(target) + sigmaSiemens(target) * stream.nextGaussian());
    }

    @Override
    public double siemensAfter(double targetSiemens, double programmedSiemens, double seconds, RandomStream stream) {
        requireAge(seconds);
        if (retention == null || seconds == 0) {
            return programmedSiemens;
        }
        final double factor = retention.meanFactor(targetSiemens, seconds)
                + retention.deviationFactor(targetSiemens, seconds) * stream.nextGaussian();
        return Math.max(0, programmedSiemens * factor);
    }

    @Override
    public boolean changesWithTime() {
        return retention != null;
    }

    @Override
    public void requireAge(double seconds) {
        ProgrammableDevice.super.requireAge(seconds);
        if (retention != null && seconds > 0) {
            retention.requireMeasured(seconds);
        }
    }

    @Override
    public TabledDevice withLevels(int newLevels) {
        return new TabledDevice(states, retention, newLevels, readVolts);
    }
}
