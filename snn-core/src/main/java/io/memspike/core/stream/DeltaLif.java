package io.memspike.core.stream;

/**
 * A leaky integrate-and-fire neuron with delta synapses: {@code v' = −v/τ}; an event of weight w makes v jump by w; above
 * the threshold it fires and v becomes 0.
 *
 * @param tauMicros membrane time constant τ in microseconds, from 1 to 10^9
 * @param threshold above 0
 */
public record DeltaLif(double tauMicros, float threshold) {
    /** Checks its arguments. */
    public DeltaLif {
        if (!(tauMicros >= 1 && tauMicros <= 1e9)) {
            throw new IllegalArgumentException("tauMicros: expected 1 to 1e9, found " + tauMicros);
        }
        if (!(threshold > 0) || threshold == Float.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("threshold: expected above 0 and finite, found " + threshold);
        }
    }
}
