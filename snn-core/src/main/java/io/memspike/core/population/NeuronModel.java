package io.memspike.core.population;

/**
 * Leaky integrate-and-fire neurons of one kind, integrated exactly between the steps of a clock (Rotter and Diesmann, "Exact
 * digital simulation of time-invariant linear systems", Biological Cybernetics 81, 1999). Voltages in mV, times in ms; a neuron
 * fires where it reaches the threshold, is set to {@code reset}, and stays there for {@code refractory}.
 */
public sealed interface NeuronModel {
    /** Voltage at which a neuron fires, mV. */
    double threshold();

    /** Voltage after a spike, mV; below the threshold. */
    double reset();

    /** How long it stays there, ms; at least 0. */
    double refractory();

    /**
     * Spikes jump onto the voltage: {@code τ v' = −v}, and arrivals while a neuron is refractory are lost.
     *
     * @param tau membrane time constant, ms
     */
    record Delta(double tau, double threshold, double reset, double refractory) implements NeuronModel {
        public Delta {
            require(threshold, reset, refractory, tau);
        }
    }

    /**
     * Spikes jump onto a drive that decays: {@code τ v' = e + i − (v − leak)}, {@code τe e' = −e}, {@code τi i' = −i}, in mV; drives
     * go on while a neuron is refractory.
     *
     * @param leak voltage at rest, mV
     * @param tau membrane time constant, ms
     * @param tauExcitatory that of {@code e}, onto which positive weights jump, ms; not τ
     * @param tauInhibitory that of {@code i}, onto which negative weights jump, ms; not τ
     */
    record Exponential(
            double leak,
            double tau,
            double tauExcitatory,
            double tauInhibitory,
            double threshold,
            double reset,
            double refractory)
            implements NeuronModel {
        public Exponential {
            require(threshold, reset, refractory, tau, tauExcitatory, tauInhibitory);
            if (tauExcitatory == tau || tauInhibitory == tau) {
                throw new IllegalArgumentException(
                        "neurons: expected synaptic time constants other than the membrane's, found " + tau);
            }
            if (!Double.isFinite(leak)) {
                throw new IllegalArgumentException("neurons: expected a finite leak, found " + leak);
            }
        }
    }

    private static void require(double threshold, double reset, double refractory, double... taus) {
        for (final double tau : taus) {
            if (!(tau > 0 && tau < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("neurons: expected time constants above 0 ms, found " + tau);
            }
        }
        if (!(reset < threshold && Double.isFinite(reset) && Double.isFinite(threshold))) {
            throw new IllegalArgumentException(
                    "neurons: expected a reset below the threshold, found " + reset + " and " + threshold);
        }
        if (!(refractory >= 0 && refractory < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("neurons: expected a refractory time from 0 ms up, found " + refractory);
        }
    }
}
