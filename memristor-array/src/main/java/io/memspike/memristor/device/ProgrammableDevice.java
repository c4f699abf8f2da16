package io.memspike.memristor.device;

import io.memspike.core.RandomStream;

/**
 * A cell that can be written towards a target, which it meets with an error. The error of one programming is the spread
 * that was published for the device, whatever programming it was measured with.
 */
public interface ProgrammableDevice extends DeviceModel {
    /**
     * Programs one cell, once.
     *
     * @param targetSiemens conductance to aim at, within {@link #range()}; with finite levels the nearest is aimed at
     * @param stream source of chance. Advanced.
     * @return its conductance in siemens, at least 0
     */
    double programSiemens(double targetSiemens, RandomStream stream);

    /**
     * Another pulse at a cell that missed its target. Pulses have no memory (an assumption): the new conductance does
     * not depend on the old one, unless a device says otherwise.
     *
     * @param presentSiemens what the cell conducts after the pulses before
     * @param targetSiemens as of {@link #programSiemens}
     * @param stream source of chance. Advanced.
     * @return its conductance in siemens, at least 0
     */
    default double reprogramSiemens(double presentSiemens, double targetSiemens, RandomStream stream) {
        return programSiemens(targetSiemens, stream);
    }

    /** The same device with its targets rounded to so many equally spaced levels. */
    ProgrammableDevice withLevels(int levels);

    /** The middle of the range, which is the mean of random targets. */
    @Override
    default double meanSiemens() {
        return range().midSiemens();
    }

    /** A target at random: any conductance of the range, or any of its levels, all equally likely. */
    default double randomTargetSiemens(RandomStream stream) {
        final ConductanceRange range = range();
        return range.levels() == ConductanceRange.CONTINUOUS
                ? range.minSiemens() + range.widthSiemens() * stream.nextDouble()
                : range.level(stream.nextInt(range.levels()));
    }

    /** Programs a cell to a {@linkplain #randomTargetSiemens random target}: random weights made on purpose. */
    @Override
    default double formSiemens(RandomStream stream) {
        return programSiemens(randomTargetSiemens(stream), stream);
    }
}
