package io.memspike.tasks.language.internal;

import io.memspike.core.Samples;
import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.interchange.Learning;
import io.memspike.tasks.Checkpoint;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.internal.BestEpoch;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.TrainingProgress.EpochResult;
import java.io.IOException;

/** A training on top of an encoder, epoch by epoch, with its checkpoint and the best epoch so far. Not thread-safe. */
public final class TextTraining {
    private final OnTop learning;
    private final Samples texts;
    private final TrainingConfig config;
    private BestEpoch best; // null where the last one is kept
    private int epochsDone;

    /** Says how well what has been learnt so far does on held-out texts, as a share in [0, 1]. */
    @FunctionalInterface
    public interface Judge {
        double of(Adapter adapter) throws IOException;
    }

    /**
     * A new training.
     *
     * @param learning what learns
     * @param texts what is learnt from
     * @param config how
     * @param keepsBest whether the best epoch is kept, and not the last
     */
    public TextTraining(OnTop learning, Samples texts, TrainingConfig config, boolean keepsBest) {
        this.learning = learning;
        this.texts = texts;
        this.config = config;
        this.best = keepsBest ? new BestEpoch(learning.task().learners()) : null;
    }

    /** Updates of an epoch of so many texts. */
    public static long batches(int texts, int batch) {
        return (texts + batch - 1) / batch;
    }

    /**
     * Goes on from a checkpoint of the same training.
     *
     * @throws FileFormatException where it is one of another
     */
    public TextTraining from(TextCheckpoint checkpoint) throws FileFormatException {
        final Trainer.Task task = learning.task();
        if (!checkpoint.model().graph().equals(task.graph())) {
            throw new FileFormatException(
                    checkpoint.file(), "graph", "that of the encoder and what learns on top of it", "another graph");
        }
        final Learners learners = task.learners();
        final Learners saved = Checkpoint.learners(
                checkpoint.file(), checkpoint.model(), node -> isLearning(node) ? Learning.WEIGHTS : Learning.FROZEN);
        learners.learnt()
                .replaceAll((tensor, learner) ->
                        learners.isLearnt(tensor) ? saved.learnt().get(tensor) : learner);
        epochsDone = checkpoint.epochsDone();
        if (best != null) {
            best = BestEpoch.of(checkpoint.file(), checkpoint.model(), learners);
        }
        return this;
    }

    private boolean isLearning(String node) {
        final Learners learners = learning.task().learners();
        return learners.learnt().keySet().stream()
                .anyMatch(tensor -> tensor.startsWith(node + ".")
                        && tensor.indexOf('.', node.length() + 1) < 0
                        && learners.isLearnt(tensor));
    }

    /**
     * Trains until all epochs are done.
     *
     * @param saved says of a checkpoint what it is of, and where it lies; null for none
     * @param judge looks at each epoch; null for nobody
     * @param news told about each update, and each epoch after its checkpoint
     */
    public void run(TextCheckpoint.Place saved, Judge judge, TrainingNews news, Run run) throws IOException {
        final long batchesDone = epochsDone * batches(texts.size(), config.batch());
        try (Trainer trainer = new Trainer(learning.task(), texts, config, run.kernels(), run.threads(), batchesDone)) {
            save(saved);
            while (trainer.epochsDone() < config.epochs()) {
                final EpochResult result = trainer.epoch(news);
                epochsDone = trainer.epochsDone();
                final EpochResult seen = judge == null ? result : result.watched(judge.of(learning.adapter()));
                if (best != null) {
                    best.offer(epochsDone, judge == null ? -seen.loss() : seen.watched());
                }
                save(saved);
                news.epochDone(seen);
            }
        }
        if (best != null) {
            best.restore();
            epochsDone = best.epoch();
        }
    }

    private void save(TextCheckpoint.Place saved) throws IOException {
        if (saved != null) {
            final Trainer.Task task = learning.task();
            final Model state = Checkpoint.model(task.graph(), task.learners(), saved.metadata(epochsDone), true);
            (best == null ? state : best.in(state)).write(saved.file());
        }
    }

    /** The epoch whose numbers are kept, from 1; 0 before the first. */
    public int epoch() {
        return epochsDone;
    }
}
