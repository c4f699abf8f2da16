package io.memspike.core.population.internal;

import io.memspike.core.kernel.Kernels;
import io.memspike.core.kernel.internal.SimdTwin;

/**
 * One step of many neurons. Scalar and SIMD with the same bits: each neuron is multiplied and added in the scalar order.
 * Stateless and thread-safe; nothing is allocated.
 *
 * <p>In both, {@code v} is the voltage above rest, mV, and {@code held} the steps for which a neuron still stays where it is.
 */
public interface NeuronLoop {
    /**
     * <pre>  v ← held > 0 ? v : v · keep + arrived,   arrived ← 0</pre>
     *
     * and those at or above the threshold fire.
     *
     * @param v voltages [n]. Modified.
     * @param held steps [n]. Modified.
     * @param arrived sums of weights [n]. Modified.
     * @param n number of neurons
     * @param keep what is left of a voltage after a step
     * @param firing what happens where neurons fire
     * @param fired receives the numbers of those that fired, ascending (≥ n)
     * @return how many
     */
    int delta(float[] v, float[] held, float[] arrived, int n, float keep, Firing firing, int[] fired);

    /**
     * <pre>  v ← held > 0 ? v : (v · keep + e · fromE) + i · fromI,   e ← e · keepE,   i ← i · keepI</pre>
     *
     * and those at or above the threshold fire.
     *
     * @param v voltages [n]. Modified.
     * @param held steps [n]. Modified.
     * @param e excitatory drives [n]. Modified.
     * @param i inhibitory drives [n]. Modified.
     * @param n number of neurons
     * @param factors of a step
     * @param firing what happens where neurons fire
     * @param fired receives the numbers of those that fired, ascending (≥ n)
     * @return how many
     */
    int exponential(float[] v, float[] held, float[] e, float[] i, int n, Factors factors, Firing firing, int[] fired);

    /** What a step leaves of voltage and drives, and what drives add to a voltage meanwhile. */
    record Factors(float keep, float keepE, float keepI, float fromE, float fromI) {}

    /**
     * What makes a neuron fire, and where it is then.
     *
     * @param threshold voltage above rest, mV
     * @param reset voltage above rest, mV
     * @param refractory steps
     */
    record Firing(float threshold, float reset, float refractory) {
        /**
         * Lets those from {@code from} to before {@code to} fire that are at the threshold.
         *
         * @param count numbers that stand in {@code fired} already
         * @return numbers that stand there now
         */
        public int fire(float[] v, float[] held, int from, int to, int[] fired, int count) {
            int n = count;
            for (int j = from; j < to; j++) {
                if (v[j] >= threshold) {
                    v[j] = reset;
                    held[j] = refractory;
                    fired[n++] = j;
                }
            }
            return n;
        }
    }

    /** The loop that goes with these kernels. */
    static NeuronLoop of(Kernels kernels) {
        return kernels.lanes() == 1
                ? new ScalarNeuronLoop()
                : SimdTwin.load(NeuronLoop.class, "io.memspike.core.population.simd.internal.SimdNeuronLoop");
    }
}
