package io.memspike.topology.gradient.token.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.token.Embedding;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;
import java.util.List;

/** {@link Embedding} in training: vectors learn; the numbers that enter are no quantity, so no gradient goes on to them. */
final class EmbeddingGradient implements NodeGradient {
    private final Embedding embedding;
    private final GradientContext context;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final double[][] sums; // null where the vectors are frozen
    private final int positions;
    private int shard;

    private EmbeddingGradient(Embedding embedding, GradientContext context) {
        this.embedding = embedding;
        this.context = context;
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.sums = context.tensorGradient("table");
        this.positions = context.output().positions();
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Embedding> {
        @Override
        public List<String> learnt(Embedding kind) {
            return List.of("table");
        }

        @Override
        public NodeGradient open(Embedding kind, GradientContext context) {
            return new EmbeddingGradient(kind, context);
        }
    }

    @Override
    public void begin(int ofBatch, int sample, Draw draw) {
        shard = ofBatch;
    }

    @Override
    public void forward(int t) {
        final float[] table = context.tensor("table");
        final int size = embedding.size();
        final int there = embedding.length(entering.values(t), positions);
        output.setPositions(t, there);
        for (int position = 0; position < there; position++) {
            final int entry = embedding.entry(entering.values(t)[position], position);
            System.arraycopy(table, entry * size, output.values(t), position * size, size);
        }
    }

    @Override
    public void backward(int t) {
        final float[] gradient = output.gradient(t);
        final int size = embedding.size();
        for (int position = 0; sums != null && position < output.positions(t); position++) {
            final int first = embedding.entry(entering.values(t)[position], position) * size;
            for (int i = 0; i < size; i++) {
                sums[shard][first + i] += gradient[position * size + i];
            }
        }
        if (inputGradient != null) {
            Arrays.fill(inputGradient.gradient(t), 0, positions, 0f);
        }
    }
}
