package io.memspike.core.kind.neuron.nir.internal;

import com.google.auto.service.AutoService;
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
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<LifNir> {
        @Override
        public Step open(LifNir kind, StepContext context) {
            return new LifNirStep(kind, context, Constants.of(context, kind.per()));
        }

        @Override
        public void check(LifNir kind, String node, Network network) {
            Constants.check(kind, node, network);
        }
    }

    @Override
    void move(float[] potential) {
        membrane.step(potential, entering);
    }
}
