package io.memspike.topology.gradient.neuron.internal;

import io.memspike.core.Shape;
import io.memspike.core.graph.Per;
import io.memspike.topology.gradient.GradientContext;

/** Where ∂L/∂tensor of a node's parameter adds up, given for each element. One thread's. */
public final class ParameterSums {
    private final double[][] shards; // null where nobody asks
    private final Per per;
    private final Shape shape;

    private ParameterSums(double[][] shards, Per per, Shape shape) {
        this.shards = shards;
        this.per = per;
        this.shape = shape;
    }

    /** Of a tensor with so many numbers. */
    public static ParameterSums of(GradientContext context, Per per, String tensor) {
        return new ParameterSums(context.tensorGradient(tensor), per, context.output());
    }

    /** Whether the tensor is learnt. */
    public boolean isAsked() {
        return shards != null;
    }

    /** Adds what an element's number does, if anybody asks. */
    public void add(int shard, int element, double gradient) {
        if (shards != null) {
            shards[shard][per.index(element, shape)] += gradient;
        }
    }
}
