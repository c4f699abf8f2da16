package io.memspike.tasks.language;

import io.memspike.tasks.language.internal.AdapterTraining;
import io.memspike.tasks.language.internal.TextSplit;
import io.memspike.tasks.language.internal.TokenTexts;
import io.memspike.tasks.language.internal.TilesInTraining;
import io.memspike.tasks.language.internal.LanguageModel;
import io.memspike.tasks.language.internal.EmbeddedTexts;
import io.memspike.tasks.language.internal.Adapter;
import com.google.auto.service.AutoService;
import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.datasets.text.TextSet;
import io.memspike.tasks.experiment.Experiment;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Trains what a task learns on top of an encoder. */
@SuppressWarnings("rawtypes")
@AutoService(Experiment.class)
public final class LanguageTrain implements Experiment<LanguageTrainPlan, LanguageTrainResult> {
    private static final String HEAD = "head";

    @Override
    public String name() {
        return "language train";
    }

    @Override
    public LanguageTrainResult run(LanguageTrainPlan plan, Run run) throws IOException {
        plan.chip().hardware(0); // checks, before anything is read
        final Path trainFile = plan.task().resolve("train.tsv");
        final Path testFile = plan.task().resolve("test.tsv");
        Checkpoints.requireWritable(plan.adapter());
        Checkpoints.requireNoInput(plan.adapter(), plan.model(), trainFile, testFile);
        final TextSet all = TextSet.read(trainFile);
        final TextSplit split = TextSplit.of(all, plan.holdOut(), plan.texts(), plan.seed());
        final LanguageModel model = LanguageModel.read(plan.model());
        final TokenTexts train = TokenTexts.of(model, split.training());
        final TokenTexts test =
                TokenTexts.of(model, plan.holdOut() > 0 ? split.heldOut() : TextSet.read(testFile, all.labels()));
        final long start = System.nanoTime();
        final EmbeddedTexts seen = EmbeddedTexts.of(model, train, "embed", run);
        final double seconds = 1e-9 * (System.nanoTime() - start);
        try (TrainingNews heads = new TrainingNews(run, plan.headConfig().epochs());
                TrainingNews news = plan.hasAdapters()
                        ? new TrainingNews(run, plan.adapterConfig().epochs())
                        : heads) {
            Adapter adapter = head(plan, seen, model, heads, run);
            if (plan.hasAdapters()) {
                final TilesInTraining tiles = plan.isAware()
                        ? TilesInTraining.of(model, plan.chip(), plan.weightNoise(), plan.seed(), run)
                        : null;
                adapter = new AdapterTraining(model, adapter, plan.lowRank(), plan.dropOut(), tiles)
                        .train(train, plan.adapterConfig(), news, run);
            }
            final EmbeddedTexts unseen = EmbeddedTexts.of(adapter.on(model), test, "embed test", run);
            adapter.write(plan.adapter());
            return new LanguageTrainResult(
                    plan.adapter(),
                    plan.mode(),
                    all.labels().size(),
                    train.size(),
                    test.size(),
                    news.loss(),
                    unseen.accuracy(adapter),
                    adapter.size(),
                    train.size() / seconds,
                    news.seconds(),
                    news.samplesPerSecond(),
                    plan.seed());
        }
    }

    /** A head on top of the frozen encoder. */
    private static Adapter head(
            LanguageTrainPlan plan, EmbeddedTexts texts, LanguageModel model, TrainingNews news, Run run) {
        final int classes = texts.classes();
        final float[] weights = firstWeights(classes * model.channels(), model.channels(), plan.seed());
        final float[] bias = new float[classes];
        train(plan.headConfig(), texts, weights, bias, news, run);
        return new Adapter(model.digest(), texts.set().labels(), weights, bias);
    }

    private static float[] firstWeights(int count, int channels, long seed) {
        final RandomStream random = RandomStream.of(seed, "language.head");
        final float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = (float) ((2 * random.nextFloat() - 1) / Math.sqrt(channels));
        }
        return weights;
    }

    private static void train(
            TrainingConfig config, EmbeddedTexts texts, float[] weights, float[] bias, TrainingNews news, Run run) {
        final Graph graph = new GraphBuilder()
                .input("embedding", Shape.vector(weights.length / bias.length))
                .node(HEAD, new Linear(bias.length, 1f, true), "embedding")
                .build(HEAD);
        final Learners learners = Learners.of(
                graph,
                Map.of(HEAD, new Parameters.Trained(weights, 1f), HEAD + ".bias", new Parameters.Trained(bias, 1f)));
        final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy(HEAD, Loss.MEAN));
        try (Trainer trainer = new Trainer(task, texts, config, run.kernels(), run.threads(), 0)) {
            for (int epoch = 0; epoch < config.epochs(); epoch++) {
                news.epochDone(trainer.epoch(news));
            }
        }
    }
}
