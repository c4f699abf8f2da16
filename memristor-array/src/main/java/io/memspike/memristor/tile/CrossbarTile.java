package io.memspike.memristor.tile;

import java.util.Arrays;

/**
 * The part of a layer's weight matrix that one crossbar tile holds: a block of inputs (rows) and outputs, placed from the
 * tile's first row and column on.
 *
 * @param firstInput first row of the weight matrix on this tile
 * @param inputs number of rows used
 * @param firstOutput first output on this tile
 * @param outputs number of outputs
 */
public record CrossbarTile(int firstInput, int inputs, int firstOutput, int outputs) {
    public CrossbarTile {
        if (firstInput < 0 || firstOutput < 0 || inputs < 1 || outputs < 1) {
            throw new IllegalArgumentException(
                    "crossbar tile: expected at least 1 input and output from 0 on, found inputs=" + inputs + " from "
                            + firstInput + " outputs=" + outputs + " from " + firstOutput);
        }
    }

    /**
     * The tile's part of a layer in pairs of columns.
     *
     * @param layer a number for each cell: (inputs, 2 · outputs) of the whole layer. Not modified.
     * @return (inputs, 2 · outputs) of the tile. A copy.
     */
    public double[][] part(double[][] layer) {
        final double[][] part = new double[inputs][];
        for (int i = 0; i < inputs; i++) {
            part[i] = Arrays.copyOfRange(layer[firstInput + i], 2 * firstOutput, 2 * (firstOutput + outputs));
        }
        return part;
    }

    /**
     * Puts the tile's part of a layer in its place.
     *
     * @param part (inputs, 2 · outputs) of the tile. Not modified.
     * @param layer the same of the whole layer. Modified.
     */
    public void place(double[][] part, double[][] layer) {
        for (int i = 0; i < inputs; i++) {
            System.arraycopy(part[i], 0, layer[firstInput + i], 2 * firstOutput, 2 * outputs);
        }
    }
}
