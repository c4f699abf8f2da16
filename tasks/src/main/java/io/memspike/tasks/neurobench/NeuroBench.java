package io.memspike.tasks.neurobench;

/**
 * The seven figures of NeuroBench.
 *
 * @param footprintBytes bytes that represent the model: parameters, zeros included, and buffers
 * @param executionRateHertz executions a second of input, 1 / width of a bin; null where that is not known
 * @param connectionSparsity share of the weights that are zero, in [0, 1]
 * @param activationSparsity share of what neurons and activation functions gave that was zero, in [0, 1]
 * @param denseOperations synaptic operations of a sample where zeros cost as much as others, mean
 * @param effectiveMacs those of a sample where neither input nor weight is zero, of inputs that are not all 0, 1 or −1, mean
 * @param effectiveAcs the same of inputs that are
 */
public record NeuroBench(
        long footprintBytes,
        Double executionRateHertz,
        double connectionSparsity,
        double activationSparsity,
        double denseOperations,
        double effectiveMacs,
        double effectiveAcs) {}
