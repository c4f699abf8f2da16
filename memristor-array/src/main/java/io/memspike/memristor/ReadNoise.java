package io.memspike.memristor;

import io.memspike.core.RandomStream;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;

/**
 * What differs between two reads: each cell conducts {@code G · (1 + sigma · g)} with a standard normal g drawn afresh at
 * every read of every cell. Noise depends on seed, layer, read number and output alone: not on threads, kernels or JDK.
 *
 * @param sigma standard deviation as a fraction of the cell's conductance, at least 0; 0 is no noise
 * @param seed seed of the draws
 */
public record ReadNoise(double sigma, long seed) {
    /** Reads that always give the same. */
    public static final ReadNoise NONE = new ReadNoise(0, 0);

    public ReadNoise {
        if (!(sigma >= 0) || Double.isInfinite(sigma)) {
            throw new IllegalArgumentException("read noise: expected a finite sigma of at least 0, found " + sigma);
        }
    }

    /** Whether reads differ at all. */
    public boolean isPresent() {
        return sigma > 0;
    }

    /**
     * Synapses with noise of this seed, where a layer is made of several parts that are read apart.
     *
     * @param mean the noise-free part
     * @param variance synapses of the same shape, with the variances of cells or pairs for weights
     * @param unit factor of all deviations, at least 0
     * @param layerPosition position of the layer in the network
     * @param part number of the part in the layer; each has draws of its own
     * @param kernels inner loops
     */
    public Synapses over(Synapses mean, Synapses variance, float unit, int layerPosition, int part, Kernels kernels) {
        final long source =
                RandomStream.of(seed, "read noise", layerPosition, part).nextLong();
        return new NoisySynapses(mean, variance, unit, source, kernels);
    }
}
