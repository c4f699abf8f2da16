package io.memspike.core.kind.token.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.token.Embedding;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Embedding} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class EmbeddingStep implements StepFactory<Embedding> {
    @Override
    public Step open(Embedding embedding, StepContext context) {
        final float[] table = context.tensor("table");
        final float[] entering = context.values(0).values();
        final Signal output = Signal.ofValues(context.output());
        final int size = embedding.size();
        final int most = context.output().positions();
        return new StatelessStep(output, () -> {
            final int positions = embedding.length(entering, most);
            output.setPositions(positions);
            for (int position = 0; position < positions; position++) {
                final int entry = embedding.entry(entering[position], position);
                System.arraycopy(table, entry * size, output.values(), position * size, size);
            }
        });
    }
}
