/** Kinds with potentials or functions of one element; where a spike has no derivative, its surrogate stands in. */
package io.memspike.topology.gradient.neuron.internal;
