package io.memspike.core.kind.neuron;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link If} at work, which is a membrane that keeps all. */
@AutoService(StepFactory.class)
public final class IfStep implements StepFactory {
    @Override
    public Class<If> kind() {
        return If.class;
    }

    @Override
    public Step open(Kind kind, StepContext context) {
        return LifNirStep.of((If) kind, context);
    }

    @Override
    public void check(Kind kind, String node, Network network) {
        Constants.check((If) kind, node, network);
    }
}
