package io.memspike.topology;

import io.memspike.core.EventFrames;
import io.memspike.core.Samples;
import io.memspike.core.SpikeList;
import io.memspike.core.Target;
import io.memspike.topology.gradient.Barrier;
import io.memspike.topology.gradient.Lockstep;
import io.memspike.topology.gradient.Trace;
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
        for (final Stage.Arriving arriving : stage.arriving) {
            arriving.begin(sample);
        }
        for (final Trace trace : stage.leaving) {
            trace.begin(sample);
        }
        for (final Stage.Unit unit : stage.units) {
            for (final Stage.Entry entry : unit.entries()) {
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
        for (final Stage.Unit unit : stage.units) {
            forward(unit, true);
        }
        for (final Barrier.Observer exit : stage.exits) {
            exit.observe(shard, sample);
        }
        for (final Stage.Keep keep : stage.keeps) {
            keep.kept().keep(sample, keep.trace());
        }
        for (final Stage.Loss loss : stage.losses) {
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
        for (final Stage.Unit unit : stage.units) {
            if (look(unit, member, step)) {
                return;
            }
        }
    }

    /** Goes through a unit; whether it was the node's, and it has looked. All of the others is needed, whoever needs it later. */
    private boolean look(Stage.Unit unit, Lockstep.Member member, int step) {
        if (!unit.isLoop()) {
            for (final Stage.Entry entry : unit.entries()) {
                entry.node.forwardAll(steps);
            }
            return false;
        }
        for (int t = 0; t < steps; t++) {
            for (final Stage.Entry entry : unit.entries()) {
                if (t == step && entry.node == member) {
                    member.look(t);
                    return true;
                }
                entry.node.forward(t);
            }
        }
        return false;
    }

    private void forward(Stage.Unit unit, boolean forLaterStages) {
        if (unit.isLoop()) {
            for (int t = 0; t < steps; t++) {
                for (final Stage.Entry entry : unit.entries()) {
                    entry.node.forward(t);
                }
            }
            return;
        }
        for (final Stage.Entry entry : unit.entries()) {
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
        for (final Stage.Unit unit : stage.units) {
            forward(unit, false);
        }
        for (final Trace trace : stage.cleared) {
            trace.clearGradients();
        }
        evaluate(stage.losses, shard, sample);
        if (stage.fused != null) {
            batch.losses[stage.fusedTerm][shard] += stage.fused.evaluate(shard, sample, target);
        }
        for (final Stage.Keep keep : stage.keeps) {
            if (keep.kept().isAsking()) {
                keep.kept().addGradients(sample, keep.trace());
            }
        }
        for (int u = stage.units.size() - 1; u >= 0; u--) {
            backward(stage.units.get(u));
        }
        for (final Stage.Unit unit : stage.units) {
            for (final Stage.Entry entry : unit.entries()) {
                entry.node.end();
            }
        }
    }

    private void evaluate(List<Stage.Loss> losses, int shard, int sample) {
        for (final Stage.Loss loss : losses) {
            if (loss.isOfThisStage()) {
                loss.worker().observe(loss.node(), sample, loss.trace());
            }
        }
        for (final Stage.Loss loss : losses) {
            if (loss.isLast()) {
                batch.losses[loss.term()][shard] += loss.worker().evaluate(sample, loss.trace(), target);
                batch.right[shard] += loss.worker().isRight() ? 1 : 0;
            }
        }
        for (final Stage.Loss loss : losses) {
            if (!loss.isLast()) {
                loss.worker().addGradient(loss.node(), sample, loss.trace());
            }
        }
    }

    private void backward(Stage.Unit unit) {
        final List<Stage.Entry> entries = unit.entries();
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
