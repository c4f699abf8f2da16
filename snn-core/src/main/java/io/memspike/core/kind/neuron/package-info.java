/** Neurons and other units: currents in, spikes or values out; each a record, and a step beside it. */
package io.memspike.core.kind.neuron;
