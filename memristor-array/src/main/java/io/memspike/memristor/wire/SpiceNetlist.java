package io.memspike.memristor.wire;

import java.io.IOException;

/**
 * A {@link Crossbar} as a netlist of SPICE: cells and pieces of wire as resistors, drivers as voltage sources, bit lines ended by
 * sources of 0 V, whose currents are what a sense amplifier at virtual ground finds.
 *
 * <pre>
 *   VIN0 … row 0's driver      W0_0, W0_1 … nodes of word line 0, at each column      VOUT0 … what bit line 0 ends at
 *   RC0_1 … cell in row 0, column 1      RW, RB … pieces of word and bit lines      RD, RS … drivers and senses with a piece of wire
 * </pre>
 *
 * Nodes that no resistance separates are one node, as SPICE knows no resistor of 0 Ω: a word line without wire resistance is W0, or
 * IN0 itself where its driver has none. Open cells are left out. The analysis is one operating point ({@code .op}).
 *
 * @param crossbar the circuit
 * @param volts of each driver: (rows). Not copied, not to be modified.
 */
public record SpiceNetlist(Crossbar crossbar, double[] volts) {
    public SpiceNetlist {
        if (volts.length != crossbar.rows()) {
            throw new IllegalArgumentException(
                    "netlist: expected a voltage for each of " + crossbar.rows() + " rows, found " + volts.length);
        }
        for (int i = 0; i < volts.length; i++) {
            if (!Double.isFinite(volts[i])) {
                throw new IllegalArgumentException(
                        "netlist: row " + i + ": expected a finite voltage, found " + volts[i]);
            }
        }
    }

    /**
     * Writes it.
     *
     * @param title the first line, without line breaks
     * @param out where it goes
     */
    public void write(String title, Appendable out) throws IOException {
        out.append("* ").append(title.replaceAll("\\R", " ")).append('\n');
        for (int i = 0; i < crossbar.rows(); i++) {
            line(out, "VIN" + i, "IN" + i, "0", volts[i]);
            resistor(out, "RD" + i, "IN" + i, word(i, 0), crossbar.driver() + crossbar.wordWire());
            for (int j = 0; j < crossbar.columns(); j++) {
                cell(out, i, j);
            }
        }
        for (int j = 0; j < crossbar.columns(); j++) {
            final double end = crossbar.bitWire() + crossbar.sense();
            resistor(out, "RS" + j, bit(crossbar.rows() - 1, j), "OUT" + j, end);
            line(out, "VOUT" + j, "OUT" + j, "0", 0);
        }
        out.append(".op\n.end\n");
    }

    private void cell(Appendable out, int i, int j) throws IOException {
        final double ohms = crossbar.cells()[i][j];
        if (ohms == 0) {
            line(out, "VC" + i + "_" + j, word(i, j), bit(i, j), 0); // a short is a source of 0 V
        } else if (ohms < Double.POSITIVE_INFINITY) {
            line(out, "RC" + i + "_" + j, word(i, j), bit(i, j), ohms);
        }
        if (j + 1 < crossbar.columns()) {
            resistor(out, "RW" + i + "_" + j, word(i, j), word(i, j + 1), crossbar.wordWire());
        }
        if (i + 1 < crossbar.rows()) {
            resistor(out, "RB" + i + "_" + j, bit(i, j), bit(i + 1, j), crossbar.bitWire());
        }
    }

    private String word(int i, int j) {
        if (crossbar.wordWire() > 0) {
            return "W" + i + "_" + j;
        }
        return crossbar.driver() > 0 ? "W" + i : "IN" + i;
    }

    private String bit(int i, int j) {
        if (crossbar.bitWire() > 0) {
            return "B" + i + "_" + j;
        }
        return crossbar.sense() > 0 ? "B" + j : "OUT" + j;
    }

    /** Nothing where the nodes are one. */
    private static void resistor(Appendable out, String name, String from, String to, double ohms) throws IOException {
        if (!from.equals(to)) {
            line(out, name, from, to, ohms);
        }
    }

    private static void line(Appendable out, String name, String from, String to, double value) throws IOException {
        out.append(name)
                .append(' ')
                .append(from)
                .append(' ')
                .append(to)
                .append(' ')
                .append(Double.toString(value))
                .append('\n');
    }
}
