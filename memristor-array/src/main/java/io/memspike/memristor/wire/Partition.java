package io.memspike.memristor.wire;

import io.memspike.memristor.tile.CrossbarTile;
import java.util.ArrayList;
import java.util.List;

/**
 * Into how many crossbars a layer is cut: horizontally, its inputs (every bit line becomes {@code horizontal} shorter ones,
 * whose currents are added), and vertically, its outputs (every word line becomes {@code vertical} shorter ones, each with
 * a driver of its own). Parts differ by at most one line in size. Terms: M. H. Amin, M. Elbtity and R. Zand, "Interconnect
 * parasitics and partitioning in fully-analog in-memory computing architectures", ISCAS 2022, arXiv 2201.12480.
 *
 * @param horizontal number of parts of the inputs, at least 1
 * @param vertical number of parts of the outputs, at least 1
 */
public record Partition(int horizontal, int vertical) {
    /** One crossbar for the whole layer. */
    public static final Partition NONE = new Partition(1, 1);

    /** Checks both. */
    public Partition {
        require("horizontal", horizontal, Integer.MAX_VALUE, "");
        require("vertical", vertical, Integer.MAX_VALUE, "");
    }

    /**
     * Checks that no part is empty.
     *
     * @param inputs word lines of the layer
     * @param outputs pairs of bit lines of the layer
     */
    public void requireWithin(int inputs, int outputs) {
        require("horizontal", horizontal, inputs, ", the layer's word lines");
        require("vertical", vertical, outputs, ", the layer's outputs");
    }

    /** Number of crossbars. */
    public int crossbars() {
        return horizontal * vertical;
    }

    private static void require(String which, int parts, int most, String what) {
        if (parts < 1 || parts > most) {
            throw new IllegalArgumentException(which + " partitions: expected "
                    + (most == Integer.MAX_VALUE ? "at least 1" : "1 to " + most + what) + ", found " + parts);
        }
    }

    /**
     * The crossbars of a layer, in the order of {@link io.memspike.memristor.tile.TileMapping#tiles()}: for each part of the
     * outputs those of the inputs.
     *
     * @param inputs word lines of the layer
     * @param outputs pairs of bit lines of the layer
     * @throws IllegalArgumentException if a part is empty
     */
    public List<CrossbarTile> tiles(int inputs, int outputs) {
        requireWithin(inputs, outputs);
        final List<CrossbarTile> tiles = new ArrayList<>();
        for (int v = 0; v < vertical; v++) {
            final int left = start(outputs, vertical, v);
            final int right = start(outputs, vertical, v + 1);
            for (int h = 0; h < horizontal; h++) {
                final int top = start(inputs, horizontal, h);
                tiles.add(new CrossbarTile(top, start(inputs, horizontal, h + 1) - top, left, right - left));
            }
        }
        return tiles;
    }

    private static int start(int lines, int parts, int part) {
        return (int) ((long) lines * part / parts);
    }
}
