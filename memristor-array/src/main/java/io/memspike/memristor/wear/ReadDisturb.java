package io.memspike.memristor.wear;

import io.memspike.memristor.device.ConductanceRange;
import java.util.function.DoubleUnaryOperator;

/**
 * What reads do to a cell: nothing for some of them, then a power of their number,
 *
 * <pre>  G(n) = G(0) · max(1, n / n_t)^(−p)</pre>
 *
 * within the device's range: no cell comes to its ends by reads and goes on. The law of Jiang and others, "An analytical model of read-disturb failure time in a
 * post-cycling resistive switching memory" (IEEE Xplore 9580480), for pulses of one height and length, in which n_t and p follow from voltage, temperature
 * and the writes before; as the simulator analog-cim-sim (github.com/rpelke/analog-cim-sim, {@code read_disturb.cpp}) writes it. There it is for
 * reads that take conductance away; p below 0, for reads of the other polarity, is an assumption, as is that all cells of an array are alike.
 *
 * @param reads n, reads of each cell since it was written, finite and at least 0
 * @param after n_t, reads that change nothing, finite and at least 1
 * @param exponent p, finite, as (n / n_t)^(−p) must be: above 0 towards the smallest conductance, below 0 towards the largest
 */
public record ReadDisturb(double reads, double after, double exponent) {
    public ReadDisturb {
        if (!(reads >= 0 && reads < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("reads: expected a finite number of at least 0, found " + reads);
        }
        if (!(after >= 1 && after < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "read disturb: expected a finite number of at least 1 read that changes nothing, found " + after);
        }
        if (!Double.isFinite(exponent)) {
            throw new IllegalArgumentException("read disturb: expected a finite exponent, found " + exponent);
        }
        if (factor(reads, after, exponent) == Double.POSITIVE_INFINITY) { // times 0 S it is no number
            throw new IllegalArgumentException("read disturb: expected a finite factor of conductances, found (" + reads
                    + " / " + after + ")^" + -exponent + ", which is none");
        }
    }

    /** The same after another number of reads. */
    public ReadDisturb withReads(double other) {
        return new ReadDisturb(other, after, exponent);
    }

    /** Whether any cell is another than without reads. */
    public boolean isPresent() {
        return factor() != 1;
    }

    /** What a cell conducts over what it did before all reads, where no end of its range is near. */
    public double factor() {
        return factor(reads, after, exponent);
    }

    private static double factor(double reads, double after, double exponent) {
        return reads <= after ? 1 : StrictMath.pow(reads / after, -exponent);
    }

    /**
     * What a cell conducts after the reads.
     *
     * @param siemens what it conducted before them, at least 0
     * @param range of the device; a cell beyond its end, as errors of programming leave some, stays where it is
     * @return in siemens, at least 0
     */
    public double siemens(double siemens, ConductanceRange range) {
        return of(range).applyAsDouble(siemens);
    }

    /** The same for many cells of a device: from what each conducted before the reads to what it conducts after them. */
    public DoubleUnaryOperator of(ConductanceRange range) {
        final double factor = factor();
        return siemens -> factor <= 1
                ? Math.max(siemens * factor, Math.min(siemens, range.minSiemens()))
                : Math.min(siemens * factor, Math.max(siemens, range.maxSiemens()));
    }
}
