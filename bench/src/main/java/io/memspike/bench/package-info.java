/**
 * How fast, and at what energy. JMH benchmarks ({@code …Benchmark}), each checking in its set-up that what it times is
 * right; the selection that {@code memspike bench} runs; and the peers that it is compared with: PyTorch, and C for the
 * limit of the hardware.
 *
 * <p>Networks are given by {@code -p model=}: {@code conv} or {@code mlp} stand for PRIME's networks with untrained random
 * memristors, pruned to one half by seed 1 and with the thresholds that the demo trains with; a file name stands for that
 * model. Untrained networks spike at other rates than trained ones: figures that matter come from a model file.
 */
package io.memspike.bench;
