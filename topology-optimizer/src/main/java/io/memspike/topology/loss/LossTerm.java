package io.memspike.topology.loss;

import io.memspike.core.Target;
import io.memspike.core.graph.Graph;
import io.memspike.topology.gradient.Trace;
import java.util.List;

/** One term of what training makes small: looks at nodes of the graph. Immutable; the work is a {@link Worker}'s. */
public interface LossTerm {
    /**
     * Names of the nodes that it looks at. The one that training reaches last evaluates; what it needs of those before, it
     * notes down on the way.
     */
    List<String> nodes();

    /** What the threads of one training share. */
    Sum open(Graph graph, int steps);

    /** A term in one training. */
    interface Sum {
        /** Makes room for a batch. */
        default void beginBatch(int samples) {}

        /** One thread's part. */
        Worker open();
    }

    /** One thread's part in a term. */
    interface Worker {
        /** On the way forward: a node that is not the last. */
        default void observe(String node, int sample, Trace trace) {}

        /**
         * At the last node: the loss of a sample, and its gradient.
         *
         * @param sample number in the batch
         * @param trace what left the node. ∂L/∂output is added to its gradients.
         * @param target what is to be learnt
         * @return the loss
         */
        double evaluate(int sample, Trace trace, Target target);

        /** Whether the sample evaluated last was classified rightly. */
        default boolean isRight() {
            return false;
        }

        /** On the way back: adds ∂L/∂output of a node that is not the last. */
        default void addGradient(String node, int sample, Trace trace) {}
    }
}
