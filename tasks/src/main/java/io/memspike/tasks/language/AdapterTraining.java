package io.memspike.tasks.language;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Edge;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.Node;
import io.memspike.core.graph.TensorSpec;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.interchange.onnx.Encoder;
import io.memspike.tasks.experiment.Run;
import io.memspike.tasks.plan.TrainingNews;
import io.memspike.topology.Learners;
import io.memspike.topology.LowRank;
import io.memspike.topology.Trainer;
import io.memspike.topology.TrainingConfig;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Low-rank adapters beside all connections of an encoder, and a head behind it, in training; all else stays as it is.
 *
 * @param model the encoder
 * @param lowRank rank and factor
 * @param head the head to begin with; another one comes out
 */
record AdapterTraining(LanguageModel model, LowRank lowRank, Adapter head) {
    private static final String HEAD = "head";
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    /**
     * Trains.
     *
     * @param texts what is learnt from
     * @param config how
     * @param dropOut share of what enters adapters that is left out
     * @return what was learnt
     */
    Adapter train(TokenTexts texts, TrainingConfig config, double dropOut, TrainingNews news, Run run) {
        final Map<String, float[]> parts = lowRank.start(model.model().graph(), node -> true, config.seed());
        final Set<String> adapted = LowRank.adapted(parts.keySet());
        final Graph graph = graph();
        final Map<String, float[]> values = new LinkedHashMap<>(model.model().tensors());
        values.putAll(parts);
        values.put(HEAD + WEIGHT, head.weights().clone());
        values.put(HEAD + BIAS, head.bias().clone());
        final Predicate<String> isLearnt = tensor -> parts.containsKey(tensor) || tensor.startsWith(HEAD + ".");
        final Learners learners = learners(graph, values, isLearnt);
        final Trainer.Task task = Trainer.Task.of(graph, learners, new CrossEntropy(HEAD, Loss.MEAN))
                .dropping(new Trainer.DropOut(
                        dropOut, node -> parts.containsKey(node + WEIGHT) && LowRank.isDown(node + WEIGHT)));
        try (Trainer trainer = new Trainer(task, texts, config, run.kernels(), run.threads(), 0)) {
            while (trainer.epochsDone() < config.epochs()) {
                news.epochDone(trainer.epoch(news));
            }
        }
        parts.replaceAll((tensor, start) -> learners.values(tensor));
        return new Adapter(
                head.encoder(),
                head.labels(),
                learners.values(HEAD + WEIGHT),
                learners.values(HEAD + BIAS),
                lowRank,
                parts);
    }

    /** The encoder with adapters and head. */
    private Graph graph() {
        final Graph encoder = lowRank.adapt(model.model().graph(), node -> true);
        final List<Node> nodes = new ArrayList<>(encoder.nodes());
        final List<Edge> edges = new ArrayList<>(encoder.edges());
        nodes.add(new Node(HEAD, new Linear(head.labels().size(), 1f, true)));
        edges.add(Edge.of(Encoder.POOLED, HEAD));
        return new Graph(nodes, edges, List.of(HEAD));
    }

    private Learners learners(Graph graph, Map<String, float[]> values, Predicate<String> isLearnt) {
        final Map<String, Parameters> given = new LinkedHashMap<>();
        final Map<String, float[]> others = new LinkedHashMap<>();
        for (final Node node : graph.nodes()) {
            for (final TensorSpec spec : graph.tensors(node.name())) {
                final String tensor = Model.name(node.name(), spec.name());
                if (!tensor.endsWith(WEIGHT)) {
                    others.put(tensor, values.get(tensor));
                    continue;
                }
                final float scale = ((MatrixKind) node.kind()).weightScale();
                given.put(
                        node.name(),
                        isLearnt.test(tensor)
                                ? new Parameters.Trained(values.get(tensor), scale)
                                : new Parameters.Frozen(
                                        values.get(tensor),
                                        model.model().masks().get(node.name()),
                                        scale));
            }
        }
        return Learners.of(graph, given).with(others).frozen(isLearnt.negate());
    }
}
