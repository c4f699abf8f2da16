/**
 * Neurons by differential equations in steps of dt: those of the Neuromorphic Intermediate Representation and one that adapts.
 * An equation is a {@link io.memspike.core.kind.neuron.nir.Integration}; thresholds, resets and refractory periods are those
 * of {@link io.memspike.core.kind.neuron.nir.ResettingKind}.
 */
package io.memspike.core.kind.neuron.nir;
