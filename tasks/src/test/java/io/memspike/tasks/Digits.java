package io.memspike.tasks;

import io.memspike.core.Samples;
import io.memspike.datasets.Split;
import io.memspike.datasets.set.DataSets;
import io.memspike.topology.loss.Loss;
import java.io.IOException;

/** A few digits and plans to learn them by. */
final class Digits {
    private static final Samples TRAINING = load();

    private Digits() {}

    private static Samples load() {
        try {
            return new ClassifierData(DataSets.ofSystem()).samples(DataSets.MNIST, Split.TRAIN, 44);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 44 digits: with batches of 16 two whole updates and a smaller one. */
    static Samples training() {
        return TRAINING;
    }

    static ClassifierPlan plan(String network, Mode mode, int epochs) {
        return new ClassifierPlan(
                network, DataSets.MNIST, 44, 0, mode, Loss.RUNNING, epochs, 16, 1e-3, 5e-4, 0.5, 0.125, 3, 0);
    }
}
