package io.memspike.tasks.train;

import io.memspike.core.Samples;
import io.memspike.core.file.Model;
import io.memspike.core.run.Network;
import io.memspike.datasets.Split;
import io.memspike.interchange.GraphText;
import io.memspike.memristor.ReadNoise;
import io.memspike.tasks.ClassifierData;
import io.memspike.tasks.ClassifierEvaluation;
import io.memspike.tasks.ClassifierPlan;
import io.memspike.tasks.ModelNetwork;
import io.memspike.tasks.WriteTraining;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.TrainingNews;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A training of a classifier under a budget of writes.
 *
 * @param asked what is asked for
 * @param writes of the devices
 * @param run how it is done
 * @param read its data, however they are encoded
 */
record BudgetedTraining(TrainClassifyPlan asked, WriteOptions writes, Run run, ClassifierData read) {
    Written result() throws IOException {
        final TrainClassify.Training usual = new TrainClassify.Training(asked, run, read);
        final ClassifierData data = usual.data(null);
        final GraphText text = usual.text(data);
        final ClassifierPlan plan = usual.plan(data, text);
        requireLast(plan.keepsBest());
        final Samples training = data.training(plan);
        run.tellOf(training);
        final Samples test = data.samples(plan.dataset(), Split.TEST, asked.testSamples());
        final boolean isHeldOut = plan.heldOut() > 0;
        final WriteTraining of = new WriteTraining(plan, writes.budget(plan.mode()), text, training);
        final Samples watched = isHeldOut ? data.heldOut(plan) : test;
        final TrainingNews news = new TrainingNews(run, plan.epochs(), isHeldOut ? "held-out" : "test");
        final WriteCurve curve;
        try (news) { // which may end within an epoch
            curve = new WriteCurve(
                    of.run(model -> accuracy(model, watched), run.kernels(), run.threads(), news), isHeldOut, false);
        }
        final Model model = of.model();
        write(model, asked.out());
        final ClassifierEvaluation.Result tested = usual.evaluate(model, test);
        if (asked.out() != null) {
            run.tell(new TrainClassify.Trained(plan, asked.out(), of.epochsDone(), news, tested));
        }
        final TrainPruneResult result = new TrainPruneResult(
                tested.accuracy(),
                null,
                plan.network(),
                TrainPrune.weights(model),
                plan.epochs(),
                of.epochsDone(),
                news.samplesPerSecond(),
                news.loss(),
                asked.out(),
                tested.samples(),
                plan.seed(),
                TrainClassifyResult.NodeWrites.of(of.writes()));
        return new Written(result, curve);
    }

    private double accuracy(Model model, Samples watched) {
        final Network network = ModelNetwork.of(model, watched.shape(), run.kernels(), ReadNoise.NONE);
        return new ClassifierEvaluation(network, watched, run.threads(), done -> {})
                .run(null)
                .accuracy();
    }

    /** Refuses to go back to an epoch that later ones have written over. */
    static void requireLast(boolean keepsBest) {
        if (keepsBest) {
            throw new IllegalArgumentException(
                    "--keep: expected last where writes are counted, which are not undone, found best");
        }
    }

    /** Writes a model where anybody wants it; null is nowhere. */
    static void write(Model model, Path file) throws IOException {
        if (file != null) {
            model.write(file);
        }
    }
}
