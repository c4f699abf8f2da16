package io.memspike.bench;

import io.memspike.core.LayerSpec;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
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
        if (array.layer() instanceof LayerSpec.Conv2d conv) {
            return (spikes, read, current) -> convolve(conv, spikes, stream, current);
        }
        return (spikes, read, current) -> connect((LayerSpec.Linear) array.layer(), spikes, stream, current);
    }

    private void connect(LayerSpec.Linear linear, SpikeList spikes, RandomStream stream, float[] current) {
        for (int e = 0; e < spikes.size(); e++) {
            final int in = input().channelFirst(spikes.index(e));
            for (int out = 0; out < linear.out(); out++) {
                current[out] += spikes.value(e) * read(out * linear.in() + in, stream);
            }
        }
    }

    private void convolve(LayerSpec.Conv2d conv, SpikeList spikes, RandomStream stream, float[] current) {
        for (int e = 0; e < spikes.size(); e++) {
            final int position = spikes.index(e) / conv.in();
            final int top = position / input().width() + conv.padding();
            final int left = position % input().width() + conv.padding();
            for (int tap = 0; tap < conv.kernel() * conv.kernel(); tap++) {
                final int row = top - tap / conv.kernel();
                final int column = left - tap % conv.kernel();
                final int y = row / conv.stride();
                final int x = column / conv.stride();
                if (row >= 0
                        && column >= 0
                        && row % conv.stride() == 0
                        && column % conv.stride() == 0
                        && y < output().height()
                        && x < output().width()) {
                    final int cell = spikes.index(e) % conv.in() * conv.kernel() * conv.kernel() + tap;
                    final int at = (y * output().width() + x) * conv.out();
                    addTap(conv, cell, spikes.value(e), stream, at, current);
                }
            }
        }
    }

    private void addTap(LayerSpec.Conv2d conv, int cell, float value, RandomStream stream, int at, float[] current) {
        final int step = conv.in() * conv.kernel() * conv.kernel();
        for (int out = 0; out < conv.out(); out++) {
            current[at + out] += value * read(cell + out * step, stream);
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
