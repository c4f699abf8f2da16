package io.memspike.tasks.simulate;

import io.memspike.tasks.experiment.Means;

/** What a simulation came to; the components say what they mean. */
public record SimulateResult(
        @Means("seconds on the clock on the wall for the simulation alone")
        double wallSeconds,

        @Means("seconds for drawing the network, and for running a small one until loops are compiled")
        double buildSeconds,

        @Means("seconds that were simulated") double simulatedSeconds,
        @Means("number of neurons") int neurons,

        @Means("number of synapses, those of outer spikes left out; in a graph several of the same ends are one")
        long synapses,

        @Means("bytes that a synapse takes, tables of its sources included; null of a graph")
        Double bytesPerSynapse,

        @Means("number of spikes") long spikes,

        @Means("synapses that spikes went through, those of outer spikes left out")
        long synapticEvents,

        @Means("synaptic events in a second on the wall") double eventsPerSecond,

        @Means("spikes of a neuron a second, after `afterSeconds`")
        double rateHz,

        @Means(
                "coefficient of variation of the intervals between a neuron's spikes, mean over neurons of at least 10 spikes,"
                        + " after `afterSeconds`; null without any")
        Double cvIsi,

        @Means(
                "variance over mean of the spikes of all in bins of 3 ms, after `afterSeconds`; null without spikes, or without a whole bin")
        Double fano3ms,

        @Means("seconds before statistics began") double afterSeconds,
        @Means("threads") int threads,
        @Means("`simd` or `scalar`") String kernels,
        @Means("the seed") long seed) {}
