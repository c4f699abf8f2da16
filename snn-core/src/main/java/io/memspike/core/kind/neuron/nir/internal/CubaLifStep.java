package io.memspike.core.kind.neuron.nir.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.run.Network;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link CubaLif} at work. */
final class CubaLifStep extends FiringStep {
    private final CubaEquations equations;
    private final float[] current;

    private CubaLifStep(CubaLif kind, StepContext context, Constants of) {
        super(kind, of, context);
        this.equations = new CubaEquations(kind, of);
        this.current = new float[context.output().size()];
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<CubaLif> {
        @Override
        public Step open(CubaLif cuba, StepContext context) {
            return new CubaLifStep(cuba, context, Constants.of(context, cuba.per()));
        }

        @Override
        public void check(CubaLif cuba, String node, Network network) {
            Constants.check(cuba, node, network);
        }
    }

    @Override
    public void reset(long sample) {
        super.reset(sample);
        Arrays.fill(current, 0f);
    }

    @Override
    void move(float[] potential) {
        equations.step(potential, current, entering);
    }
}
