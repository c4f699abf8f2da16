package io.memspike.bench.jmh;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kind.matrix.Unfolding;
import io.memspike.memristor.MemristorArray;
import io.memspike.memristor.ReadNoise;

/**
 * What read noise costs where it is drawn as it arises: a number for every cell that conducts, at every read. It follows
 * the spikes, as the fast ways do, and skips what is disconnected; all that it pays for is the number of draws.
 */
final class PerCellSynapses implements Synapses {
    private final MemristorArray array;
    private final Synapses clean;
    private final double sigma;
    private final long seed;
    private final double[] positive; // in units of the current
    private final double[] negative;
    private final byte[] mask;

    PerCellSynapses(MemristorArray array, Synapses clean, ReadNoise noise) {
        this.array = array;
        this.clean = clean;
        this.sigma = noise.sigma();
        this.seed = noise.seed();
        this.positive = scaled(array.positiveSiemens());
        this.negative = scaled(array.negativeSiemens());
        this.mask = array.mask();
    }

    private double[] scaled(double[] siemens) {
        for (int i = 0; i < siemens.length; i++) {
            siemens[i] *= 1e6 * array.layer().weightScale(); // weights are in microsiemens
        }
        return siemens;
    }

    @Override
    public Shape input() {
        return clean.input();
    }

    @Override
    public Shape output() {
        return clean.output();
    }

    @Override
    public long operations(SpikeList spikes) {
        return clean.operations(spikes);
    }

    @Override
    public Reader open() {
        final RandomStream stream = RandomStream.of(seed, "per cell", array.layerPosition());
        final Unfolding unfolding = array.layer().unfolding();
        return (spikes, read, current) -> {
            for (int e = 0; e < spikes.size(); e++) {
                final float value = spikes.value(e);
                unfolding.visit(
                        spikes.index(e), (row, position) -> add(unfolding, row, position, value, stream, current));
            }
        };
    }

    private void add(Unfolding unfolding, int row, int position, float value, RandomStream stream, float[] current) {
        final int columns = unfolding.columns();
        for (int column = 0; column < columns; column++) {
            final int pair = unfolding.weight(row, column);
            if (pair >= 0) {
                current[position * columns + column] += value * read(pair, stream);
            }
        }
    }

    /** One read of a pair: two draws, or none where it is disconnected. */
    private float read(int pair, RandomStream stream) {
        if (mask[pair] == 0) {
            return 0f;
        }
        return (float) (positive[pair] * (1 + sigma * stream.nextGaussian())
                - negative[pair] * (1 + sigma * stream.nextGaussian()));
    }
}
