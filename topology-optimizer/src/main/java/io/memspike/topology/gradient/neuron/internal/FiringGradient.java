package io.memspike.topology.gradient.neuron.internal;

import io.memspike.core.kind.neuron.Surrogate;
import io.memspike.core.kind.neuron.nir.Reset;
import io.memspike.core.kind.neuron.nir.ResettingKind;
import io.memspike.core.kind.neuron.nir.Spikes;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.kind.neuron.nir.internal.Constants;
import io.memspike.core.kind.neuron.nir.internal.Firing;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * {@link ResettingKind}s in training; what a kind adds is how its potentials move, and back. With u the potential before
 * anyone fires, z the spikes, v the potential that goes on, and σ the surrogate:
 *
 * <pre>
 *   ∂L/∂u = ∂L/∂v · ∂v/∂u + (∂L/∂z + ∂L/∂v · ∂v/∂z) · σ(u − threshold)
 *   zero: ∂v/∂u = 1 − z, ∂v/∂z = −u;  value: 1 − z, vReset − u;  by subtraction: 1, −threshold;  none: 1, 0
 * </pre>
 *
 * A detached reset has ∂v/∂z = 0. Of several spikes in a step, the multiple of the threshold that lies nearest counts. A
 * neuron that waits keeps its potential, and the gradient of it.
 */
abstract class FiringGradient implements NodeGradient {
    final Trace entering;
    final Trace output;
    final int size;
    int shard;

    private final ResettingKind kind;
    private final Surrogate surrogate;
    private final boolean isMany;
    private final Constants constants;
    private final Trace inputGradient; // or null
    private final boolean isChanging; // from batch to batch
    private final float spikeCost;
    private final float[][] before; // [step] potentials before anyone fires; −∞ of neurons that wait
    private final float[][] after; // [step + 1] potentials that go on; 0: at the start
    private final float[] delta; // ∂L/∂(potential before anyone fires)
    private final float[] ofPotential; // ∂L/∂(potential that goes on)
    private final float[] ofThreshold; // of the step at hand, but for what a reset subtracts
    private final ParameterSums thresholds;
    private final ParameterSums resets;
    private final ParameterSums starts;
    private Firing firing;

    /** Factory of these for one kind. */
    abstract static class Factory<K extends ResettingKind> implements GradientFactory<K> {
        private final BiFunction<K, GradientContext, NodeGradient> maker;

        Factory(BiFunction<K, GradientContext, NodeGradient> maker) {
            this.maker = maker;
        }

        @Override
        public final List<String> learnable(K kind) {
            return new NeuronTensors(kind).learnable();
        }

        @Override
        public final float least(K kind, String tensor) {
            return NeuronTensors.least(tensor, kind.integrator(), kind.dt());
        }

        @Override
        public final NodeGradient open(K kind, GradientContext context) {
            return maker.apply(kind, context);
        }
    }

    FiringGradient(ResettingKind kind, GradientContext context) {
        this.kind = kind;
        this.surrogate = kind.surrogate();
        this.isMany = kind.spikes() == Spikes.MANY;
        this.constants = new Constants(context::tensor, kind.per(), context.output());
        this.entering = context.values(0);
        this.inputGradient = context.inputGradient(0);
        this.spikeCost = context.spikeCost();
        this.size = context.output().size();
        this.output = isMany
                ? Trace.ofActive(context.output(), context.steps())
                : Trace.ofSpikes(context.output(), context.steps());
        this.before = new float[context.steps()][size];
        this.after = new float[context.steps() + 1][size];
        this.delta = new float[size];
        this.ofPotential = new float[size];
        this.ofThreshold = new float[size];
        this.thresholds = ParameterSums.of(context, kind.per(), "vThreshold");
        this.resets = ParameterSums.of(context, kind.per(), "vReset");
        this.starts = ParameterSums.of(context, kind.per(), kind.start() == Start.LEAK ? "vLeak" : "vStart");
        this.isChanging =
                new NeuronTensors(kind).learnable().stream().anyMatch(tensor -> context.tensorGradient(tensor) != null);
        context.output(output);
    }

    /** Takes the node's constants as they are in this batch. */
    abstract void renew(Constants of);

    /** Begins a sample. */
    abstract void begin();

    /** The kind's own step of the potentials (neurons), modified. */
    abstract void move(int t, float[] potential);

    /**
     * The same back.
     *
     * @param delta ∂L/∂(potential that it left) (neurons); 0 of neurons that wait. Not modified.
     * @param potential before it (neurons). Not modified.
     * @param ofPotential ∂L/∂(potential before it), added to
     * @param ofInput overwritten by ∂L/∂(what entered), or null where nobody asks
     */
    abstract void moveBack(int t, float[] delta, float[] potential, float[] ofPotential, float[] ofInput);

    /** Adds what the kind's own tensors do, after step 0. */
    abstract void addTensorGradients(Constants of);

    /** Fires. */
    void fire(int t, Firing neurons) {
        neurons.fire(output.active(t));
    }

    /** Thresholds at a step (neurons). */
    float[] thresholds(int t, Firing neurons) {
        return neurons.threshold();
    }

    /** What later steps of the neuron add to ∂L/∂spike. */
    float ofLaterThresholds(int i) {
        return 0f;
    }

    /** Told of ∂L/∂threshold of a step (neurons). */
    void passThresholds(int t, float[] gradient) {}

    /** Whether anything about the tensors is learnt. */
    final boolean isChanging() {
        return isChanging;
    }

    @Override
    public final void begin(int ofBatch, int sample, Draw draw) {
        shard = ofBatch;
        if (firing == null || isChanging) {
            firing = new Firing(kind, constants);
            renew(constants);
        }
        firing.reset();
        Arrays.fill(ofPotential, 0f);
        System.arraycopy(firing.potential(), 0, after[0], 0, size);
        begin();
    }

    @Override
    public final void forward(int t) {
        firing.before();
        move(t, firing.potential());
        firing.mask();
        System.arraycopy(firing.potential(), 0, before[t], 0, size);
        fire(t, firing);
        System.arraycopy(firing.potential(), 0, after[t + 1], 0, size);
    }

    @Override
    public final void backward(int t) {
        final float[] gradient = output.gradient(t);
        final float[] threshold = thresholds(t, firing);
        for (int i = 0; i < size; i++) {
            if (before[t][i] == Float.NEGATIVE_INFINITY) {
                delta[i] = 0f;
                ofThreshold[i] = 0f;
            } else {
                fireBack(i, before[t][i], threshold[i], gradient[i] + spikeCost + ofLaterThresholds(i));
            }
        }
        passThresholds(t, ofThreshold);
        moveBack(t, delta, after[t], ofPotential, inputGradient == null ? null : inputGradient.gradient(t));
        if (t == 0) {
            for (int i = 0; starts.isAsked() && kind.start() != Start.ZERO && i < size; i++) {
                starts.add(shard, i, ofPotential[i]);
            }
            if (isChanging) {
                addTensorGradients(constants);
            }
        }
    }

    private void fireBack(int i, float u, float threshold, float ofSpike) {
        final int nearest = isMany ? Math.max(1, Math.round(u / threshold)) : 1;
        final boolean hasFired = isMany ? u / threshold >= 1f : u > threshold;
        final float later = ofPotential[i];
        final float slope = surrogate.at(u - nearest * threshold);
        final float byReset = surrogate.detachedReset() ? 0f : later * byReset(i, u, nearest);
        final float throughSpike = (ofSpike + byReset) * slope;
        final boolean isKept = !hasFired || kind.reset() == Reset.SUBTRACT || kind.reset() == Reset.NONE;
        delta[i] = (isKept ? later : 0f) + throughSpike;
        ofThreshold[i] = -nearest * throughSpike;
        ofPotential[i] = 0f;
        thresholds.add(shard, i, kind.reset() == Reset.SUBTRACT && hasFired ? ofThreshold[i] - later : ofThreshold[i]);
        if (kind.reset() == Reset.VALUE && hasFired) {
            resets.add(shard, i, later);
        }
    }

    /** ∂v/∂z; of several spikes, the first alone resets to a value. */
    private float byReset(int i, float u, int nearest) {
        return switch (kind.reset()) {
            case ZERO -> nearest == 1 ? -u : 0f;
            case VALUE -> nearest == 1 ? firing.resetTo()[i] - u : 0f;
            case SUBTRACT -> -firing.threshold()[i];
            case NONE -> 0f;
        };
    }
}
