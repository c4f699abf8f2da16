package io.memspike.topology;

import io.memspike.core.Target;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.Lockstep;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.loss.LossTerm;
import java.util.ArrayList;
import java.util.List;

/** What one thread has to do in a stage: {@link StageWorker} does it. */
final class Stage {
    final List<Unit> units = new ArrayList<>();
    final List<Barrier.Observer> exits = new ArrayList<>(); // of nodes that need the whole batch, at the end
    final List<Keep> keeps = new ArrayList<>();
    final List<Arriving> arriving = new ArrayList<>();
    final List<Loss> losses = new ArrayList<>();
    final List<Lockstep.Member> locksteps = new ArrayList<>(); // in the order of the schedule
    final List<Trace> cleared = new ArrayList<>(); // traces whose gradients several add to
    final List<Trace> leaving = new ArrayList<>(); // traces that lie in the batch
    FusedLoss fused; // or null
    int fusedTerm;
    boolean takesInput;
    boolean isGoneBack; // something in it learns, or is learnt from

    /** A node with what has to be done around it. */
    static final class Entry {
        final NodeGradient node;
        boolean isNeeded; // on the way forward, by a later stage
        boolean isStored; // its output is kept of the way forward, or not asked for on the way back
        boolean isPassed = true; // on the way back
        String name; // of its node, or null
        Trace output; // or null where it has to be gone both ways
        List<Trace> entering = List.of();
        final List<Trace[]> merges = new ArrayList<>(); // each (a user's share of ∂L/∂output, where it is added)

        Entry(NodeGradient node) {
            this.node = node;
        }

        /** Says what leaves and enters it. */
        Entry between(String node, Trace leaves, List<Trace> enter) {
            name = node;
            output = leaves;
            entering = enter;
            return this;
        }

        void backward(int t) {
            if (isPassed) {
                node.backward(t);
                merge(t);
            }
        }

        void backwardAll(int steps) {
            if (isPassed) {
                node.backwardAll(steps);
                for (int t = steps - 1; t >= 0 && !merges.isEmpty(); t--) {
                    merge(t);
                }
            }
        }

        private void merge(int t) {
            for (final Trace[] merge : merges) {
                final float[] from = merge[0].gradient(t);
                final float[] into = merge[1].gradient(t);
                final int present = merge[1].present(t);
                for (int i = 0; i < present; i++) {
                    into[i] += from[i];
                }
            }
        }
    }

    /** Nodes that run together: one, or those of a loop. */
    record Unit(List<Entry> entries, boolean isLoop, boolean isBackwardByStep) {}

    /** A signal that a later stage takes. */
    record Keep(Batch.Kept kept, Trace trace) {}

    /** What another stage has left for this one. */
    interface Arriving {
        void begin(int sample);
    }

    /** A loss term at a node of the stage: the one that evaluates, or one before it, perhaps of the same stage. */
    record Loss(int term, LossTerm.Worker worker, String node, Trace trace, boolean isLast, boolean isOfThisStage) {}

    /** The loss of a read-out that goes its own way back. */
    interface FusedLoss {
        double evaluate(int shard, int sample, Target target);
    }
}
