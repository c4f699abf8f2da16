package io.memspike.core.kind.neuron.nir.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.run.Network;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;
import java.util.List;

/** {@link Li} at work. */
final class LiStep implements Step {
    private final LowPass membrane;
    private final float[] start; // null for 0
    private final float[] entering;
    private final float[] potential;
    private final Signal output;

    private LiStep(Li kind, StepContext context, Constants of) {
        this.membrane = LowPass.of(kind.integrator(), kind.dt(), of.of("tau"), of.of("r"), of.of("vLeak"));
        this.start = of.start(kind.start());
        this.entering = context.values(0).values();
        this.potential = new float[context.output().size()];
        this.output = Signal.ofValues(context.output());
        reset(0);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Li> {
        @Override
        public Step open(Li li, StepContext context) {
            return new LiStep(li, context, Constants.of(context, li.per()));
        }

        @Override
        public void check(Li li, String node, Network network) {
            Constants.checkTaus(List.of("tau"), node, network);
        }
    }

    @Override
    public void reset(long sample) {
        if (start == null) {
            Arrays.fill(potential, 0f);
        } else {
            System.arraycopy(start, 0, potential, 0, start.length);
        }
    }

    @Override
    public void run(long read) {
        membrane.step(potential, entering);
        System.arraycopy(potential, 0, output.values(), 0, potential.length);
    }

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public float[] potential() {
        return potential;
    }
}
