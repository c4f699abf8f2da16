package io.memspike.memristor.wire;

/**
 * Resistances around the cells of a crossbar, as {@link Crossbar} draws them.
 *
 * @param wordWire resistance of one piece of word line, Ω
 * @param bitWire resistance of one piece of bit line, Ω
 * @param driver output resistance of each word line's driver, Ω
 * @param sense input resistance of each bit line's sense amplifier, Ω
 */
public record LineResistances(double wordWire, double bitWire, double driver, double sense) {
    /** Ideal lines, drivers and sense amplifiers. */
    public static final LineResistances NONE = new LineResistances(0, 0, 0, 0);

    /** Checks that all are finite and at least 0. */
    public LineResistances {
        require("word-line resistance", wordWire);
        require("bit-line resistance", bitWire);
        require("driver resistance", driver);
        require("sense resistance", sense);
    }

    private static void require(String what, double ohm) {
        if (!(ohm >= 0 && ohm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "crossbar: " + what + ": expected a finite number of ohms from 0 up, found " + ohm);
        }
        Conductances.requireRange(ohm, "crossbar: " + what, "ohm");
    }

    /** Wires with ideal drivers and sense amplifiers. */
    public static LineResistances ofWires(double wordWire, double bitWire) {
        return new LineResistances(wordWire, bitWire, 0, 0);
    }

    /** Whether every resistance is 0, so that cells keep what they have. */
    public boolean isNone() {
        return wordWire == 0 && bitWire == 0 && driver == 0 && sense == 0;
    }
}
