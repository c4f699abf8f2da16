package io.memspike.memristor.device;

import io.memspike.core.RandomStream;

/**
 * How many cells are faulty, each by chance and independently of the others. Which they are depends on seed, layer and
 * cell alone, and rates do nothing but move thresholds: a cell that is faulty at some rates is faulty at all rates none of
 * which is smaller. With one kind of fault alone, the cells at 1 % are among the cells at 2 %.
 *
 * @param stuckOn probability that a cell is stuck at the device's largest conductance
 * @param stuckOff probability that it is stuck at the smallest
 * @param open probability that it conducts nothing
 * @param shorted probability that its memristor is a short circuit
 * @param shortSiemens conductance of a shorted cell, which its access transistor limits
 */
public record CellFaults(double stuckOn, double stuckOff, double open, double shorted, double shortSiemens) {
    /** All cells are sound. */
    public static final CellFaults NONE = new CellFaults(0, 0, 0, 0);

    private static final double ASSUMED_SHORT_SIEMENS = 1e-3;
    private static final double ROUNDING = 1e-12; // of four rates that were meant to sum to 1

    public CellFaults {
        requireRate("stuck-at-on rate", stuckOn);
        requireRate("stuck-at-off rate", stuckOff);
        requireRate("open rate", open);
        requireRate("short rate", shorted);
        Checks.requirePositive("shortSiemens", "conductance", shortSiemens);
        final double sum = stuckOn + stuckOff + open + shorted;
        if (sum > 1 + ROUNDING) {
            throw new IllegalArgumentException("cell faults: expected rates that sum to at most 1, found " + sum);
        }
    }

    /** Faults whose shorted cells conduct 1 mS: a transistor of 1 kΩ that is on (assumed). */
    public CellFaults(double stuckOn, double stuckOff, double open, double shorted) {
        this(stuckOn, stuckOff, open, shorted, ASSUMED_SHORT_SIEMENS);
    }

    /** Whether any cell can be faulty. */
    public boolean isPresent() {
        return stuckOn + stuckOff + open + shorted > 0;
    }

    /**
     * What is wrong with one cell: the first of four kinds that its draw falls to, each with its rate among what the
     * kinds before have left.
     *
     * @param seed the user's seed
     * @param layerPosition position of the layer in the network
     * @param cell number of the cell in the layer: 2i for G⁺ of weight i in file order, 2i + 1 for its G⁻
     */
    public CellFault of(long seed, int layerPosition, long cell) {
        final RandomStream stream = RandomStream.of(seed, "faults", layerPosition, cell);
        if (stream.nextDouble() < stuckOn) {
            return CellFault.STUCK_ON;
        }
        double left = 1 - stuckOn;
        if (stream.nextDouble() * left < stuckOff) {
            return CellFault.STUCK_OFF;
        }
        left -= stuckOff;
        if (stream.nextDouble() * left < open) {
            return CellFault.OPEN;
        }
        left -= open;
        return stream.nextDouble() * left < shorted ? CellFault.SHORT : CellFault.NONE;
    }

    /**
     * What a faulty cell conducts.
     *
     * @param fault not {@link CellFault#NONE}
     * @param range of the device
     * @return in siemens
     */
    public double siemens(CellFault fault, ConductanceRange range) {
        return switch (fault) {
            case STUCK_ON -> range.maxSiemens();
            case STUCK_OFF -> range.minSiemens();
            case OPEN -> 0;
            case SHORT -> shortSiemens;
            case NONE -> throw new IllegalArgumentException("fault: expected a faulty cell, found NONE");
        };
    }

    private static void requireRate(String what, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException(what + ": expected a number in [0, 1], found " + rate);
        }
    }
}
