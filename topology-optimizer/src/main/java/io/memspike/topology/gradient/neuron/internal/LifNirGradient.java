package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.nir.LifNir;
import io.memspike.core.kind.neuron.nir.internal.Constants;
import io.memspike.core.kind.neuron.nir.internal.LowPass;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;

/** {@link LifNir} in training. */
final class LifNirGradient extends FiringGradient {
    private final LifNir kind;
    private final MembraneSums sums;
    private final LowPassGradient back;
    private LowPass membrane;

    private LifNirGradient(LifNir kind, GradientContext context) {
        super(kind, context);
        this.kind = kind;
        this.sums = MembraneSums.of(context, kind.per(), kind.integrator(), kind.dt(), "tau");
        this.back = new LowPassGradient(size, isChanging());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory extends FiringGradient.Factory<LifNir> {
        /** For the service loader. */
        public Factory() {
            super(LifNirGradient::new);
        }
    }

    @Override
    void renew(Constants of) {
        membrane = LowPass.of(kind.integrator(), kind.dt(), of.of("tau"), of.of("r"), of.of("vLeak"));
    }

    @Override
    void begin() {
        back.begin(membrane);
    }

    @Override
    void move(int t, float[] potential) {
        membrane.step(potential, entering.values(t));
    }

    @Override
    void moveBack(int t, float[] delta, float[] potential, float[] ofPotential, float[] ofInput) {
        back.back(delta, potential, entering.values(t), ofPotential, ofInput);
    }

    @Override
    void addTensorGradients(Constants of) {
        sums.add(shard, back, of.of("tau"));
    }
}
