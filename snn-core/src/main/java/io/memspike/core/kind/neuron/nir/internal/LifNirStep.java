package io.memspike.core.kind.neuron.nir.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.run.Network;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link LifNir} at work. */
final class LifNirStep extends FiringStep {
    private final LowPass membrane;

    private LifNirStep(LifNir kind, StepContext context, Constants of) {
        super(kind, of, context);
        this.membrane = LowPass.of(kind.integrator(), kind.dt(), of.of("tau"), of.of("r"), of.of("vLeak"));
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
            return new LifNirStep((LifNir) kind, context, Constants.of(context, ((LifNir) kind).per()));
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
