package io.memspike.memristor.hardware;

import io.memspike.memristor.wire.LineResistances;
import java.util.Objects;

/**
 * The wires of crossbars.
 *
 * @param lines resistances around the cells of each crossbar
 * @param exact whether the circuit of each crossbar is solved exactly, by {@link
 *     io.memspike.memristor.wire.TransferMatrix}, or approximately, by {@link
 *     io.memspike.memristor.wire.ApproximateTransfer}
 */
public record CrossbarWires(LineResistances lines, boolean exact) {
    /** Ideal wires. */
    public static final CrossbarWires NONE = new CrossbarWires(LineResistances.NONE, false);

    public CrossbarWires {
        lines = Objects.requireNonNullElse(lines, LineResistances.NONE);
    }

    /** Wires that are solved approximately. */
    public CrossbarWires(LineResistances lines) {
        this(lines, false);
    }

    /** The same solved exactly. */
    public CrossbarWires exactly() {
        return new CrossbarWires(lines, true);
    }

    /** The same with other resistances. */
    public CrossbarWires with(LineResistances other) {
        return new CrossbarWires(other, exact);
    }
}
