package io.memspike.tasks.language.internal;

import io.memspike.core.Samples;
import io.memspike.datasets.text.TextSet;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.language.LanguageTrainPlan;
import io.memspike.tasks.plan.Checkpoints;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.topology.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One training of a task on top of an encoder.
 *
 * @param plan how
 * @param file where goes what is learnt, its checkpoint beside it
 * @param model the encoder
 * @param texts what is learnt from, and judged by
 * @param resumed the checkpoint that it goes on from; null for a new one
 */
public record TaskTraining(
        LanguageTrainPlan plan, Path file, LanguageModel model, TextSplit texts, TextCheckpoint resumed) {
    /**
     * What came out.
     *
     * @param adapter what was learnt, as its file has it
     * @param epoch whose it is, from 1
     * @param news of its epochs
     * @param accuracy share of the texts to judge by that are classified rightly in memory
     * @param onChip the same on the aged chip that was learnt on; null where there is none
     * @param textsPerSecond training texts that the bare encoder embedded in a second; null where it embedded none
     */
    public record Trained(
            Adapter adapter, int epoch, TrainingNews news, double accuracy, Double onChip, Double textsPerSecond) {}

    /** Trains, writes the adapter, and deletes the checkpoint unless it is to stay. */
    public Trained run(Run run) throws IOException {
        final TokenTexts train = TokenTexts.of(model, texts.training());
        final TokenTexts held = TokenTexts.of(model, texts.heldOut());
        if (resumed != null) {
            resumed.require(model, texts.training());
        }
        final Trained trained = plan.hasAdapters() ? adapters(train, held, run) : head(train, held, run);
        trained.adapter().write(file);
        if (!plan.kept().keepCheckpoint()) {
            Files.deleteIfExists(Checkpoints.besides(file));
        }
        return trained;
    }

    private Trained head(TokenTexts train, TokenTexts held, Run run) throws IOException {
        final EmbeddedTexts unseen = EmbeddedTexts.of(model, held, "embed test", run);
        final Embedded seen = embedded(train, run);
        final HeadTraining head = HeadTraining.of(model, train.set().labels(), plan.seed());
        final TrainingConfig config = plan.headConfig(train.size());
        final TrainingNews news = news(config, run);
        final TextTraining training = training(
                head, seen.texts(), config, unseen::accuracy, plan.kept().keepsBest(), news, run);
        final Adapter learnt = head.adapter();
        return new Trained(learnt, training.epoch(), news, unseen.accuracy(learnt), null, seen.perSecond());
    }

    private Trained adapters(TokenTexts train, TokenTexts held, Run run) throws IOException {
        final Double age = plan.refit().ageSeconds();
        final TilesInTraining tiles = plan.isAware()
                ? TilesInTraining.of(model, plan.chip(), plan.weightNoise(), age, plan.seed(), run)
                : null;
        final Embedded seen = resumed == null && plan.refit().from() == null ? embedded(train, run) : null;
        final Adapter begun = seen == null ? begun(train.set()) : fitted(train.set(), seen.texts(), run);
        final long done = resumed == null
                ? 0
                : resumed.epochsDone()
                        * TextTraining.batches(
                                train.size(), plan.adapterConfig().batch());
        final AdapterTraining adapters = AdapterTraining.of(
                model, AdapterTraining.start(model, begun, plan.lowRank(), plan.seed()), plan.dropOut(), tiles, done);
        final TrainingNews news = news(plan.adapterConfig(), run);
        final TextTraining.Judge judge = adapter -> tiles == null
                ? inMemory(adapter, held, "held out", run)
                : onChip(tiles, adapter, held, "held out", run);
        final TextTraining training = training(
                adapters, train, plan.adapterConfig(), judge, plan.kept().keepsBest(), news, run);
        final Adapter learnt = adapters.adapter();
        return new Trained(
                learnt,
                training.epoch(),
                news,
                inMemory(learnt, held, "embed test", run),
                age == null ? null : (Double) onChip(tiles, learnt, held, "test on chip", run),
                seen == null ? null : seen.perSecond());
    }

    /** What is begun with where no head is fitted: an adapter's, or such numbers as a checkpoint overwrites. */
    private Adapter begun(TextSet set) throws IOException {
        if (resumed != null) {
            return HeadTraining.of(model, set.labels(), plan.seed()).adapter();
        }
        final Path from = plan.refit().from();
        final Adapter adapter = Adapter.read(from, model);
        if (!adapter.labels().equals(set.labels())) {
            throw new IllegalArgumentException(
                    "--from: expected an adapter of the classes of " + plan.task() + ", found others in " + from);
        }
        if (adapter.lowRank() != null && !adapter.lowRank().equals(plan.lowRank())) {
            throw new IllegalArgumentException("--rank, --alpha: expected "
                    + adapter.lowRank().rank() + " and " + adapter.lowRank().alpha() + ", as " + from + " has, found "
                    + plan.lowRank().rank() + " and " + plan.lowRank().alpha());
        }
        return adapter;
    }

    private Adapter fitted(TextSet set, EmbeddedTexts texts, Run run) throws IOException {
        final HeadTraining head = HeadTraining.of(model, set.labels(), plan.seed());
        final TrainingConfig config = plan.headConfig(set.size());
        try (TrainingNews news = new TrainingNews(run, config.epochs())) {
            new TextTraining(head, texts, config, false).run(null, null, news, run);
        }
        return head.adapter();
    }

    private TextTraining training(
            OnTop learning,
            Samples seen,
            TrainingConfig config,
            TextTraining.Judge judge,
            boolean keepsBest,
            TrainingNews news,
            Run run)
            throws IOException {
        final TextTraining training = new TextTraining(learning, seen, config, keepsBest);
        if (resumed != null) {
            training.from(resumed);
        }
        final TextCheckpoint.Place place =
                TextCheckpoint.Place.of(Checkpoints.besides(file), plan, model, texts.training());
        try (news) { // which may end within an epoch
            training.run(place, keepsBest && plan.holdOut() > 0 ? judge : null, news, run);
        }
        return training;
    }

    private TrainingNews news(TrainingConfig config, Run run) {
        return new TrainingNews(run, config.epochs(), "held-out");
    }

    private double inMemory(Adapter adapter, TokenTexts texts, String task, Run run) throws IOException {
        return EmbeddedTexts.of(adapter.on(model), texts, task, run).accuracy(adapter);
    }

    private double onChip(TilesInTraining tiles, Adapter adapter, TokenTexts texts, String task, Run run)
            throws IOException {
        return EmbeddedTexts.of(tiles.chip().network(adapter.on(model)), texts, task, run)
                .accuracy(adapter);
    }

    /** Embeddings, and how fast they came. */
    private record Embedded(EmbeddedTexts texts, double perSecond) {}

    private Embedded embedded(TokenTexts of, Run run) throws IOException {
        final long start = System.nanoTime();
        final EmbeddedTexts embedded = EmbeddedTexts.of(model, of, "embed", run);
        return new Embedded(embedded, 1e9 * of.size() / (System.nanoTime() - start));
    }
}
