package io.memspike.core.kind.token.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.token.Attention;
import io.memspike.core.run.Signal;
import io.memspike.core.run.StatelessStep;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Attention} at work. */
@SuppressWarnings("rawtypes")
@AutoService(StepFactory.class)
public final class AttentionStep implements StepFactory<Attention> {
    @Override
    public Step open(Attention attention, StepContext context) {
        final AttentionWeights weights =
                new AttentionWeights(attention, context.input(0), context.input(1), context.kernels());
        final Signal queries = context.values(0);
        final Signal keys = context.values(1);
        final Signal values = context.values(2);
        final Signal output = Signal.ofValues(context.output());
        final int channels = context.output().channels();
        return new StatelessStep(output, () -> {
            final int there = queries.positions();
            output.setPositions(there);
            for (int head = 0; head < attention.heads(); head++) {
                weights.weigh(queries.values(), there, keys.values(), keys.positions(), head);
                weights.mix(values.values(), channels, there, keys.positions(), head, output.values());
            }
        });
    }

    @Override
    public boolean followsLength(Attention attention) {
        return true;
    }
}
