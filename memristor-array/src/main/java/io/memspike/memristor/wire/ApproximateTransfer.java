package io.memspike.memristor.wire;

/**
 * A crossbar of linear cells with its wires folded into them, approximately and fast: every cell keeps the share of its
 * conductance that it passes while all rows are driven alike.
 *
 * <pre>
 *   T̂_ij = G_ij · (V_word,ij − V_bit,ij) / V    with every row at V
 * </pre>
 *
 * Column currents are then exact where all rows have one voltage, and right to first order in the wires' resistance for
 * any voltages: the terms of {@link TransferMatrix} linear in it are the same. An open cell stays open, so that pruned
 * layers stay pruned. One solution of the circuit does for all inputs, at some 100 ns a cell.
 *
 * <p><b>Error.</b> With κ the {@link #kept share} of all current that the wires leave at equal drive, column currents
 * differ from the exact ones by at most 1e-6 + (1 − κ)²/4 with a random half of the rows driven, and by at most 1e-6 +
 * (1 − κ)² with a random tenth: root of the mean square over the columns, relative to that of the currents. Tested from
 * 32 × 32 to 512 × 512, wires from 0.1 to 10 Ω, cells from 5 to 100 kΩ, up to nine tenths of them open. Immutable.
 */
public final class ApproximateTransfer {
    private final double[][] effective;
    private final double[][] irDrop;
    private final double kept;

    private ApproximateTransfer(double[][] effective, double[][] irDrop, double kept) {
        this.effective = effective;
        this.irDrop = irDrop;
        this.kept = kept;
    }

    /**
     * Folds wires into cells.
     *
     * @param conductances of the cells: (rows, columns), S; 0 is an open cell. Not modified.
     * @param lines resistances around the cells
     * @throws IllegalArgumentException if a conductance is negative or not finite
     */
    public static ApproximateTransfer of(double[][] conductances, LineResistances lines) {
        Conductances.require(conductances);
        final double[][] across = EqualDrive.across(conductances, lines);
        final double[][] effective = new double[across.length][across[0].length];
        double ideal = 0;
        double real = 0;
        for (int i = 0; i < across.length; i++) {
            for (int j = 0; j < across[i].length; j++) {
                effective[i][j] = conductances[i][j] * across[i][j];
                ideal += conductances[i][j];
                real += effective[i][j];
                across[i][j] = 1 - across[i][j];
            }
        }
        return new ApproximateTransfer(effective, across, ideal == 0 ? 1 : real / ideal);
    }

    /** Effective conductances, in place of the cells' own: (rows, columns), S. Not to be modified. */
    public double[][] effective() {
        return effective;
    }

    /**
     * IR drop: the share of the drive that does not reach each cell while all rows are driven alike, in [0, 1]: (rows,
     * columns). What a cell in use loses of its current; for an open cell what one there would see. Not to be modified.
     */
    public double[][] irDrop() {
        return irDrop;
    }

    /** Share of all current that the wires leave while all rows are driven alike, in (0, 1]. */
    public double kept() {
        return kept;
    }
}
