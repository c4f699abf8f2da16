/** Neurons at work, and the arithmetic that their steps share with their gradients. */
package io.memspike.core.kind.neuron.internal;
