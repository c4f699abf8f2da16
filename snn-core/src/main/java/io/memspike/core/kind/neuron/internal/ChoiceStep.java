package io.memspike.core.kind.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.Choice;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link Choice} at work: which one is a function of sample and step. */
final class ChoiceStep implements Step {
    private final int of;
    private final Signal entering;
    private final Signal output;
    private final boolean[] fired;
    private long key;
    private int steps;

    ChoiceStep(Choice choice, StepContext context) {
        this.of = choice.of();
        this.entering = context.active(0);
        this.output = Signal.ofSpikes(context.output());
        this.fired = new boolean[context.input(0).size()];
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Choice> {
        @Override
        public Step open(Choice kind, StepContext context) {
            return new ChoiceStep(kind, context);
        }
    }

    @Override
    public void reset(long sample) {
        key = Picks.key(sample);
        steps = 0;
        output.active().clear();
    }

    @Override
    public void draw(long otherKey) {
        key = otherKey;
    }

    @Override
    public void run(long read) {
        Picks.choose(entering.active(), key, steps, of, fired, output.active());
        steps++;
    }

    @Override
    public Signal output() {
        return output;
    }
}
