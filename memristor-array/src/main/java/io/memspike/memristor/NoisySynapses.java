package io.memspike.memristor;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.memristor.internal.CounterGaussian;
import java.util.Arrays;

/**
 * Synapses whose currents carry read noise, drawn once per column instead of once per cell: independent normal noises of
 * a column's active cells sum to one normal noise whose variance is the sum of theirs. That sum is an accumulation like
 * that of the current, with squared conductances for weights and squared values for inputs.
 */
final class NoisySynapses implements Synapses {
    private final Synapses mean;
    private final Synapses variance;
    private final float scale;
    private final long source;
    private final Kernels kernels;

    /**
     * Adds noise.
     *
     * @param mean the noise-free synapses
     * @param variance synapses with G⁺² + G⁻² for weights, of the same shape; what they add beyond their output is 0
     * @param scale standard deviation of the noise for a sum of 1
     * @param source from {@link CounterGaussian#source}
     * @param kernels draw the noise
     */
    NoisySynapses(Synapses mean, Synapses variance, float scale, long source, Kernels kernels) {
        this.mean = mean;
        this.variance = variance;
        this.scale = scale;
        this.source = source;
        this.kernels = kernels;
    }

    @Override
    public Shape input() {
        return mean.input();
    }

    @Override
    public Shape output() {
        return mean.output();
    }

    @Override
    public long operations(SpikeList spikes) {
        return mean.operations(spikes);
    }

    @Override
    public Reader open() {
        return new NoisyReader();
    }

    /** One session's scratch: sums of variance, and the spikes with squared values. */
    private final class NoisyReader implements Reader {
        private final Reader meanReader = mean.open();
        private final Reader varianceReader = variance.open();
        private final int padded = Synapses.padded(output().size()); // whole vectors: no variance lies beyond the size
        private final float[] sums = new float[output().size() + PADDING];
        private final SpikeList squares = new SpikeList(input().size());

        @Override
        public void accumulate(SpikeList spikes, long read, float[] current) {
            meanReader.accumulate(spikes, read, current);
            Arrays.fill(sums, 0f);
            squares.squaresOf(spikes);
            varianceReader.accumulate(squares, read, sums);
            kernels.addNormal(CounterGaussian.key(source, read), scale, sums, current, padded);
        }
    }
}
