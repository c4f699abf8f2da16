/**
 * Synapses with weights in memory: convolution and full connection.
 *
 * <p>Each kind is an immutable description. A reader, opened per session, walks a sparse list of spikes in ascending
 * order of index and adds weight times value to the current of every neuron reached. A pruned connection weighs zero.
 */
package io.memspike.core.synapse;
