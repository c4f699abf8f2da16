package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.SpikeList;
import io.memspike.core.kind.neuron.nir.AdaptiveLif;
import io.memspike.core.kind.neuron.nir.internal.Adaptation;
import io.memspike.core.kind.neuron.nir.internal.Constants;
import io.memspike.core.kind.neuron.nir.internal.Firing;
import io.memspike.core.kind.neuron.nir.internal.LowPass;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import java.util.Arrays;

/** {@link AdaptiveLif} in training: a spike also raises later thresholds, and the gradient comes back from there. */
final class AdaptiveLifGradient extends FiringGradient {
    private final AdaptiveLif kind;
    private final MembraneSums sums;
    private final ParameterSums tauAdaptation;
    private final ParameterSums beta;
    private final LowPassGradient back;
    private final SpikeList nothing;
    private final float[][] thresholds; // [step]
    private final float[][] adaptations; // [step + 1] a; 0: at the start
    private final float[] ofAdaptation; // ∂L/∂a of the step after, then of the step at hand
    private final double[] ofRetain;
    private LowPass membrane;
    private Adaptation adaptation;

    private AdaptiveLifGradient(AdaptiveLif kind, GradientContext context) {
        super(kind, context);
        this.kind = kind;
        this.sums = MembraneSums.of(context, kind.per(), kind.integrator(), kind.dt(), "tau");
        this.tauAdaptation = ParameterSums.of(context, kind.per(), "tauAdaptation");
        this.beta = ParameterSums.of(context, kind.per(), "beta");
        this.back = new LowPassGradient(size, isChanging());
        this.nothing = new SpikeList(0);
        this.thresholds = new float[context.steps()][size];
        this.adaptations = new float[context.steps() + 1][size];
        this.ofAdaptation = new float[size];
        this.ofRetain = new double[size];
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory extends FiringGradient.Factory<AdaptiveLif> {
        /** For the service loader. */
        public Factory() {
            super(AdaptiveLifGradient::new);
        }
    }

    @Override
    void renew(Constants of) {
        membrane = LowPass.of(kind.integrator(), kind.dt(), of.of("tau"), of.of("r"), of.of("vLeak"));
        adaptation = new Adaptation(kind, of);
    }

    @Override
    void begin() {
        back.begin(membrane);
        adaptation.reset();
        Arrays.fill(ofAdaptation, 0f);
        Arrays.fill(ofRetain, 0);
    }

    @Override
    void move(int t, float[] potential) {
        membrane.step(potential, entering.values(t));
        adaptation.step(t == 0 ? nothing : output.active(t - 1));
        System.arraycopy(adaptation.thresholds(), 0, thresholds[t], 0, size);
        System.arraycopy(adaptation.values(), 0, adaptations[t + 1], 0, size);
    }

    @Override
    void fire(int t, Firing neurons) {
        neurons.fire(thresholds[t], output.active(t));
    }

    @Override
    float[] thresholds(int t, Firing neurons) {
        return thresholds[t];
    }

    @Override
    float ofLaterThresholds(int i) {
        return ofAdaptation[i];
    }

    @Override
    void passThresholds(int t, float[] gradient) {
        for (int i = 0; i < size; i++) {
            ofAdaptation[i] =
                    adaptation.retain()[i] * ofAdaptation[i] + adaptation.beta()[i] * gradient[i];
            ofRetain[i] += (double) ofAdaptation[i] * adaptations[t][i];
            beta.add(shard, i, (double) gradient[i] * adaptations[t + 1][i]);
        }
    }

    @Override
    void moveBack(int t, float[] delta, float[] potential, float[] ofPotential, float[] ofInput) {
        back.back(delta, potential, entering.values(t), ofPotential, ofInput);
    }

    @Override
    void addTensorGradients(Constants of) {
        sums.add(shard, back, of.of("tau"));
        final float[] taus = of.of("tauAdaptation");
        for (int i = 0; i < size; i++) {
            tauAdaptation.add(shard, i, -ofRetain[i] * kind.integrator().shareSlope(kind.dt(), taus[i]));
        }
    }
}
