package io.memspike.memristor.energy;

import io.memspike.memristor.tile.internal.TileCounts;

/** What steps made one layer with weights do, and the neurons behind it. Sums; not thread-safe. */
final class LayerWork {
    final TileCounts tiles = new TileCounts();
    long steps;
    long first;
    double siemensPulses;
    double windowPulses;
    long spikes;
    long synapticOperations;

    LayerWork() {}

    /** Forgets everything. */
    void clear() {
        tiles.clear();
        steps = first = 0;
        siemensPulses = windowPulses = 0;
        spikes = synapticOperations = 0;
    }

    /** Adds what another has counted. */
    void add(LayerWork other) {
        tiles.add(other.tiles);
        steps += other.steps;
        first += other.first;
        siemensPulses += other.siemensPulses;
        windowPulses += other.windowPulses;
        spikes += other.spikes;
        synapticOperations += other.synapticOperations;
    }

    /** What it would be at another activity, as {@link TileCounts#at} says of tiles. */
    LayerWork at(double activity) {
        if (activity == 1) {
            return this;
        }
        final LayerWork other = new LayerWork();
        other.tiles.add(tiles.at(activity));
        other.steps = steps;
        other.first = first;
        other.siemensPulses = activity * siemensPulses;
        other.windowPulses = windowPulses;
        other.spikes = Math.round(activity * spikes);
        other.synapticOperations = Math.round(activity * synapticOperations);
        return other;
    }

    /** Steps counted. */
    public long steps() {
        return steps;
    }

    /** Those of them that were the first of a sample. */
    public long first() {
        return first;
    }

    /** Steps, row activations, cell reads, conversions and additions of the tiles; nothing of digital layers. Not to be modified. */
    public TileCounts tiles() {
        return tiles;
    }

    /** Conductance of each cell that was read times the length of its pulse, S; a pulse for an input of 1 has length 1. */
    public double siemensPulses() {
        return siemensPulses;
    }

    /**
     * Time that reads last at one position, in pulses for an input of 1: pulses of any width take as long as the longest of
     * their step, but at least 1, and each read of the other drives, and of activations, takes 1.
     */
    public double windowPulses() {
        return windowPulses;
    }

    /** Events or spikes that were inputs, before pooling where there is any; activations that were not zero. */
    public long spikes() {
        return spikes;
    }

    /** Weights added to a current, pruned ones included, as {@link io.memspike.core.Synapses#operations} counts them. */
    public long synapticOperations() {
        return synapticOperations;
    }
}
