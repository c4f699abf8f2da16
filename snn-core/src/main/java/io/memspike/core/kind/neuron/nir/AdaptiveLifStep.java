package io.memspike.core.kind.neuron.nir;

import com.google.auto.service.AutoService;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Kind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link AdaptiveLif} at work. */
final class AdaptiveLifStep extends FiringStep {
    private final LowPass membrane;
    private final float[] retain; // of the adaptation
    private final float[] beta;
    private final float[] adaptation;
    private final float[] thresholds; // now

    private AdaptiveLifStep(AdaptiveLif kind, StepContext context, Constants of) {
        super(new Firing(kind, of), context.values(0).values());
        final float[] tau = of.of("tauAdaptation");
        this.membrane = LowPass.of(kind.integrator(), kind.dt(), of.of("tau"), of.of("r"), of.of("vLeak"));
        this.retain = LowPass.each(tau.length, i -> kind.integrator().retain(kind.dt(), tau[i]));
        this.beta = of.of("beta");
        this.adaptation = new float[tau.length];
        this.thresholds = new float[tau.length];
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<AdaptiveLif> kind() {
            return AdaptiveLif.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            final AdaptiveLif adaptive = (AdaptiveLif) kind;
            return new AdaptiveLifStep(adaptive, context, new Constants(context, adaptive.per()));
        }

        @Override
        public void check(Kind kind, String node, Network network) {
            Constants.check((AdaptiveLif) kind, node, network);
        }
    }

    @Override
    public void reset(long sample) {
        super.reset(sample);
        Arrays.fill(adaptation, 0f);
    }

    @Override
    public void run(long read) {
        firing.before();
        move(firing.potential());
        final float[] base = firing.threshold();
        for (int i = 0; i < adaptation.length; i++) {
            adaptation[i] = retain[i] * adaptation[i];
        }
        final SpikeList former = firing.output().active();
        for (int e = 0; e < former.size(); e++) {
            adaptation[former.index(e)] += 1f;
        }
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = base[i] + beta[i] * adaptation[i];
        }
        firing.fire(thresholds);
    }

    @Override
    void move(float[] potential) {
        membrane.step(potential, entering);
    }
}
