package io.memspike.tasks.language.internal;

import io.memspike.core.RandomStream;
import io.memspike.core.Shape;
import io.memspike.core.graph.Graph;
import io.memspike.core.graph.GraphBuilder;
import io.memspike.core.kind.matrix.Linear;
import io.memspike.topology.Learners;
import io.memspike.topology.Trainer;
import io.memspike.topology.loss.CrossEntropy;
import io.memspike.topology.loss.Loss;
import io.memspike.topology.parameter.Parameters;
import java.util.List;
import java.util.Map;

/**
 * A head in training on embeddings of a frozen encoder.
 *
 * @param encoder digest of the encoder
 * @param labels names of the classes
 * @param task what is trained
 */
public record HeadTraining(String encoder, List<String> labels, Trainer.Task task) implements OnTop {
    /**
     * A new head, with weights uniform within ±1/√channels.
     *
     * @param model the encoder
     * @param labels names of the classes
     * @param seed of the first weights
     */
    public static HeadTraining of(LanguageModel model, List<String> labels, long seed) {
        final int channels = model.channels();
        final RandomStream random = RandomStream.of(seed, "language.head");
        final float[] weights = new float[labels.size() * channels];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) ((2 * random.nextFloat() - 1) / Math.sqrt(channels));
        }
        final Graph graph = new GraphBuilder()
                .input("embedding", Shape.vector(channels))
                .node(Adapter.HEAD, new Linear(labels.size(), 1f, true), "embedding")
                .build(Adapter.HEAD);
        final Learners learners = Learners.of(
                graph,
                Map.of(
                        Adapter.HEAD,
                        new Parameters.Trained(weights, 1f),
                        Adapter.BIAS,
                        new Parameters.Trained(new float[labels.size()], 1f)));
        return new HeadTraining(
                model.digest(), labels, Trainer.Task.of(graph, learners, new CrossEntropy(Adapter.HEAD, Loss.MEAN)));
    }

    @Override
    public Adapter adapter() {
        return new Adapter(
                encoder,
                labels,
                task.learners().values(Adapter.WEIGHTS),
                task.learners().values(Adapter.BIAS));
    }
}
