package io.memspike.tasks.array;

import io.memspike.memristor.device.MagneticMemory;
import io.memspike.memristor.hardware.Cells;
import io.memspike.memristor.hardware.CrossbarWires;
import io.memspike.memristor.hardware.Hardware;
import io.memspike.memristor.wire.LineResistances;

/**
 * Cells of two resistances, and the wires and supply around them.
 *
 * @param lowOhm resistance of a low-ohmic cell, Ω
 * @param highOhm resistance of a high-ohmic cell, Ω; more than {@code lowOhm}
 * @param lines resistances around the cells of each crossbar
 * @param supplyVolts voltage that stands for an input of 1, V
 */
public record BinaryCells(double lowOhm, double highOhm, LineResistances lines, double supplyVolts) {
    /** Checks all of it. */
    public BinaryCells {
        if (!(lowOhm > 0 && lowOhm < highOhm && highOhm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "cells: expected 0 < low < high resistance in ohm, found low " + lowOhm + " high " + highOhm);
        }
        if (!(supplyVolts > 0 && supplyVolts < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("supply: expected more than 0 V, found " + supplyVolts);
        }
    }

    /** The same without any resistance but the cells'. */
    public BinaryCells ideal() {
        return new BinaryCells(lowOhm, highOhm, LineResistances.NONE, supplyVolts);
    }

    /** The same as what a matrix lies on: cells that are all alike, in magnetic memory without spread, and exact wires. */
    Hardware hardware() {
        final MagneticMemory device =
                new MagneticMemory(new MagneticMemory.State(lowOhm, 0), new MagneticMemory.State(highOhm, 0));
        return Hardware.WHOLE.with(Cells.OWN.with(device)).with(new CrossbarWires(lines).exactly());
    }
}
