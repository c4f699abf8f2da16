package io.memspike.core.kind.neuron.nir.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.nir.If;
import io.memspike.core.kind.neuron.nir.Lower;
import io.memspike.core.run.Network;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;

/** {@link If} at work. */
final class IfStep extends FiringStep {
    private final float[] gain;
    private final boolean isBounded;

    private IfStep(If kind, StepContext context, Constants of) {
        super(kind, of, context);
        this.gain = of.gain(kind.dt());
        this.isBounded = kind.lower() == Lower.THRESHOLD;
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<If> {
        @Override
        public Step open(If kind, StepContext context) {
            return new IfStep(kind, context, Constants.of(context, kind.per()));
        }

        @Override
        public void check(If kind, String node, Network network) {
            Constants.check(kind, node, network);
        }
    }

    @Override
    void move(float[] potential) {
        for (int i = 0; i < gain.length; i++) {
            potential[i] = potential[i] + gain[i] * entering[i];
        }
        if (isBounded) {
            final float[] threshold = firing.threshold();
            for (int i = 0; i < gain.length; i++) {
                potential[i] = potential[i] < -threshold[i] ? -threshold[i] : potential[i];
            }
        }
    }
}
