package io.memspike.topology.gradient;

import io.memspike.core.Shape;
import io.memspike.core.kernel.Kernels;
import java.util.Map;

/**
 * A node in training that needs all samples of a batch before any can go on, with what enters of the whole batch. A batch's part
 * in it, where "all" is by any number of threads:
 *
 * <ol>
 *   <li>{@link #beginBatch}; {@link #currents} of all samples, each observed; {@link #finishForward};
 *   <li>what lies behind of all samples, forward and backward, through an {@link Application} a thread; {@link #finishBackward};
 *   <li>{@link #backward} for all samples.
 * </ol>
 */
public interface Barrier {
    /** Steps of currents that are stored: 1 where all are alike. */
    int storedSteps();

    /** Makes room. */
    void beginBatch(int samples);

    /** What enters for a sample, [stored step] (≥ size). */
    float[][] currents(int sample);

    /** ∂L/∂(what leaves) of a sample, [step] (≥ size). */
    float[][] deltas(int sample);

    /** One thread's look at what enters. */
    Observer observer();

    /** After the currents of all samples. */
    void finishForward(int samples);

    /** After all that lies behind has gone backward. */
    default void finishBackward(int samples) {}

    /** Whether ∂L/∂current is ∂L/∂(what leaves), of each sample by itself: then the way back need not wait for the batch. */
    default boolean isStraight() {
        return false;
    }

    /** The step from which on ∂L/∂(what leaves) is that of this step, and kept there alone. */
    default int alikeFrom() {
        return Integer.MAX_VALUE;
    }

    /**
     * ∂L/∂current of a sample and step.
     *
     * @param room overwritten by it (≥ size), unless it lies somewhere already
     * @return where it is: {@code room}, or there; not to be modified
     */
    float[] backward(int sample, int t, float[] room);

    /** One thread's way from currents to what leaves, and back to deltas. */
    Application apply(Trace entering);

    /** The last batch's sums of ∂L/∂tensor by the tensor's name. Modified by whoever updates. */
    default Map<String, float[]> gradients() {
        return Map.of();
    }

    /** Takes samples into what is known of the batch. */
    @FunctionalInterface
    interface Observer {
        /** A sample, whose currents are there. */
        void observe(int shard, int sample);
    }

    /** A node that applies what is known of the batch. */
    interface Application extends NodeGradient {
        /** What leaves. */
        Trace output();
    }

    /**
     * What surrounds the node.
     *
     * @param shape of currents
     * @param steps of a sample
     * @param storedSteps 1 where what enters is the same at all steps, else {@code steps}
     * @param tensors of the node, by their own names
     * @param kernels inner loops
     */
    record Context(Shape shape, int steps, int storedSteps, Map<String, float[]> tensors, Kernels kernels) {}
}
