package io.memspike.memristor.wire;

/** Checks matrices of conductances and turns them into crossbars. */
final class Conductances {
    private static final double LEAST = 1e-120; // S or Ω
    private static final double MOST = 1e120;

    private Conductances() {}

    /** Refuses what is so far from 1 that products of a few of it leave the range of a double. */
    static void requireRange(double value, String what, String unit) {
        if (value != 0 && !(value >= LEAST && value <= MOST)) {
            throw new IllegalArgumentException(
                    what + ": expected 0 or from " + LEAST + " to " + MOST + " " + unit + ", found " + value);
        }
    }

    /** Refuses anything but a rectangle of finite conductances from 0 up. */
    static void require(double[][] siemens) {
        if (siemens.length == 0 || siemens[0].length == 0) {
            throw new IllegalArgumentException("conductances: expected at least one row and one column, found none");
        }
        for (int i = 0; i < siemens.length; i++) {
            if (siemens[i].length != siemens[0].length) {
                throw new IllegalArgumentException("conductances: row " + i + ": expected " + siemens[0].length
                        + " cells as in row 0, found " + siemens[i].length);
            }
            for (int j = 0; j < siemens[i].length; j++) {
                if (!(siemens[i][j] >= 0 && siemens[i][j] < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("conductances: cell (" + i + ", " + j
                            + "): expected a finite number of siemens from 0 up, found " + siemens[i][j]);
                }
                requireRange(siemens[i][j], "conductances: cell (" + i + ", " + j + ")", "S");
            }
        }
    }

    /** The crossbar of these cells; 0 S is an open cell. */
    static Crossbar crossbar(double[][] siemens, LineResistances lines) {
        final double[][] ohms = new double[siemens.length][siemens[0].length];
        for (int i = 0; i < ohms.length; i++) {
            for (int j = 0; j < ohms[i].length; j++) {
                ohms[i][j] = 1 / siemens[i][j];
            }
        }
        return new Crossbar(ohms, lines.wordWire(), lines.bitWire(), lines.driver(), lines.sense());
    }
}
