package io.memspike.core.kind.neuron.nir.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.nir.AdaptiveLif;
import io.memspike.core.run.Network;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link AdaptiveLif} at work. */
final class AdaptiveLifStep extends FiringStep {
    private final LowPass membrane;
    private final Adaptation adaptation;

    private AdaptiveLifStep(AdaptiveLif kind, StepContext context, Constants of) {
        super(kind, of, context);
        this.membrane = LowPass.of(kind.integrator(), kind.dt(), of.of("tau"), of.of("r"), of.of("vLeak"));
        this.adaptation = new Adaptation(kind, of);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<AdaptiveLif> {
        @Override
        public Step open(AdaptiveLif adaptive, StepContext context) {
            return new AdaptiveLifStep(adaptive, context, Constants.of(context, adaptive.per()));
        }

        @Override
        public void check(AdaptiveLif adaptive, String node, Network network) {
            Constants.check(adaptive, node, network);
        }
    }

    @Override
    public void reset(long sample) {
        super.reset(sample);
        adaptation.reset();
    }

    @Override
    public void run(long read) {
        firing.before();
        move(firing.potential());
        adaptation.step(output.active());
        firing.fire(adaptation.thresholds(), output.active());
    }

    @Override
    void move(float[] potential) {
        membrane.step(potential, entering);
    }
}
