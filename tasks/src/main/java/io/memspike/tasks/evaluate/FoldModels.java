package io.memspike.tasks.evaluate;

import io.memspike.core.file.FileFormatException;
import io.memspike.core.file.Model;
import io.memspike.earlyexit.Trajectories;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.plan.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Cross-fitting: models that were trained alike, each without one fold of the training split, stand for one that may have learnt
 * all of it. Each is asked about its own fold, so that every sample is judged by a network that has not learnt it.
 * Source: Geisser, "The predictive sample reuse method", J. Am. Stat. Assoc. 70, 1975.
 *
 * @param file the model that they stand for
 * @param model its content
 * @param folds their files
 */
record FoldModels(Path file, Model model, List<Path> folds) {
    /** What a model sees of its fold. */
    interface Seeing {
        Trajectories of(Path file, Model fold) throws IOException;
    }

    /**
     * What all of them see together.
     *
     * @throws FileFormatException where one was trained on other data, as another network, held nothing out by draw, or a fold
     *     of which another one has samples
     */
    Trajectories seen(Seeing seeing) throws IOException {
        final Map<ClassifierPlan, Path> plans = new LinkedHashMap<>();
        final List<Trajectories> parts = new ArrayList<>();
        for (final Path each : folds) {
            final Model fold = ModelNetwork.read(each);
            final ClassifierPlan plan = Checkpoints.plan(each, fold);
            require(each, plan, fold);
            for (final Map.Entry<ClassifierPlan, Path> other : plans.entrySet()) {
                requireApart(each, plan, other);
            }
            plans.put(plan, each);
            parts.add(seeing.of(each, fold));
        }
        return Trajectories.joined(parts);
    }

    private void require(Path each, ClassifierPlan plan, Model fold) throws FileFormatException {
        if (plan.heldOut() == 0 || plan.part() == null || plan.part().drawn() == null) {
            throw new FileFormatException(each, "held-out samples", "a fold of them (train with --fold)", "none drawn");
        }
        final ClassifierPlan whole = Checkpoints.plan(file, model);
        if (!plan.dataset().equals(whole.dataset())
                || !Objects.equals(plan.encoder(), whole.encoder())
                || !fold.graph().equals(model.graph())) {
            throw new FileFormatException(
                    each,
                    "network and data",
                    "those of " + file + ", " + whole.network() + " on " + whole.dataset() + " by " + whole.encoder(),
                    plan.network() + " on " + plan.dataset() + " by " + plan.encoder()
                            + (fold.graph().equals(model.graph()) ? "" : ", another graph"));
        }
    }

    private static void requireApart(Path each, ClassifierPlan plan, Map.Entry<ClassifierPlan, Path> other)
            throws FileFormatException {
        final ClassifierPlan before = other.getKey();
        if (plan.heldOut() != before.heldOut()
                || plan.samples() != before.samples() // on which it hangs what folds are of
                || plan.part().skip() != before.part().skip()
                || plan.part().drawn().fold() == before.part().drawn().fold()) {
            throw new FileFormatException(
                    each,
                    "held-out samples",
                    "another fold of " + before.heldOut() + " samples than that of " + other.getValue() + ", fold "
                            + before.part().drawn().fold(),
                    "fold " + plan.part().drawn().fold() + " of " + plan.heldOut());
        }
    }
}
