package io.memspike.memristor.tile;

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
}
