package io.memspike.tasks;

import io.memspike.core.EventSamples;
import io.memspike.datasets.ImageSets;
import io.memspike.datasets.Split;
import io.memspike.topology.loss.Loss;
import java.io.IOException;

/** A few digits and plans to learn them by. */
final class Digits {
    private static final EventSamples TRAINING = load();

    private Digits() {}

    private static EventSamples load() {
        try {
            return new ClassifierData(ImageSets.ofSystem()).samples(ImageSets.MNIST, Split.TRAIN, 44);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 44 digits: with batches of 16 two whole updates and a smaller one. */
    static EventSamples training() {
        return TRAINING;
    }

    static ClassifierPlan plan(String network, Mode mode, int epochs) {
        return new ClassifierPlan(
                network, ImageSets.MNIST, 44, 0, mode, Loss.RUNNING, epochs, 16, 1e-3, 5e-4, 0.5, 0.125, 3, 0);
    }
}
