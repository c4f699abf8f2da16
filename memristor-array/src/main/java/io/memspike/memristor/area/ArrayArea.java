package io.memspike.memristor.area;

/**
 * What arrays take of a chip, in m².
 *
 * @param cells of whole tiles, padding included
 * @param drivers of all rows
 * @param converters behind the columns
 * @param digital adders of converted numbers, and adders and multipliers of neurons
 * @param memory potentials and other state of neurons
 */
public record ArrayArea(double cells, double drivers, double converters, double digital, double memory) {
    /** Nothing. */
    public static final ArrayArea NONE = new ArrayArea(0, 0, 0, 0, 0);

    /** All of it. */
    public double squareMetres() {
        return cells + drivers + converters + digital + memory;
    }

    /** Both, side by side. */
    public ArrayArea plus(ArrayArea other) {
        return new ArrayArea(
                cells + other.cells,
                drivers + other.drivers,
                converters + other.converters,
                digital + other.digital,
                memory + other.memory);
    }
}
