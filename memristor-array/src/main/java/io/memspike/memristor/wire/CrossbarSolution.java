package io.memspike.memristor.wire;

/**
 * What flows and stands in a crossbar.
 *
 * @param outputs current out of each bit line into ground: (columns), A
 * @param cellCurrents from word line to bit line through each cell: (rows, columns), A
 * @param wordVoltages of each cell's word-line node: (rows, columns), V
 * @param bitVoltages of each cell's bit-line node: (rows, columns), V
 */
public record CrossbarSolution(
        double[] outputs, double[][] cellCurrents, double[][] wordVoltages, double[][] bitVoltages) {}
