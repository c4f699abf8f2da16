package io.memspike.memristor;

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
}
