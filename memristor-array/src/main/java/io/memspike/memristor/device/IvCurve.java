package io.memspike.memristor.device;

/**
 * Current of a cell by its voltage, cubic as the first odd term of any symmetric curve is:
 *
 * <pre>  I = G · V · (1 + c V²) / (1 + c V_r²)</pre>
 *
 * so that G is the conductance at the read voltage V_r. An input of value v drives its row with v · V_r; rows that are
 * only ever driven with 0 or V_r see nothing of the curve, whatever c.
 *
 * @param perSquareVolt c, finite and at least 0; 0 is a linear cell
 * @param readVolts V_r, above 0
 */
public record IvCurve(double perSquareVolt, double readVolts) {
    /** Ohm's law. */
    public static final IvCurve LINEAR = new IvCurve(0, 1);

    public IvCurve {
        Checks.requireNotNegative("perSquareVolt", "coefficient", perSquareVolt);
        Checks.requirePositive("readVolts", "voltage", readVolts);
    }

    /** Whether current is proportional to voltage. */
    public boolean isLinear() {
        return perSquareVolt == 0;
    }

    /** Current of a cell of conductance {@code siemens} at {@code volts}. */
    public double amperes(double siemens, double volts) {
        return siemens * volts * (1 + perSquareVolt * volts * volts) / (1 + perSquareVolt * readVolts * readVolts);
    }

    /** Current of a cell whose row is driven with an input's value, in units of its current at the read voltage. */
    public float drive(float value) {
        return isLinear() || value == 1f ? value : (float) (amperes(1, value * readVolts) / readVolts);
    }
}
