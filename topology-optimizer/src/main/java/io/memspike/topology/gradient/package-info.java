/**
 * The way back through each kind of node. A {@link io.memspike.topology.gradient.GradientFactory} says what of a kind can be
 * learnt and opens a {@link io.memspike.topology.gradient.NodeGradient}, one node for one thread, which goes forward over the
 * steps of a sample onto {@link io.memspike.topology.gradient.Trace}s and back again. What surrounds it is its {@link
 * io.memspike.topology.gradient.GradientContext}; what comes together in front of a port, an {@link
 * io.memspike.topology.gradient.internal.Arrival}. Kinds lie in rooms as those of the core do: {@code matrix}, {@code neuron}, {@code
 * norm}, {@code shape}.
 */
package io.memspike.topology.gradient;
