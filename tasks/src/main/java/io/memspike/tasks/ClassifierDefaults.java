package io.memspike.tasks;

/**
 * Settings that a network is trained with unless others are given, by measurement. Pruned conv: PRIME's step size with a
 * fifth of its weight decay and a quarter of its batch (arXiv 2407.18625 has 5e-4 and 128): more and smaller updates, and
 * scores that are pulled together less, so that masks flicker less. Pruned mlp: the best of three step sizes. Weights:
 * Adam's usual rate, not tuned.
 *
 * @param learningRate Adam's step size at the start
 * @param weightDecay L2 decay
 * @param batch samples per update
 */
public record ClassifierDefaults(double learningRate, double weightDecay, int batch) {
    private static final int BATCH = 128; // PRIME's

    /** Defaults of a network in a mode. */
    public static ClassifierDefaults of(String network, Mode mode) {
        Networks.requireKnown(network);
        if (mode == Mode.WEIGHTS) {
            return new ClassifierDefaults(1e-3, 0, BATCH);
        }
        return network.equals("conv") ? new ClassifierDefaults(1e-3, 1e-4, 32) : new ClassifierDefaults(3e-3, 0, BATCH);
    }
}
