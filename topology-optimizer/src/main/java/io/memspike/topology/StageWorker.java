package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SpikeList;
import io.memspike.core.Target;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.Lockstep;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import io.memspike.topology.loss.LossTerm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One thread's part in training: takes one sample after the other through a stage, forward or all the way and back. */
final class StageWorker {
    private final Samples samples;
    private final Batch batch;
    private final EventFrames frames;
    private final int steps;
    private final Target target = new Target();
    private final List<Stage> stages = new ArrayList<>();
    private final Loaded loaded = new Loaded(); // in frames
    private final Loaded targeted = new Loaded(); // in target

    StageWorker(Samples samples, Batch batch) {
        this.samples = samples;
        this.batch = batch;
        this.frames = new EventFrames(samples.shape(), samples.storedSteps());
        this.steps = samples.steps();
    }

    void add(Stage stage) {
        stages.add(stage);
    }

    /** From the last to the first. */
    List<Stage> stagesBackward() {
        final List<Stage> backward = new ArrayList<>(stages);
        Collections.reverse(backward);
        return backward;
    }

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

        private void backward(int t) {
            if (isPassed) {
                node.backward(t);
                merge(t);
            }
        }

        private void backwardAll(int steps) {
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
                for (int i = 0; i < merge[1].shape().size(); i++) {
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

    /** A stage for one thread. */
    static final class Stage {
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
    }

    /** Which sample of the set, of which epoch, is at hand. */
    private static final class Loaded {
        private int number = -1;
        private int epoch;

        /** Whether it was another one. */
        boolean become(int sample, int ofEpoch) {
            final boolean isOther = number != sample || epoch != ofEpoch;
            number = sample;
            epoch = ofEpoch;
            return isOther;
        }
    }

    private void begin(Stage stage, int shard, int sample) {
        final int number = batch.sampleOf[sample];
        if (stage.takesInput && loaded.become(number, batch.epoch)) {
            samples.load(number, batch.epoch, frames);
        }
        if ((!stage.losses.isEmpty() || stage.fused != null) && targeted.become(number, batch.epoch)) {
            target.clear();
            samples.target(number, batch.epoch, target);
        }
        for (final Arriving arriving : stage.arriving) {
            arriving.begin(sample);
        }
        for (final Trace trace : stage.leaving) {
            trace.begin(sample);
        }
        for (final Unit unit : stage.units) {
            for (final Entry entry : unit.entries()) {
                entry.node.begin(shard, sample, batch.draws[sample]);
            }
        }
    }

    /** Frames of the sample at hand, for the traces of input nodes. */
    SpikeList[] input() {
        final SpikeList[] lists = new SpikeList[frames.steps()];
        for (int t = 0; t < lists.length; t++) {
            lists[t] = frames.step(t);
        }
        return lists;
    }

    /** A sample forward through a stage, as far as later stages need it. */
    void forward(int number, int shard, int sample) {
        final Stage stage = stages.get(number);
        begin(stage, shard, sample);
        for (final Unit unit : stage.units) {
            forward(unit, true);
        }
        for (final Barrier.Observer exit : stage.exits) {
            exit.observe(shard, sample);
        }
        for (final Keep keep : stage.keeps) {
            keep.kept().keep(sample, keep.trace());
        }
        for (final Loss loss : stage.losses) {
            if (!loss.isLast() && !loss.isOfThisStage()) {
                loss.worker().observe(loss.node(), sample, loss.trace());
            }
        }
    }

    /** A sample forward through a stage as far as a node in a loop at a step, which looks at what enters it. */
    void look(int number, int shard, int sample, int which, int step) {
        final Stage stage = stages.get(number);
        final Lockstep.Member member = stage.locksteps.get(which);
        begin(stage, shard, sample);
        for (final Unit unit : stage.units) {
            if (look(unit, member, step)) {
                return;
            }
        }
    }

    /** Goes through a unit; whether it was the node's, and it has looked. All of the others is needed, whoever needs it later. */
    private boolean look(Unit unit, Lockstep.Member member, int step) {
        if (!unit.isLoop()) {
            for (final Entry entry : unit.entries()) {
                entry.node.forwardAll(steps);
            }
            return false;
        }
        for (int t = 0; t < steps; t++) {
            for (final Entry entry : unit.entries()) {
                if (t == step && entry.node == member) {
                    member.look(t);
                    return true;
                }
                entry.node.forward(t);
            }
        }
        return false;
    }

    private void forward(Unit unit, boolean forLaterStages) {
        if (unit.isLoop()) {
            for (int t = 0; t < steps; t++) {
                for (final Entry entry : unit.entries()) {
                    entry.node.forward(t);
                }
            }
            return;
        }
        for (final Entry entry : unit.entries()) {
            if (forLaterStages ? entry.isNeeded : !entry.isStored) {
                entry.node.forwardAll(steps);
            }
        }
    }

    /** A sample forward through a stage again, its losses, and back. */
    void backward(int number, int shard, int sample) {
        final Stage stage = stages.get(number);
        if (!stage.isGoneBack) {
            return;
        }
        begin(stage, shard, sample);
        for (final Trace trace : stage.cleared) {
            trace.clearGradients();
        }
        for (final Unit unit : stage.units) {
            forward(unit, false);
        }
        evaluate(stage.losses, shard, sample);
        if (stage.fused != null) {
            batch.losses[stage.fusedTerm][shard] += stage.fused.evaluate(shard, sample, target);
        }
        for (final Keep keep : stage.keeps) {
            if (keep.kept().isAsking()) {
                keep.kept().addGradients(sample, keep.trace());
            }
        }
        for (int u = stage.units.size() - 1; u >= 0; u--) {
            backward(stage.units.get(u));
        }
        for (final Unit unit : stage.units) {
            for (final Entry entry : unit.entries()) {
                entry.node.end();
            }
        }
    }

    private void evaluate(List<Loss> losses, int shard, int sample) {
        for (final Loss loss : losses) {
            if (loss.isOfThisStage()) {
                loss.worker().observe(loss.node(), sample, loss.trace());
            }
        }
        for (final Loss loss : losses) {
            if (loss.isLast()) {
                batch.losses[loss.term()][shard] += loss.worker().evaluate(sample, loss.trace(), target);
                batch.right[shard] += loss.worker().isRight() ? 1 : 0;
            }
        }
        for (final Loss loss : losses) {
            if (!loss.isLast()) {
                loss.worker().addGradient(loss.node(), sample, loss.trace());
            }
        }
    }

    private void backward(Unit unit) {
        final List<Entry> entries = unit.entries();
        if (unit.isBackwardByStep()) {
            for (int t = steps - 1; t >= 0; t--) {
                for (int i = entries.size() - 1; i >= 0; i--) {
                    entries.get(i).backward(t);
                }
            }
            return;
        }
        for (int i = entries.size() - 1; i >= 0; i--) {
            entries.get(i).backwardAll(steps);
        }
    }
}
