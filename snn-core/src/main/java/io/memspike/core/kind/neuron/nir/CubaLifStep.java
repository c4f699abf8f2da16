package io.memspike.core.kind.neuron.nir;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.run.Network;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link CubaLif} at work. */
final class CubaLifStep extends FiringStep {
    private final LowPass synapse;
    private final LowPass membrane;
    private final float[] carried; // what v takes of the old current, or null where it takes the new one
    private final float[] current;

    private CubaLifStep(CubaLif kind, StepContext context, Constants of) {
        super(new Firing(kind, of), context.values(0).values());
        final Integration how = kind.integrator();
        final double dt = kind.dt();
        final float[] tauSyn = of.of("tauSyn");
        final float[] tauMem = of.of("tauMem");
        final float[] r = of.of("r");
        final float[] wIn = of.of("wIn");
        final float[] vLeak = of.of("vLeak");
        final int n = r.length;
        this.current = new float[n];
        this.synapse = LowPass.of(how, kind.dt(), tauSyn, wIn, new float[n]);
        if (how == Integration.EXACT) {
            this.carried = LowPass.each(n, i -> r[i] * carried(dt, tauSyn[i], tauMem[i]));
            final float[] held = LowPass.each(
                    n, i -> wIn[i] * (r[i] * (1 - carried(dt, tauSyn[i], tauMem[i]) / how.share(dt, tauMem[i]))));
            this.membrane = LowPass.of(how, kind.dt(), tauMem, held, vLeak);
        } else {
            this.carried = null;
            this.membrane = LowPass.of(how, kind.dt(), tauMem, r, vLeak);
        }
    }

    /** What a current of 1, decaying, adds to a potential within dt. */
    private static double carried(double dt, double tauSyn, double tauMem) {
        final double syn = StrictMath.exp(-dt / tauSyn);
        final double difference = dt / tauSyn - dt / tauMem;
        // e^(−dt/τ_mem) − e^(−dt/τ_syn) = e^(−dt/τ_syn) · (e^difference − 1); its limit where the constants are equal
        return difference == 0 ? dt / tauMem * syn : dt / tauMem * syn * (StrictMath.expm1(difference) / difference);
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<CubaLif> kind() {
            return CubaLif.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            final CubaLif cuba = (CubaLif) kind;
            return new CubaLifStep(cuba, context, new Constants(context, cuba.per()));
        }

        @Override
        public void check(Kind kind, String node, Network network) {
            Constants.check((CubaLif) kind, node, network);
        }
    }

    @Override
    public void reset(long sample) {
        super.reset(sample);
        Arrays.fill(current, 0f);
    }

    @Override
    void move(float[] potential) {
        if (carried == null) {
            synapse.step(current, entering);
            membrane.step(potential, current);
            return;
        }
        membrane.step(potential, entering);
        for (int i = 0; i < carried.length; i++) {
            potential[i] += carried[i] * current[i];
        }
        synapse.step(current, entering);
    }
}
