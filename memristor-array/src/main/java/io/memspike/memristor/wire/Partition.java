package io.memspike.memristor.wire;

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

    /** First line of a part. */
    static int start(int lines, int parts, int part) {
        return (int) ((long) lines * part / parts);
    }
}
