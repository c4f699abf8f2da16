package io.memspike.memristor.tile.internal;

import io.memspike.core.SpikeList;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.tile.ArrayGeometry;
import io.memspike.memristor.tile.InputDrive;
import io.memspike.memristor.tile.TileMapping;
import io.memspike.memristor.tile.TileSpec;
import java.util.Arrays;

/**
 * Counts what a step's inputs cost on a layer's tiles. The work follows the spikes: sums of rows and cells are known for
 * each input, and what is driven is marked for each active position, not for each spike. One counter per thread; counting
 * allocates nothing.
 */
public final class TileCounter {
    private final TiledSynapses synapses;
    private final TileMapping mapping;
    private final FanOut fanOut;
    private final boolean bits; // marks are the bits of codes; else the number of reads from the first on
    private final boolean spatial;
    private final int positions;
    private final int inputPositions;
    private final int[] rowsOfInput; // (inputs): rows that a pulse drives, over all tiles and positions
    private final int[] cellsOfInput; // (inputs): connected cells in them
    private final int[] conversionsOfBlock; // (input blocks): of one read at one position
    private final int[] inputMarks; // (input blocks, input positions): reads in which an input there is driven
    private final int[] marks; // (input blocks, output positions): reads in which a row is driven
    private final int[] marksOfRow; // (rows): where the marks of its block begin
    private final int[] codes;
    private final Unfolding.Visitor marking = this::markRow;
    private int mark; // of the input at hand

    TileCounter(TiledSynapses synapses) {
        this.synapses = synapses;
        this.mapping = synapses.mapping();
        this.fanOut = synapses.fanOut();
        this.bits = mapping.geometry().drive() instanceof InputDrive.BitSerial;
        this.spatial = fanOut.isSpatial();
        this.positions = synapses.output().positions();
        this.inputPositions = spatial ? synapses.input().positions() : 0;
        final int inputs = synapses.input().size();
        this.rowsOfInput = new int[inputs];
        this.cellsOfInput = new int[inputs];
        final int[] cellsOfRow = synapses.cellsOfRow();
        for (int i = 0; i < inputs; i++) {
            final int input = i;
            rowsOfInput[i] = fanOut.unfolding().reached(i) * mapping.outputBlocks();
            fanOut.unfolding().visit(i, (row, position) -> cellsOfInput[input] += cellsOfRow[row]);
        }
        this.conversionsOfBlock = new int[mapping.inputBlocks()];
        for (int t = 0; t < mapping.tiles().size(); t++) {
            conversionsOfBlock[t % mapping.inputBlocks()] +=
                    mapping.convertedColumns(mapping.tiles().get(t));
        }
        this.inputMarks = new int[mapping.inputBlocks() * inputPositions];
        this.marks = new int[mapping.inputBlocks() * positions];
        this.marksOfRow = new int[cellsOfRow.length];
        Arrays.setAll(marksOfRow, row -> row / mapping.geometry().rows() * positions);
        this.codes = new int[inputs];
    }

    /**
     * Adds what one step costs.
     *
     * @param spikes the step's inputs, ascending. Not modified.
     * @param counts sums. Modified.
     * @throws IllegalArgumentException where a value is not on the layer's grid
     */
    public void count(SpikeList spikes, TileCounts counts) {
        final TileSpec spec = synapses.spec();
        final InputDrive drive = mapping.geometry().drive();
        final int reads = drive.reads(spec.grid(), synapses.encode(spikes, codes));
        Arrays.fill(inputMarks, 0);
        Arrays.fill(marks, 0);
        for (int e = 0; e < spikes.size(); e++) {
            final int index = spikes.index(e);
            final int pulses = drive.pulses(codes[e]);
            final float length = spec.grid().isAny() ? Math.abs(spikes.value(e)) : codes[e];
            counts.rowActivations += (long) pulses * rowsOfInput[index];
            counts.cellsRead += (long) pulses * cellsOfInput[index];
            counts.cellPulses +=
                    (drive instanceof InputDrive.PulseWidth ? length : pulses) * (double) cellsOfInput[index];
            markInput(index, bits ? codes[e] : pulses);
        }
        countReads(reads, counts);
    }

    private void markInput(int index, int inputMark) {
        final int block = synapses.blocks().of(index);
        if (spatial && block >= 0) {
            final int at = block * inputPositions + index / synapses.input().channels();
            inputMarks[at] = merged(inputMarks[at], inputMark);
        } else if (block >= 0 && rowsOfInput[index] > 0) { // at the one position
            marks[block] = merged(marks[block], inputMark);
        } else {
            mark = inputMark;
            fanOut.unfolding().visit(index, marking);
        }
    }

    private void markRow(int row, int position) {
        final int at = marksOfRow[row] + position;
        marks[at] = merged(marks[at], mark);
    }

    private int merged(int a, int b) {
        return bits ? a | b : Math.max(a, b);
    }

    private void countReads(int reads, TileCounts counts) {
        final ArrayGeometry geometry = mapping.geometry();
        final long all = (long) reads * positions;
        for (int block = 0; block < conversionsOfBlock.length; block++) {
            if (spatial) {
                fanOut.spread(inputMarks, block * inputPositions, marks, block * positions, bits);
            }
            long driven = 0;
            for (int at = block * positions; at < (block + 1) * positions; at++) {
                driven += bits ? Integer.bitCount(marks[at]) : marks[at];
            }
            counts.reads += all * mapping.outputBlocks();
            counts.conversions += all * conversionsOfBlock[block];
            counts.silentReads += (all - driven) * mapping.outputBlocks();
            counts.silentConversions += (all - driven) * conversionsOfBlock[block];
        }
        // n numbers make one output in n − 1 additions: columns and reference of each tile in each read
        final long numbers = (long) reads
                * mapping.inputBlocks()
                * (geometry.conversionsPerOutput() + geometry.signs().references());
        counts.additions += (numbers - 1) * positions * mapping.outputs();
        counts.steps++;
    }
}
