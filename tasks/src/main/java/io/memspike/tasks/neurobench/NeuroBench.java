package io.memspike.tasks.neurobench;

import io.memspike.tasks.experiment.Means;

/** The seven figures of NeuroBench; the components say what they mean. Operations with a zero are not effective. */
public record NeuroBench(
        @Means(
                "bytes that represent the model: parameters, zeros included, and buffers, of four bytes each, also where weights have 8 bits")
        long footprintBytes,

        @Means("executions a second of input, 1 / width of a step; null where that is not known")
        Double executionRateHertz,

        @Means("share of the weights that are zero, in [0, 1]")
        double connectionSparsity,

        @Means("share of what neurons and activation functions gave that was zero, in [0, 1]")
        double activationSparsity,

        @Means("synaptic operations of a sample where zeros cost as much as others, mean")
        double denseOperations,

        @Means("those of a sample where neither input nor weight is zero, of inputs that are not all 0, 1 or −1, mean")
        double effectiveMacs,

        @Means("the same of inputs that are") double effectiveAcs) {}
