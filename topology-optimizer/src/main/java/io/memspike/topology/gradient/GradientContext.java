package io.memspike.topology.gradient;

import io.memspike.core.Shape;
import io.memspike.core.Synapses;
import io.memspike.core.kernel.Kernels;
import io.memspike.topology.gradient.matrix.SynapseGradient;

/** What surrounds a node in training, for one thread. */
public interface GradientContext {
    /** Steps of a sample. */
    int steps();

    /** Inner loops. */
    Kernels kernels();

    /** Shape of what enters a port. */
    Shape input(int port);

    /** Shape of what leaves. */
    Shape output();

    /** Whether what enters a port comes as numbers, without a conversion. */
    boolean isDense(int port);

    /** What enters a port, as lists of active elements. */
    Trace active(int port);

    /** What enters a port, as currents, which may still have a norm in front of them. */
    Trace currents(int port);

    /** What enters a port, as numbers. */
    Trace values(int port);

    /**
     * Where ∂L/∂input of a port goes: its {@link Trace#gradient} at a step is overwritten by {@link
     * NodeGradient#backward(int)}, and stays for the step before. Null where nobody asks.
     */
    Trace inputGradient(int port);

    /** What leaves, made by the node's constructor: its ∂L/∂output at a step is there when the way back comes to that step. */
    void output(Trace trace);

    /** What a spike of this node adds to the loss. */
    float spikeCost();

    /** A tensor of the node as it is in this batch. Not to be modified. */
    float[] tensor(String name);

    /** Sums of ∂L/∂tensor by shard, [shard][element]: what the node adds to; null where the tensor is not learnt. */
    double[][] tensorGradient(String name);

    /** What all threads know of the batch at a node in a loop. */
    Lockstep lockstep();

    /** The node's synapses in this batch. */
    Synapses.Reader reader();

    /** What reads the node's currents in this batch; null where the way back goes straight through. */
    CurrentReadout readout();

    /** Sums of ∂L/∂number of that readout by shard: what the node adds to. */
    double[] readoutGradient();

    /** Backward side of the node's synapses. */
    SynapseGradient.Worker synapses();
}
