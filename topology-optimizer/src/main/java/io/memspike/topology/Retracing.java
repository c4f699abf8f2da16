package io.memspike.topology;

import io.memspike.topology.gradient.NodeGradient.Reads;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.gradient.matrix.MatrixGradient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What of a stage has to be gone forward again on the way back: whatever the way back reads of a sample, and nobody has kept.
 * What products came to is kept for the whole batch; what lies between them costs less to make again than to keep.
 */
final class Retracing {
    private final Batch batch;
    private final Stage stage;
    private final Set<Trace> asked = Collections.newSetFromMap(new IdentityHashMap<>());

    private Retracing(Batch batch, Stage stage) {
        this.batch = batch;
        this.stage = stage;
    }

    /** Marks a stage's entries, once those of the stages behind it are. */
    static void mark(Batch batch, Stage stage) {
        if (stage.fused != null || stage.units.stream().anyMatch(Retracing::hasUnknown)) {
            return; // all of it is gone again
        }
        final Retracing retracing = new Retracing(batch, stage);
        stage.losses.forEach(loss -> retracing.asked.add(loss.trace()));
        final List<Stage.Unit> backwards = new ArrayList<>(stage.units);
        Collections.reverse(backwards);
        backwards.forEach(retracing::mark);
    }

    private static boolean hasUnknown(Stage.Unit unit) {
        return unit.entries().stream().anyMatch(entry -> entry.output == null);
    }

    private void mark(Stage.Unit unit) {
        for (int i = unit.entries().size() - 1; i >= 0; i--) {
            final Stage.Entry entry = unit.entries().get(i);
            entry.node.likenSteps();
            if (unit.isLoop()) {
                entry.entering.forEach(asked::add); // all of it is gone again
            } else {
                mark(entry);
            }
        }
    }

    private void mark(Stage.Entry entry) {
        final Reads reads = entry.isPassed ? entry.node.reads() : Reads.NOTHING;
        if (reads.output()) {
            asked.add(entry.output);
        }
        if (entry.isNeeded && !entry.isStored && asked.contains(entry.output) && entry.node instanceof MatrixGradient) {
            store(entry);
        }
        entry.isStored |= !asked.contains(entry.output);
        if (!entry.isStored || reads.entering()) {
            entry.entering.forEach(asked::add);
        }
    }

    private void store(Stage.Entry entry) {
        entry.output.lieAt(batch.stored(entry.name, entry.output)::values);
        stage.leaving.add(entry.output);
        entry.isStored = true;
    }
}
