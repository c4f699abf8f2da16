package io.memspike.memristor.tile.internal;

/** Sums of what steps cost on tiles, as {@link TileCounter} counts it. Not thread-safe. */
public final class TileCounts {
    long steps;
    long reads;
    long rowActivations;
    long cellsRead;
    double cellPulses;
    long conversions;
    long silentConversions;
    long silentReads;
    long additions;

    /** Forgets everything. */
    public void clear() {
        steps = reads = rowActivations = cellsRead = conversions = silentConversions = silentReads = additions = 0;
        cellPulses = 0;
    }

    /** Adds what another has counted, for example on another thread. */
    public void add(TileCounts other) {
        steps += other.steps;
        reads += other.reads;
        rowActivations += other.rowActivations;
        cellsRead += other.cellsRead;
        cellPulses += other.cellPulses;
        conversions += other.conversions;
        silentConversions += other.silentConversions;
        silentReads += other.silentReads;
        additions += other.additions;
    }

    /** Steps counted. */
    public long steps() {
        return steps;
    }

    /** Reads of one tile at one output position. */
    public long reads() {
        return reads;
    }

    /** Rows driven, summed over reads. */
    public long rowActivations() {
        return rowActivations;
    }

    /** Connected cells in driven rows, summed over reads; disconnected pairs do not conduct. */
    public long cellsRead() {
        return cellsRead;
    }

    /**
     * Connected cells in driven rows times the length of the pulse: in steps of the grid for pulse width (in units of the
     * value where it may be any), and 1 for each pulse of the other drives.
     */
    public double cellPulses() {
        return cellPulses;
    }

    /** Conversions of all reads. */
    public long conversions() {
        return conversions;
    }

    /** Those of them in reads in which no row of the tile is driven: what an array that skips such reads would save. */
    public long silentConversions() {
        return silentConversions;
    }

    /** Reads in which no row of the tile is driven. */
    public long silentReads() {
        return silentReads;
    }

    /**
     * What there would be at another activity: so many times the driven rows, on the same tiles in as many reads. A read is
     * silent where none of many independent rows is driven, so that its probability p becomes {@code p^activity}.
     */
    public TileCounts at(double activity) {
        final TileCounts other = new TileCounts();
        other.add(this);
        other.rowActivations = Math.round(activity * rowActivations);
        other.cellsRead = Math.round(activity * cellsRead);
        other.cellPulses = activity * cellPulses;
        other.silentConversions = silent(silentConversions, conversions, activity);
        other.silentReads = silent(silentReads, reads, activity);
        return other;
    }

    private static long silent(long silent, long all, double activity) {
        return all == 0 ? 0 : Math.round(all * StrictMath.pow((double) silent / all, activity));
    }

    /** Digital additions and subtractions of numbers: of pairs or references, slices, reads and tiles. */
    public long additions() {
        return additions;
    }

    @Override
    public String toString() {
        return "steps=" + steps + " reads=" + reads + " rowActivations=" + rowActivations + " cellsRead=" + cellsRead
                + " cellPulses=" + cellPulses + " conversions=" + conversions + " silentConversions="
                + silentConversions + " additions=" + additions;
    }
}
