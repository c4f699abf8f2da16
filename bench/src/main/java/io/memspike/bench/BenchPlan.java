package io.memspike.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@code memspike bench} measures.
 *
 * @param models a model file or the name of an untrained network, each
 * @param kernels the kernels beside which scalar ones are measured, and that peers meet: {@code auto}, {@code simd} or
 *     {@code scalar}
 * @param threads threads of evaluation and training, of Memspike and of PyTorch
 * @param python the Python that may have PyTorch
 * @param references directory with the reference programs
 * @param peers directory with the peers' programs that are Memspike's own
 * @param memspike command that starts a Memspike in a fresh process, as a user would
 * @param isQuick whether shorter, noisier runs will do
 * @param hasPeers whether to measure PyTorch at length, instead of the selection
 */
public record BenchPlan(
        List<String> models,
        String kernels,
        int threads,
        String python,
        Path references,
        Path peers,
        List<String> memspike,
        boolean isQuick,
        boolean hasPeers) {
    public BenchPlan {
        models = List.copyOf(models);
        memspike = List.copyOf(memspike);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("bench: expected at least one model, found none");
        }
    }
}
