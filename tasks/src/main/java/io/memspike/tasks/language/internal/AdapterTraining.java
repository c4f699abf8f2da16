package io.memspike.tasks.language.internal;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Surroundings;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.topology.Learners;
import io.memspike.topology.LowRank;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Low-rank adapters beside all connections of an encoder, and a head behind it, in training; all else stays as it is.
 *
 * @param model the encoder
 * @param head the head to begin with; another one comes out
 * @param lowRank rank and factor of the adapters
 * @param dropOut share of what enters adapters that is left out
 * @param tiles what the encoder's connections lie on; null for exact arithmetic
 */
public record AdapterTraining(LanguageModel model, Adapter head, LowRank lowRank, double dropOut, TilesInTraining tiles) {
    private static final String WEIGHT = ".weight";

    /**
     * Trains.
     *
     * @param texts what is learnt from
     * @param config how
     * @return what was learnt
     */
    public Adapter train(TokenTexts texts, TrainingConfig config, TrainingNews news, Run run) {
        final Map<String, float[]> parts = lowRank.start(model.model().graph(), node -> true, config.seed());
        final Adapter start = new Adapter(
                head.encoder(),
                head.labels(),
                head.weights().clone(),
                head.bias().clone(),
                lowRank,
                parts);
        final Model whole = start.whole(model);
        final Learners learners = learners(
                whole,
                tensor -> parts.containsKey(tensor) || tensor.equals(Adapter.WEIGHTS) || tensor.equals(Adapter.BIAS));
        final Trainer.Task task = Trainer.Task.of(whole.graph(), learners, new CrossEntropy(Adapter.HEAD, Loss.MEAN))
                .dropping(new Trainer.DropOut(dropOut, node -> isWayDown(node, parts)))
                .through(tiles == null ? Surroundings.EXACT : tiles);
        try (Trainer trainer = new Trainer(task, texts, config, run.kernels(), run.threads(), 0)) {
            while (trainer.epochsDone() < config.epochs()) {
                news.epochDone(trainer.epoch(news));
            }
        }
        final Map<String, float[]> learnt = new LinkedHashMap<>();
        parts.keySet().forEach(tensor -> learnt.put(tensor, learners.values(tensor)));
        return new Adapter(
                head.encoder(),
                head.labels(),
                learners.values(Adapter.WEIGHTS),
                learners.values(Adapter.BIAS),
                lowRank,
                learnt);
    }

    private static boolean isWayDown(String node, Map<String, float[]> parts) {
        return parts.containsKey(node + WEIGHT) && LowRank.isDown(node + WEIGHT);
    }

    private Learners learners(Model whole, Predicate<String> isLearnt) {
        final Graph graph = whole.graph();
        final Map<String, Parameters> given = new LinkedHashMap<>();
        for (final Node node : graph.nodesOf(MatrixKind.class)) {
            final float scale = ((MatrixKind) node.kind()).weightScale();
            final float[] weights = whole.weights(node.name());
            given.put(
                    node.name(),
                    isLearnt.test(node.name() + WEIGHT)
                            ? new Parameters.Trained(weights, scale)
                            : frozen(
                                    node.name(),
                                    new Parameters.Frozen(weights, whole.masks().get(node.name()), scale)));
        }
        final Map<String, float[]> others = new LinkedHashMap<>(whole.tensors());
        others.keySet().removeIf(tensor -> tensor.endsWith(WEIGHT));
        return Learners.of(graph, given).with(others).frozen(isLearnt.negate());
    }

    private Parameters frozen(String node, Parameters.Frozen weights) {
        return tiles == null ? weights : tiles.noisy(node, weights);
    }
}
