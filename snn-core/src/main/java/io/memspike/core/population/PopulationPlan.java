package io.memspike.core.population;

import io.memspike.core.RandomStream;
import java.util.List;

/**
 * A network of neurons of one model that spike into each other, on a clock.
 *
 * @param neurons how many, at least 1
 * @param model what they are
 * @param stepMillis the clock, ms
 * @param projections who hears whom; weights arrive in this order
 * @param outer spikes from outside, or null for none
 * @param start voltages at the start, drawn uniformly
 * @param seed of all that is drawn
 */
public record PopulationPlan(
        int neurons,
        NeuronModel model,
        double stepMillis,
        List<Projection> projections,
        Outer outer,
        Start start,
        long seed) {
    /**
     * Poisson spikes of a neuron's own, one number a step.
     *
     * @param spikesPerStep their mean number, in (0, 1000]
     * @param weight of each, mV
     */
    public record Outer(double spikesPerStep, double weight) {
        public Outer {
            if (!(spikesPerStep > 0 && spikesPerStep <= 1000) || !Double.isFinite(weight)) {
                throw new IllegalArgumentException(
                        "outer spikes: expected a mean in (0, 1000] and a finite weight, found " + spikesPerStep
                                + " and " + weight);
            }
        }
    }

    /** Uniform in [from, to], mV; the same number for all where they are equal. */
    public record Start(double from, double to) {
        public Start {
            if (!(from <= to && Double.isFinite(from) && Double.isFinite(to))) {
                throw new IllegalArgumentException(
                        "start: expected two voltages, the first not above the second, found " + from + " and " + to);
            }
        }
    }

    /** Most steps of a delay or a refractory time: as many as single precision counts one by one, and more than lists are kept for. */
    private static final int MOST_STEPS = 1 << 20;

    public PopulationPlan {
        if (neurons < 1) {
            throw new IllegalArgumentException("network: expected at least 1 neuron, found " + neurons);
        }
        if (!(stepMillis > 0 && stepMillis < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("network: expected a step above 0 ms, found " + stepMillis);
        }
        if (model.refractory() / stepMillis > MOST_STEPS) {
            throw new IllegalArgumentException("neurons: expected a refractory time of at most " + MOST_STEPS
                    + " steps, found " + model.refractory() + " ms");
        }
        projections = List.copyOf(projections);
        for (final Projection projection : projections) {
            if (projection.delaySteps() > MOST_STEPS) {
                throw new IllegalArgumentException("projection: expected a delay of at most " + MOST_STEPS
                        + " steps, found " + projection.delaySteps());
            }
            if ((long) projection.first() + projection.count() > neurons) {
                throw new IllegalArgumentException("projection: expected some of " + neurons + " neurons, found "
                        + projection.count() + " from " + projection.first());
            }
        }
        if (model instanceof NeuronModel.Exponential && outer != null && outer.weight() <= 0) {
            throw new IllegalArgumentException(
                    "outer spikes: expected a weight above 0 for exponential synapses, found " + outer.weight());
        }
    }

    /** Where a neuron's voltage begins, above its rest, mV. */
    public float startOf(int neuron) {
        final double rest = model instanceof NeuronModel.Exponential exponential ? exponential.leak() : 0;
        final double share = RandomStream.of(seed, "start", neuron).nextDouble();
        return (float) (start.from() - rest + share * (start.to() - start.from()));
    }

    /** The same with weights that differ so much within each projection, see {@link Projection}. */
    public PopulationPlan withSpread(double spread) {
        return new PopulationPlan(
                neurons,
                model,
                stepMillis,
                projections.stream()
                        .map(projection -> projection.withSpread(spread))
                        .toList(),
                outer,
                start,
                seed);
    }

    /** Steps of the refractory time. */
    public int refractorySteps() {
        return (int) Math.round(model.refractory() / stepMillis);
    }

    /** The shortest delay: for so many steps nobody hears what happens meanwhile. Without projections 1. */
    public int shortestDelay() {
        return projections.stream().mapToInt(Projection::delaySteps).min().orElse(1);
    }

    /** The longest delay. Without projections 1. */
    public int longestDelay() {
        return projections.stream().mapToInt(Projection::delaySteps).max().orElse(1);
    }
}
