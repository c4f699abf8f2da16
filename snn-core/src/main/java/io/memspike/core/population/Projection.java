package io.memspike.core.population;

import io.memspike.core.RandomStream;

/**
 * Synapses from a group of neurons onto all of a network.
 *
 * @param first first neuron that is heard
 * @param count how many, from there on; at least 1
 * @param connectivity who hears whom
 * @param weight mean of the synapses, mV; of {@link NeuronModel.Exponential} its sign says onto which drive they jump. Finite, not 0
 * @param spread standard deviation of the synapses' weights as part of their mean, in [0, 10]; 0: all alike.
 *     Weights are log-normal, as those of cortical synapses are (Song and others, PLoS Biology 3, 2005), so that none changes its sign
 * @param delaySteps steps from a spike to the end of the step in which it arrives, at least 1
 */
public record Projection(
        int first, int count, Connectivity connectivity, double weight, double spread, int delaySteps) {
    /** Largest spread. */
    public static final double MOST_SPREAD = 10;

    public Projection {
        if (first < 0 || count < 1) {
            throw new IllegalArgumentException(
                    "projection: expected neurons from 0 up, at least 1, found " + count + " from " + first);
        }
        if (!Double.isFinite(weight) || weight == 0) {
            throw new IllegalArgumentException("projection: expected a finite weight other than 0, found " + weight);
        }
        if (!(spread >= 0 && spread <= MOST_SPREAD)) {
            throw new IllegalArgumentException("projection: expected weights that spread from 0 to " + MOST_SPREAD
                    + " times their mean, found " + spread);
        }
        if (delaySteps < 1) {
            throw new IllegalArgumentException("projection: expected a delay of at least 1 step, found " + delaySteps);
        }
    }

    /** One whose synapses are all alike. */
    public Projection(int first, int count, Connectivity connectivity, double weight, int delaySteps) {
        this(first, count, connectivity, weight, 0, delaySteps);
    }

    /** The same with weights that differ so much. */
    public Projection withSpread(double asked) {
        return new Projection(first, count, connectivity, weight, asked, delaySteps);
    }

    /** The weight of the next synapse, of which {@code own} draws where they differ; mV. */
    public float draw(RandomStream own) {
        if (spread == 0) {
            return (float) weight;
        }
        final double variance = StrictMath.log1p(spread * spread); // log-normal of this mean and deviation
        return (float) (weight * StrictMath.exp(StrictMath.sqrt(variance) * own.nextGaussian() - variance / 2));
    }
}
