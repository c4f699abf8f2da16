package io.memspike.tasks;

/**
 * Settings that a network is trained with unless others are given, by measurement. Pruned conv: PRIME's step size without
 * its weight decay of 5e-4 (arXiv 2407.18625), which pulls scores together, so that masks keep flickering. Pruned mlp: the
 * best of three step sizes. Weights: Adam's usual rate, not tuned.
 *
 * @param learningRate Adam's step size at the start
 * @param weightDecay L2 decay
 */
public record ClassifierDefaults(double learningRate, double weightDecay) {
    /** Defaults of a network in a mode. */
    public static ClassifierDefaults of(String network, Mode mode) {
        Networks.requireKnown(network);
        if (mode == Mode.WEIGHTS) {
            return new ClassifierDefaults(1e-3, 0);
        }
        return new ClassifierDefaults(network.equals("conv") ? 1e-3 : 3e-3, 0);
    }
}
