package io.memspike.tasks.analog;

import io.memspike.memristor.wire.LineResistances;

/**
 * Cells, wires and supply of an analogue network.
 *
 * @param lowOhm resistance of a low-ohmic cell, Ω
 * @param highOhm resistance of a high-ohmic cell, Ω; more than {@code lowOhm}
 * @param lines resistances around the cells of each crossbar
 * @param supplyVolts voltage that stands for an input of 1, V
 */
public record AnalogHardware(double lowOhm, double highOhm, LineResistances lines, double supplyVolts) {
    /** Checks all of it. */
    public AnalogHardware {
        if (!(lowOhm > 0 && lowOhm < highOhm && highOhm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "cells: expected 0 < low < high resistance in ohm, found low " + lowOhm + " high " + highOhm);
        }
        if (!(supplyVolts > 0 && supplyVolts < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("supply: expected more than 0 V, found " + supplyVolts);
        }
    }

    /** The same without any resistance but the cells'. */
    public AnalogHardware ideal() {
        return new AnalogHardware(lowOhm, highOhm, LineResistances.NONE, supplyVolts);
    }

    /** Difference of conductance between two weights of +1 and 0, S: what one unit of a weighted sum is. */
    double unitSiemens() {
        return 1 / lowOhm - 1 / highOhm;
    }
}
