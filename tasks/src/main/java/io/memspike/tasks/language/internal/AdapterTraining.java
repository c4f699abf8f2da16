package io.memspike.tasks.language.internal;

import io.memspike.core.file.Model;
import io.memspike.core.graph.Node;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.core.run.Surroundings;
import io.memspike.topology.Learners;
import io.memspike.topology.LowRank;
import io.memspike.topology.Trainer;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Low-rank adapters beside all connections of an encoder, and a head behind it, in training; all else stays as it is.
 *
 * @param start what they began with
 * @param task what is trained
 */
public record AdapterTraining(Adapter start, Trainer.Task task) implements OnTop {
    private static final String WEIGHT = ".weight";

    /** What a head, and perhaps adapters, begin with: adapters of A uniform and B zero, where there are none yet. */
    public static Adapter start(LanguageModel model, Adapter begun, LowRank lowRank, long seed) {
        final Map<String, float[]> parts = new LinkedHashMap<>();
        if (begun.lowRank() == null) {
            parts.putAll(lowRank.start(model.model().graph(), node -> true, seed));
        } else {
            begun.parts().forEach((tensor, values) -> parts.put(tensor, values.clone()));
        }
        return new Adapter(
                begun.encoder(),
                begun.labels(),
                begun.weights().clone(),
                begun.bias().clone(),
                lowRank,
                parts);
    }

    /**
     * A training.
     *
     * @param model the encoder
     * @param start what is begun with. Modified by training.
     * @param dropOut share of what enters adapters that is left out
     * @param tiles what the encoder's connections lie on; null for exact arithmetic
     * @param batchesDone updates behind a resumed training, 0 for a new one
     */
    public static AdapterTraining of(
            LanguageModel model, Adapter start, double dropOut, TilesInTraining tiles, long batchesDone) {
        final Map<String, float[]> parts = start.parts();
        final Model whole = start.whole(model);
        final Map<String, Parameters> given = new LinkedHashMap<>();
        for (final Node node : whole.graph().nodesOf(MatrixKind.class)) {
            final float scale = ((MatrixKind) node.kind()).weightScale();
            final float[] weights = whole.weights(node.name());
            final byte[] mask = whole.masks().get(node.name());
            final boolean isLearnt = isLearnt(node.name() + WEIGHT, parts);
            final Parameters.Frozen frozen = new Parameters.Frozen(weights, mask, scale);
            given.put(
                    node.name(),
                    isLearnt
                            ? new Parameters.Trained(weights, scale)
                            : tiles == null ? frozen : tiles.lying(node.name(), frozen, batchesDone));
        }
        final Map<String, float[]> others = new LinkedHashMap<>(whole.tensors());
        others.keySet().removeIf(tensor -> tensor.endsWith(WEIGHT));
        final Learners learners =
                Learners.of(whole.graph(), given).with(others).frozen(tensor -> !isLearnt(tensor, parts));
        return new AdapterTraining(
                start,
                Trainer.Task.of(whole.graph(), learners, new CrossEntropy(Adapter.HEAD, Loss.MEAN))
                        .dropping(new Trainer.DropOut(dropOut, node -> isWayDown(node, parts)))
                        .through(tiles == null ? Surroundings.EXACT : tiles));
    }

    private static boolean isLearnt(String tensor, Map<String, float[]> parts) {
        return parts.containsKey(tensor) || tensor.equals(Adapter.WEIGHTS) || tensor.equals(Adapter.BIAS);
    }

    private static boolean isWayDown(String node, Map<String, float[]> parts) {
        return parts.containsKey(node + WEIGHT) && LowRank.isDown(node + WEIGHT);
    }

    @Override
    public Adapter adapter() {
        final Map<String, float[]> learnt = new LinkedHashMap<>();
        start.parts()
                .keySet()
                .forEach(tensor -> learnt.put(tensor, task.learners().values(tensor)));
        return new Adapter(
                start.encoder(),
                start.labels(),
                task.learners().values(Adapter.WEIGHTS),
                task.learners().values(Adapter.BIAS),
                start.lowRank(),
                learnt);
    }
}
