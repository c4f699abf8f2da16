package io.memspike.memristor.energy;

/**
 * What happens in a layer with weights and the neurons behind it, means of an inference.
 *
 * @param spikes events or spikes that enter, before pooling where there is any, or activations that are not zero
 * @param synapticOperations weights added to a current, pruned ones included
 * @param rowActivations rows driven
 * @param cellReads connected cells in driven rows
 * @param conversions conversions of columns
 * @param silentConversions those of them in reads in which no row of the tile is driven
 * @param digitalOperations additions of converted numbers and spikes, and arithmetic of neurons
 * @param neuronUpdates updates of a neuron's potential
 */
public record LayerCounts(
        double spikes,
        double synapticOperations,
        double rowActivations,
        double cellReads,
        double conversions,
        double silentConversions,
        double digitalOperations,
        double neuronUpdates) {}
