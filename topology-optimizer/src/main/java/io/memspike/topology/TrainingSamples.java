package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.EventSamples;
import io.memspike.core.Shape;
import io.memspike.topology.loss.Target;

/** What is learnt from. Immutable; any number of threads may load at once, each into frames and a target of its own. */
public interface TrainingSamples {
    /** Number of samples. */
    int size();

    /** Shape of one step's input. */
    Shape shape();

    /** Steps that a sample is shown for. */
    int steps();

    /** Steps that are stored of a sample: all, or 1 where every step shows the same. */
    default int storedSteps() {
        return steps();
    }

    /** Replaces the content of {@code into}, of {@link #storedSteps()} steps, and of {@code target} by a sample. */
    void load(int sample, EventFrames into, Target target);

    /** Events with labels. */
    static TrainingSamples of(EventSamples samples) {
        return new TrainingSamples() {
            @Override
            public int size() {
                return samples.size();
            }

            @Override
            public Shape shape() {
                return samples.shape();
            }

            @Override
            public int steps() {
                return samples.steps();
            }

            @Override
            public void load(int sample, EventFrames into, Target target) {
                samples.load(sample, into);
                target.label(samples.label(sample));
            }
        };
    }
}
