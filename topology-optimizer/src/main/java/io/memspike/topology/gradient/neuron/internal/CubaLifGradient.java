package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.nir.CubaLif;
import io.memspike.core.kind.neuron.nir.internal.Constants;
import io.memspike.core.kind.neuron.nir.internal.CubaEquations;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import java.util.Arrays;

/** {@link CubaLif} in training. */
final class CubaLifGradient extends FiringGradient {
    private final CubaLif kind;
    private final CubaSums sums;
    private final LowPassGradient membrane;
    private final LowPassGradient synapse;
    private final double[] ofCarried; // or null
    private final float[][] currents; // [step + 1]; 0: at the start
    private final float[] ofCurrent; // ∂L/∂i that goes on
    private final float[] ofMembraneInput;
    private final float[] scratch;
    private CubaEquations equations;

    private CubaLifGradient(CubaLif kind, GradientContext context) {
        super(kind, context);
        this.kind = kind;
        this.sums = new CubaSums(kind, context);
        this.membrane = new LowPassGradient(size, isChanging());
        this.synapse = new LowPassGradient(size, isChanging());
        this.ofCarried = isChanging() ? new double[size] : null;
        this.currents = new float[context.steps() + 1][size];
        this.ofCurrent = new float[size];
        this.ofMembraneInput = new float[size];
        this.scratch = new float[size];
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory extends FiringGradient.Factory<CubaLif> {
        /** For the service loader. */
        public Factory() {
            super(CubaLifGradient::new);
        }
    }

    @Override
    void renew(Constants of) {
        equations = new CubaEquations(kind, of);
    }

    @Override
    void begin() {
        membrane.begin(equations.membrane());
        synapse.begin(equations.synapse());
        Arrays.fill(ofCurrent, 0f);
        if (ofCarried != null) {
            Arrays.fill(ofCarried, 0);
        }
    }

    @Override
    void move(int t, float[] potential) {
        System.arraycopy(currents[t], 0, currents[t + 1], 0, size);
        equations.step(potential, currents[t + 1], entering.values(t));
    }

    @Override
    void moveBack(int t, float[] delta, float[] potential, float[] ofPotential, float[] ofInput) {
        if (equations.carried() == null) {
            membrane.back(delta, potential, currents[t + 1], ofPotential, ofMembraneInput);
            for (int i = 0; i < size; i++) {
                scratch[i] = ofCurrent[i] + ofMembraneInput[i];
                ofCurrent[i] = 0f;
            }
            synapse.back(scratch, currents[t], entering.values(t), ofCurrent, ofInput);
        } else {
            exactlyBack(t, delta, potential, ofPotential, ofInput);
        }
    }

    private void exactlyBack(int t, float[] delta, float[] potential, float[] ofPotential, float[] ofInput) {
        System.arraycopy(ofCurrent, 0, scratch, 0, size);
        for (int i = 0; i < size; i++) {
            ofCurrent[i] = equations.carried()[i] * delta[i];
        }
        for (int i = 0; ofCarried != null && i < size; i++) {
            ofCarried[i] += (double) delta[i] * currents[t][i];
        }
        synapse.back(scratch, currents[t], entering.values(t), ofCurrent, ofInput);
        membrane.back(delta, potential, entering.values(t), ofPotential, ofMembraneInput);
        for (int i = 0; ofInput != null && i < size; i++) {
            ofInput[i] += ofMembraneInput[i];
        }
    }

    @Override
    void addTensorGradients(Constants of) {
        sums.add(shard, membrane, synapse, equations.carried() == null ? null : ofCarried, of);
    }
}
