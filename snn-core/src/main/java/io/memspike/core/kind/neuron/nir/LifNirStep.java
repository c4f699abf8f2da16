package io.memspike.core.kind.neuron.nir;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link LifNir} at work. */
final class LifNirStep extends FiringStep {
    private final LowPass membrane;

    private LifNirStep(Firing firing, LowPass membrane, StepContext context) {
        super(firing, context.values(0).values());
        this.membrane = membrane;
    }

    static Step of(LifNir kind, StepContext context) {
        final Constants of = new Constants(context, kind.per());
        return new LifNirStep(
                new Firing(kind, of),
                LowPass.of(kind.integrator(), kind.dt(), of.of("tau"), of.of("r"), of.of("vLeak")),
                context);
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<LifNir> kind() {
            return LifNir.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            return of((LifNir) kind, context);
        }

        @Override
        public void check(Kind kind, String node, Network network) {
            Constants.check((LifNir) kind, node, network);
        }
    }

    @Override
    void move(float[] potential) {
        membrane.step(potential, entering);
    }
}
