package io.memspike.memristor.wear;

import io.memspike.core.RandomStream;
import io.memspike.memristor.device.CellFault;
import java.util.function.LongFunction;

/**
 * What writes do to a cell: after some of them, a number of its own, it can be written no more and lies stuck for good. Numbers of writes that cells stand have
 * Weibull's distribution (W. Weibull, "A statistical distribution function of wide applicability", Journal of Applied Mechanics 18, 293, 1951),
 * of which the share of
 *
 * <pre>  F(n) = 1 − exp(−(n / n_63)^k)</pre>
 *
 * have failed by n writes. It is the usual fit to failures of resistive memory, and a poor one at high shares (Microelectronic Engineering, 2017,
 * doi 10.1016/j.mee.2017.05.007). Which cells fail, and how, depends on seed, layer and cell alone: a cell that has failed after some writes has
 * failed, in the same way, after more.
 *
 * @param writes n, writes of each cell, finite and at least 0
 * @param scaleWrites n_63, writes after which 1 − 1/e of the cells, 63.2 %, have failed, finite and above 0
 * @param shape k, finite and above 0; below 1 most fail early, above 1 they wear out together
 * @param onShare share of failed cells that lie at the device's largest conductance, in [0, 1]; the others lie at the smallest
 */
public record Endurance(double writes, double scaleWrites, double shape, double onShare) {
    public Endurance {
        if (!(writes >= 0 && writes < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("writes: expected a finite number of at least 0, found " + writes);
        }
        requirePositive("of writes that most cells stand", scaleWrites);
        requirePositive("for the shape", shape);
        if (!(onShare >= 0 && onShare <= 1)) {
            throw new IllegalArgumentException(
                    "endurance: expected a share in [0, 1] of failed cells that are stuck on, found " + onShare);
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "endurance: expected a finite number above 0 " + what + ", found " + value);
        }
    }

    /** The same after another number of writes. */
    public Endurance withWrites(double other) {
        return new Endurance(other, scaleWrites, shape, onShare);
    }

    /** F(n), the share of cells that have failed. */
    public double failedShare() {
        return -StrictMath.expm1(-StrictMath.pow(writes / scaleWrites, shape));
    }

    /**
     * What has become of one cell.
     *
     * @param seed the user's seed
     * @param layerPosition position of the layer in the network
     * @param cell number of the cell in the layer: 2i for G⁺ of weight i in file order, 2i + 1 for its G⁻
     * @return stuck on, stuck off or none
     */
    public CellFault of(long seed, int layerPosition, long cell) {
        return of(seed, layerPosition).apply(cell);
    }

    /** The same for many cells of a layer, by their numbers. */
    public LongFunction<CellFault> of(long seed, int layerPosition) {
        final double failed = failedShare();
        return cell -> {
            final RandomStream stream = RandomStream.of(seed, "endurance", layerPosition, cell);
            if (!(stream.nextDouble() < failed)) {
                return CellFault.NONE;
            }
            return stream.nextDouble() < onShare ? CellFault.STUCK_ON : CellFault.STUCK_OFF;
        };
    }
}
