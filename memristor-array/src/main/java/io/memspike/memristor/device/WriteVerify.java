package io.memspike.memristor.device;

import io.memspike.core.RandomStream;

/**
 * Programming in pulses: write, read, and write again while the conductance is further than the tolerance from its
 * target and pulses are left. A cell out of pulses keeps what the last one left, and has failed.
 *
 * <p><b>The pulse is an assumption.</b> Each leaves a conductance with the device's programming error around the target,
 * independent of the pulses before (a device may differ, see {@link ProgrammableDevice#reprogramSiemens}). A real
 * circuit approaches the target in many small steps, of which the published error is the end: one pulse here stands for
 * one such approach, as in the iterative programming of Wan et al., Nature 608 (2022), Extended Data Fig. 3. The
 * verifying read sees the conductance without noise. A cell within tolerance with probability p takes on average
 * {@code (1 − (1 − p)^maxPulses)/p} pulses and fails with probability {@code (1 − p)^maxPulses}.
 *
 * <p>Energy: V² G t of each pulse and of each verifying read, with the conductance that the pulse left; drivers and
 * converters are not in it.
 *
 * @param toleranceSiemens largest accepted distance from the target, above 0; infinite accepts any
 * @param maxPulses pulses that a cell gets at most, at least 1
 * @param write the pulse that writes
 * @param verify the read after each of them
 */
public record WriteVerify(double toleranceSiemens, int maxPulses, Pulse write, Pulse verify) {
    private static final Pulse ASSUMED_WRITE = new Pulse(1.5, 1e-6);
    private static final Pulse ASSUMED_VERIFY = new Pulse(0.2, 1e-7);
    private static final WriteVerify ONCE = new WriteVerify(Double.POSITIVE_INFINITY, 1, ASSUMED_WRITE, Pulse.NONE);

    /**
     * What programming one cell came to.
     *
     * @param siemens what the cell conducts
     * @param pulses pulses that it took
     * @param joules energy of pulses and reads
     * @param reached whether it is within tolerance
     */
    public record Outcome(double siemens, int pulses, double joules, boolean reached) {}

    public WriteVerify {
        if (!(toleranceSiemens > 0)) {
            throw new IllegalArgumentException("tolerance: expected a conductance above 0, found " + toleranceSiemens);
        }
        if (maxPulses < 1) {
            throw new IllegalArgumentException("maxPulses: expected at least 1, found " + maxPulses);
        }
    }

    /** With pulses of 1.5 V and 1 µs, read back with 0.2 V and 100 ns: usual magnitudes for resistive memory, assumed. */
    public static WriteVerify within(double toleranceSiemens, int maxPulses) {
        return new WriteVerify(toleranceSiemens, maxPulses, ASSUMED_WRITE, ASSUMED_VERIFY);
    }

    /** One pulse a cell, of 1.5 V and 1 µs (assumed), never read back: cells have the device's published error. */
    public static WriteVerify once() {
        return ONCE;
    }

    /** Whether that is {@link #once()}. */
    public boolean isOnce() {
        return this == ONCE || equals(ONCE);
    }

    /**
     * Programs one cell.
     *
     * @param device the cell's kind
     * @param targetSiemens conductance to aim at, within the device's range
     * @param stream source of the cell's chance. Advanced.
     */
    public Outcome program(ProgrammableDevice device, double targetSiemens, RandomStream stream) {
        final double target = device.range().nearest(targetSiemens);
        double siemens = device.programSiemens(target, stream);
        double joules = joules(siemens);
        int pulses = 1;
        while (!reached(siemens, target) && pulses < maxPulses) {
            siemens = device.reprogramSiemens(siemens, target, stream);
            joules += joules(siemens);
            pulses++;
        }
        return new Outcome(siemens, pulses, joules, reached(siemens, target));
    }

    private boolean reached(double siemens, double target) {
        return Math.abs(siemens - target) <= toleranceSiemens;
    }

    private double joules(double siemens) {
        return write.joules(siemens) + verify.joules(siemens);
    }
}
