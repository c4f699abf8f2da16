package io.memspike.memristor.device;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver;
import io.memspike.core.RandomStream;
import java.util.Optional;

/**
 * How a cell's conductance comes about, and what becomes of it. Some cells are formed once, by chance, and never tuned;
 * a {@link ProgrammableDevice} is written towards a target. Retention and read noise of a cell's own are none unless a
 * device says otherwise. Files hold a device under the name of its {@link DeviceFactory}. Models are immutable and thread-safe; all chance comes from the stream that is passed in.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonTypeIdResolver(DeviceNames.class)
public interface DeviceModel {
    /** The conductances that cells have, their ends also those of cells that are stuck on or off. */
    ConductanceRange range();

    /** Mean conductance of a cell, in siemens; also the common level of pairs that represent given weights. */
    double meanSiemens();

    /**
     * Forms one cell at random.
     *
     * @param stream source of chance. Advanced.
     * @return its conductance in siemens, at least 0
     */
    double formSiemens(RandomStream stream);

    /**
     * Forms the two cells of a weight at random: each by itself, unless the device makes pairs.
     *
     * @param stream source of chance. Advanced.
     * @param siemens conductances of cells. Those at {@code at}, G⁺, and behind it, G⁻, are overwritten.
     * @param at index of the first
     */
    default void formPair(RandomStream stream, double[] siemens, int at) {
        siemens[at] = formSiemens(stream);
        siemens[at + 1] = formSiemens(stream);
    }

    /**
     * Standard deviation of the difference G⁺ − G⁻ of pairs as the device {@linkplain #formPair forms} them, in siemens; unless a
     * device knows it, that of the same 65,536 pairs each time.
     */
    default double pairSigmaSiemens() {
        final int pairs = 1 << 16;
        final RandomStream stream = RandomStream.of(0, "pair sigma");
        final double[] pair = new double[2];
        double squares = 0; // of a mean of 0, since either cell may be G⁺
        for (int i = 0; i < pairs; i++) {
            formPair(stream, pair, 0);
            squares += (pair[0] - pair[1]) * (pair[0] - pair[1]);
        }
        return Math.sqrt(squares / pairs);
    }

    /**
     * What a cell conducts some time after it was programmed or formed.
     *
     * @param targetSiemens conductance that was aimed at; that of the formed cell where there was no aim
     * @param programmedSiemens conductance at time 0
     * @param seconds time since then, finite and at least 0
     * @param stream source of the cell's own chance. The same stream at another time is the same cell, so that its
     *     course over time hangs together. Advanced.
     * @return conductance in siemens, at least 0
     */
    default double siemensAfter(double targetSiemens, double programmedSiemens, double seconds, RandomStream stream) {
        Checks.requireSeconds(seconds);
        return programmedSiemens;
    }

    /** Whether {@link #siemensAfter} goes with time. */
    default boolean changesWithTime() {
        return false;
    }

    /**
     * Refuses an age that the device cannot tell of.
     *
     * @param seconds time since programming
     * @throws IllegalArgumentException where it is not finite, below 0 or, of a device that was measured for some time, outside of that
     */
    default void requireAge(double seconds) {
        Checks.requireSeconds(seconds);
    }

    /** Whether {@link #readSigmaSiemens} is known. */
    default boolean hasOwnNoise() {
        return false;
    }

    /** Voltage of reads at which its cells conduct what it says, in volts, above 0; 0 where it says so of none. */
    default double readVolts() {
        return 0;
    }

    /** The same device between other conductances; empty where its conductances are given with it. */
    default Optional<DeviceModel> within(ConductanceRange range) {
        return Optional.empty();
    }

    /**
     * Standard deviation between reads of one cell, of the device's own making.
     *
     * @param targetSiemens conductance that was aimed at
     * @param presentSiemens conductance now
     * @param seconds time since programming, finite and at least 0
     * @return in siemens, at least 0
     */
    default double readSigmaSiemens(double targetSiemens, double presentSiemens, double seconds) {
        Checks.requireSeconds(seconds);
        return 0;
    }

    /**
     * What one read finds.
     *
     * @param targetSiemens conductance that was aimed at
     * @param presentSiemens conductance now
     * @param seconds time since programming, finite and at least 0
     * @param stream source of chance. Advanced.
     * @return in siemens, at least 0
     */
    default double readSiemens(double targetSiemens, double presentSiemens, double seconds, RandomStream stream) {
        final double sigma = readSigmaSiemens(targetSiemens, presentSiemens, seconds);
        return sigma == 0 ? presentSiemens : Math.max(0, presentSiemens + sigma * stream.nextGaussian());
    }
}
