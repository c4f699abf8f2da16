package io.memspike.tasks.internal;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.tasks.TrainingState;
import io.memspike.topology.Learners;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** All that was learnt in the best epoch so far. A checkpoint holds it as {@code TENSOR.best} and in its metadata. */
public final class BestEpoch {
    private static final String EPOCH = "bestEpoch";
    private static final String SCORE = "bestScore";
    private static final String SUFFIX = ".best";

    private final Learners learners;
    private final Map<String, float[]> values = new LinkedHashMap<>(); // by tensor: scores where connections are pruned
    private int epoch; // 0: none yet
    private double score = Double.NEGATIVE_INFINITY;

    /** None yet, of these. */
    public BestEpoch(Learners learners) {
        this.learners = learners;
    }

    /**
     * That of a training under way.
     *
     * @param path the checkpoint, for messages
     * @throws FileFormatException where the checkpoint lacks something
     */
    public static BestEpoch of(Path path, Model checkpoint, Learners learners) throws FileFormatException {
        final BestEpoch best = new BestEpoch(learners);
        final String epoch = checkpoint.metadata().get(EPOCH);
        if (epoch == null) {
            return best;
        }
        final String score = String.valueOf(checkpoint.metadata().get(SCORE));
        try {
            best.epoch = Integer.parseInt(epoch);
            best.score = Double.parseDouble(score);
        } catch (NumberFormatException e) {
            throw new FileFormatException(
                    path,
                    "metadata " + EPOCH + " and " + SCORE,
                    "a whole number and a number",
                    epoch + " and " + score);
        }
        for (final String tensor : learners.changing().keySet()) {
            best.values.put(tensor, TrainingState.of(path, checkpoint, tensor + SUFFIX));
        }
        return best;
    }

    /** Number of the epoch, from 1; 0 before the first. */
    public int epoch() {
        return epoch;
    }

    /**
     * An epoch is done; the larger its score, the better.
     *
     * @return whether it is the best so far
     */
    public boolean offer(int done, double reached) {
        if (epoch > 0 && !(reached > score)) {
            return false;
        }
        epoch = done;
        score = reached;
        learners.changing().forEach((tensor, now) -> values.put(tensor, now.clone()));
        return true;
    }

    /** Brings the best back. */
    public void restore() {
        final Map<String, float[]> changing = learners.changing();
        values.forEach((tensor, best) -> System.arraycopy(best, 0, changing.get(tensor), 0, best.length));
    }

    /** Adds itself to a checkpoint. */
    public Model in(Model checkpoint) {
        if (epoch == 0) {
            return checkpoint;
        }
        final Map<String, float[]> state = new LinkedHashMap<>(checkpoint.state());
        values.forEach((tensor, best) -> state.put(tensor + SUFFIX, best));
        final Map<String, String> metadata = new LinkedHashMap<>(checkpoint.metadata());
        metadata.put(EPOCH, Integer.toString(epoch));
        metadata.put(SCORE, Double.toString(score));
        return new Model(checkpoint.graph(), checkpoint.tensors(), checkpoint.masks(), state, metadata);
    }
}
