package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.nir.If;
import io.memspike.core.kind.neuron.nir.Lower;
import io.memspike.core.kind.neuron.nir.internal.Constants;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;

/** {@link If} in training. */
final class IfGradient extends FiringGradient {
    private final If kind;
    private final ParameterSums r;
    private final ParameterSums bounds;
    private float[] gain;
    private float[] threshold;

    private IfGradient(If kind, GradientContext context) {
        super(kind, context);
        this.kind = kind;
        this.r = ParameterSums.of(context, kind.per(), "r");
        this.bounds = ParameterSums.of(context, kind.per(), "vThreshold");
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory extends FiringGradient.Factory<If> {
        /** For the service loader. */
        public Factory() {
            super(IfGradient::new);
        }
    }

    @Override
    void renew(Constants of) {
        gain = of.gain(kind.dt());
        threshold = of.of("vThreshold");
    }

    @Override
    void begin() {
        // nothing but potentials
    }

    @Override
    void move(int t, float[] potential) {
        final float[] x = entering.values(t);
        for (int i = 0; i < size; i++) {
            potential[i] = potential[i] + gain[i] * x[i];
            potential[i] = isBelow(i, potential[i]) ? -threshold[i] : potential[i];
        }
    }

    private boolean isBelow(int i, float potential) {
        return kind.lower() == Lower.THRESHOLD && potential < -threshold[i];
    }

    @Override
    void moveBack(int t, float[] delta, float[] potential, float[] ofPotential, float[] ofInput) {
        final float[] x = entering.values(t);
        for (int i = 0; i < size; i++) {
            final boolean isBelow = isBelow(i, potential[i] + gain[i] * x[i]);
            if (isBelow) {
                bounds.add(shard, i, -delta[i]);
            } else {
                ofPotential[i] += delta[i];
                r.add(shard, i, (double) delta[i] * kind.dt() * x[i]);
            }
            if (ofInput != null) {
                ofInput[i] = isBelow ? 0f : gain[i] * delta[i];
            }
        }
    }

    @Override
    void addTensorGradients(Constants of) {
        // added step by step
    }
}
