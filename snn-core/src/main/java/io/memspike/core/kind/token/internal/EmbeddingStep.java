package io.memspike.core.kind.token.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.token.Embedding;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Embedding} at work. */
final class EmbeddingStep implements Step {
    private final Embedding embedding;
    private final float[] table;
    private final float[] entering;
    private final Signal output;

    private EmbeddingStep(Embedding embedding, StepContext context) {
        this.embedding = embedding;
        this.table = context.tensor("table");
        this.entering = context.values(0).values();
        this.output = Signal.ofValues(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Embedding> {
        @Override
        public Step open(Embedding kind, StepContext context) {
            return new EmbeddingStep(kind, context);
        }
    }

    @Override
    public void run(long read) {
        final int size = embedding.size();
        for (int position = 0; position < output.shape().positions(); position++) {
            final int entry = embedding.entry(entering[position], position);
            System.arraycopy(table, entry * size, output.values(), position * size, size);
        }
    }

    @Override
    public boolean isStateless() {
        return true;
    }

    @Override
    public Signal output() {
        return output;
    }
}
