package io.memspike.tasks;

/**
 * Settings that a network is trained with unless others are given. Pruned conv: those of PRIME (arXiv 2407.18625). Pruned
 * mlp: the best of three that were tried. Weights: Adam's usual rate, not tuned.
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
        return network.equals("conv") ? new ClassifierDefaults(1e-3, 5e-4) : new ClassifierDefaults(3e-3, 0);
    }
}
