package io.memspike.topology.gradient.internal;

import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.function.IntConsumer;

/**
 * A node that keeps nothing from one step to another. Where all steps of its output are alike, and one is stored, it goes
 * forward once.
 *
 * @param output what leaves
 * @param inputGradient where ∂L/∂input goes, or null
 * @param reads what the way back reads
 * @param forth one step forward
 * @param back one step backward
 */
public record StatelessGradient(
        Trace output, Trace inputGradient, NodeGradient.Reads reads, IntConsumer forth, Back back)
        implements Barrier.Application {
    /** One step backward. */
    @FunctionalInterface
    public interface Back {
        /** Overwrites {@code into}, ∂L/∂input at step {@code t}. */
        void at(int t, float[] into);
    }

    /** Such a node with one input. */
    public static NodeGradient of(GradientContext context, Trace output, Reads reads, IntConsumer forth, Back back) {
        final Trace inputGradient = context.inputGradient(0);
        context.output(output);
        return new StatelessGradient(output, inputGradient, reads, forth, back);
    }

    @Override
    public void forward(int t) {
        if (t < output.storedSteps()) {
            forth.accept(t);
        }
    }

    @Override
    public void likenSteps() {
        if (inputGradient != null && output.storedSteps() == 1) {
            inputGradient.alikeFrom(output.alikeFrom());
        }
    }

    @Override
    public void backward(int t) {
        if (inputGradient != null && t <= inputGradient.alikeFrom()) {
            back.at(t, inputGradient.gradient(t));
        }
    }
}
