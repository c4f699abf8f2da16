package io.memspike.core.synapse.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.CacheLine;
import io.memspike.core.kind.matrix.Size;

/**
 * Each active source position (y, x) adds a patch of the kernel's positions to the target, its corner at
 * {@code (y · stride − padding, x · stride − padding)}: a transposed convolution. A convolution of stride 1 is the same
 * with the kernel reversed on both axes and padding {@code kernel − 1 − padding}; the gradient of a convolution with
 * respect to its input is the same with source and target exchanged.
 *
 * <p>The work follows the spikes: empty positions cost nothing. All channels of a source position are summed while one
 * row of the patch, which is contiguous in the target, stays in registers. Contributions to one target arrive in ascending
 * order of source index. One instance per thread; the weights are set between uses.
 */
public final class PatchScatter {
    /** From this many source channels a position mostly has several spikes to share the load of its sums. */
    private static final int RUNS_FROM_CHANNELS = 4;

    /** Up to so many weights all rows of a patch stay in the L1 cache: then they are added position by position. */
    private static final int WHOLE_PATCH = 12_288;

    private final Shape source;
    private final Shape target;
    private final Size kernel;
    private final Size stride;
    private final Size padding;
    private final Kernels kernels;
    private final int width;
    private final Divisor sources; // of an index, to its position
    private final int[] corners; // of each source position: first target row
    private final int[] lefts; // and first target column
    private final int[] runPosition;
    private final int[] runStart;
    private final Floats floats = new Floats();

    /**
     * A scatter between two shapes.
     *
     * @param source shape of the spikes
     * @param target shape of the sums
     * @param kernel extent of a patch in positions
     * @param stride distance in the target of the corners of neighbouring patches
     * @param padding rows and columns of the first patch that lie outside the target
     * @param kernels inner loops
     */
    public PatchScatter(Shape source, Shape target, Size kernel, Size stride, Size padding, Kernels kernels) {
        this(source, target, kernel, stride, padding, kernels, Synapses.padded(kernel.width() * target.channels()));
    }

    /** The same with rows of weights of that length. */
    PatchScatter(Shape source, Shape target, Size kernel, Size stride, Size padding, Kernels kernels, int width) {
        this.source = source;
        this.target = target;
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
        this.kernels = kernels;
        this.width = width;
        this.sources = new Divisor(source.channels());
        this.corners = new int[source.positions()];
        this.lefts = new int[source.positions()];
        for (int position = 0; position < source.positions(); position++) {
            corners[position] = position / source.width() * stride.height() - padding.height();
            lefts[position] = position % source.width() * stride.width() - padding.width();
        }
        this.runPosition = new int[source.positions()];
        this.runStart = new int[source.positions() + 1];
    }

    /** Length of a row of {@link #rows}. */
    public int width() {
        return width;
    }

    /** Brings patches [source channel, target channel, kernel rows, kernel columns] into the rows that {@link #accumulate} wants. */
    public float[] rows(float[] patches) {
        return WeightLayout.patchRows(patches, source.channels(), target.channels(), kernel, width);
    }

    /**
     * Adds every spike's patch.
     *
     * @param rows from {@link #rows}. Not modified.
     * @param spikes active sources, ascending. Not modified.
     * @param sums target (size + {@link Synapses#PADDING}), channel-last. Modified.
     */
    public void accumulate(float[] rows, SpikeList spikes, float[] sums) {
        if (source.channels() < RUNS_FROM_CHANNELS) {
            for (int e = 0; e < spikes.size(); e++) {
                addPatch(rows, spikes.index(e), spikes.value(e), sums);
            }
            return;
        }
        floats.rows = rows;
        floats.spikes = spikes;
        floats.sums = sums;
        final int runs = findRuns(spikes, 0, spikes.size());
        // patch rows from the last to the first: a target row meets its source rows in ascending order
        final int together = kernel.height() * source.channels() * width <= WHOLE_PATCH ? kernel.height() : 1;
        for (int patchRow = kernel.height() - together; patchRow >= 0; patchRow -= together) {
            for (int run = 0; run < runs; run++) {
                visit(patchRow, together, runPosition[run], runStart[run], runStart[run + 1], floats);
            }
        }
    }

    /**
     * Adds every source's patch where nearly all sources are active: the same bits as {@link #accumulate} over those that
     * are not zero, faster from about half of them on.
     *
     * @param rows from {@link #rows}. Not modified.
     * @param values source (≥ size), channel-last. Not modified.
     * @param sums target (size + {@link Synapses#PADDING}), channel-last, zeros on entry. Modified.
     */
    public void accumulateDense(float[] rows, float[] values, float[] sums) {
        for (int patchRow = kernel.height() - 1; patchRow >= 0; patchRow--) {
            int y = 0;
            while (y < source.height()) {
                final int row = y * stride.height() - padding.height() + patchRow;
                final boolean fourFit =
                        y + 4 <= source.height() && row >= 0 && row + 3 * stride.height() < target.height();
                final int count = fourFit ? 4 : 1;
                if (fourFit || (row >= 0 && row < target.height())) {
                    addRows(rows, patchRow, y, count, row, values, sums);
                }
                y += count;
            }
        }
    }

    private void addRows(float[] rows, int patchRow, int y, int count, int row, float[] values, float[] sums) {
        final int from = source.channels();
        final int to = target.channels();
        for (int x = 0; x < source.width(); x++) {
            final int left = x * stride.width() - padding.width();
            final int first = Math.max(0, left);
            final int columns = Math.min(target.width(), left + kernel.width()) - first;
            // a whole row may be padded, unless the padding reaches into another group
            final int run = columns == kernel.width() && target.width() > kernel.width() ? width : columns * to;
            if (columns > 0) {
                kernels.accumulateDense(
                        rows,
                        width,
                        CacheLine.LEAD + patchRow * from * width + (first - left) * to,
                        values,
                        (y * source.width() + x) * from,
                        source.width() * from,
                        from,
                        sums,
                        (row * target.width() + first) * to,
                        stride.height() * target.width() * to,
                        count,
                        run);
            }
        }
    }

    /** One source's patch, as far as it lies in the target. */
    private void addPatch(float[] rows, int index, float value, float[] sums) {
        final int channels = target.channels();
        final int position = sources.quotient(index);
        final int top = corners[position];
        final int left = lefts[position];
        final int firstRow = Math.max(0, top);
        final int firstColumn = Math.max(0, left);
        final int height = Math.min(target.height(), top + kernel.height()) - firstRow;
        final int columns = Math.min(target.width(), left + kernel.width()) - firstColumn;
        if (height > 0 && columns > 0) {
            final int rowStep = source.channels() * width;
            final int row = CacheLine.LEAD
                    + (firstRow - top) * rowStep
                    + (index - position * source.channels()) * width
                    + (firstColumn - left) * channels;
            final int run = columns == kernel.width() && target.width() > kernel.width() ? width : columns * channels;
            final int at = (firstRow * target.width() + firstColumn) * channels;
            kernels.addPatch(rows, row, rowStep, value, sums, at, target.width() * channels, height, run);
        }
    }

    /** Told of rows of patches of one source position's entries, as far as they lie in the target. */
    public interface Visitor {
        /**
         * {@link Kernels#accumulateRows} of these entries.
         *
         * @param offset added to every row's start for the first row of sums; without {@link CacheLine#LEAD}
         * @param rowStep what the offset gains from one row of sums to the next
         * @param from first entry
         * @param to one past the last entry
         * @param at first sum of the first row
         * @param sumStep distance of two rows of sums
         * @param count number of rows of sums
         * @param run number of sums of a row
         */
        void add(int offset, int rowStep, int from, int to, int at, int sumStep, int count, int run);
    }

    /** Visits some entries position by position, all rows of a patch at once: for sums that may be added in any order. */
    void visit(SpikeList spikes, int from, int to, Visitor visitor) {
        final int runs = findRuns(spikes, from, to);
        for (int run = 0; run < runs; run++) {
            visit(0, kernel.height(), runPosition[run], runStart[run], runStart[run + 1], visitor);
        }
    }

    /** So many rows of all patches of a position, as far as they lie in the target. */
    private void visit(int patchRow, int count, int position, int from, int to, Visitor visitor) {
        final int channels = target.channels();
        final int corner = corners[position];
        final int left = lefts[position];
        final int top = Math.max(0, corner + patchRow);
        final int height = Math.min(target.height(), corner + patchRow + count) - top;
        final int first = Math.max(0, left);
        final int columns = Math.min(target.width(), left + kernel.width()) - first;
        if (height <= 0 || columns <= 0) {
            return;
        }
        // a whole row may be padded, unless the padding reaches into the row below, whose sums are in registers
        // meanwhile
        final int run = columns == kernel.width() && target.width() > kernel.width() ? width : columns * channels;
        visitor.add(
                (top - corner - position) * source.channels() * width + (first - left) * channels,
                source.channels() * width,
                from,
                to,
                (top * target.width() + first) * channels,
                target.width() * channels,
                height,
                run);
    }

    /** Adds floats. */
    private final class Floats implements Visitor {
        private float[] rows;
        private SpikeList spikes;
        private float[] sums;

        @Override
        public void add(int offset, int rowStep, int from, int to, int at, int sumStep, int count, int run) {
            kernels.accumulateRows(
                    rows,
                    width,
                    CacheLine.LEAD + offset,
                    rowStep,
                    spikes.indices(),
                    spikes.values(),
                    from,
                    to,
                    sums,
                    at,
                    sumStep,
                    count,
                    run);
        }
    }

    private int findRuns(SpikeList spikes, int from, int to) {
        final int[] indices = spikes.indices();
        int runs = 0;
        int e = from;
        while (e < to) {
            final int position = sources.quotient(indices[e]);
            final int end = (position + 1) * source.channels();
            runPosition[runs] = position;
            runStart[runs++] = e;
            do {
                e++;
            } while (e < to && indices[e] < end);
        }
        runStart[runs] = to;
        return runs;
    }
}
