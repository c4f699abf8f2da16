package io.memspike.topology.gradient.neuron.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.kind.neuron.nir.Li;
import io.memspike.core.kind.neuron.nir.Start;
import io.memspike.core.kind.neuron.nir.internal.Constants;
import io.memspike.core.kind.neuron.nir.internal.LowPass;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@link Li} in training. */
final class LiGradient implements NodeGradient {
    private final Li kind;
    private final Constants constants;
    private final Trace entering;
    private final Trace output;
    private final Trace inputGradient;
    private final MembraneSums sums;
    private final ParameterSums starts;
    private final boolean isChanging;
    private final LowPassGradient back;
    private final float[] potential; // at the start, then moving
    private final float[] ofPotential;
    private final float[] delta;
    private final float[] start;
    private final int size;
    private LowPass membrane;
    private int shard;

    private LiGradient(Li kind, GradientContext context) {
        this.kind = kind;
        this.constants = new Constants(context::tensor, kind.per(), context.output());
        this.entering = context.values(0);
        this.output = Trace.ofValues(context.output(), context.steps());
        this.inputGradient = context.inputGradient(0);
        this.size = context.output().size();
        this.sums = MembraneSums.of(context, kind.per(), kind.integrator(), kind.dt(), "tau");
        this.starts = ParameterSums.of(context, kind.per(), kind.start() == Start.LEAK ? "vLeak" : "vStart");
        this.isChanging = Factory.tensors(kind).stream().anyMatch(name -> context.tensorGradient(name) != null);
        this.back = new LowPassGradient(size, isChanging);
        this.potential = new float[size];
        this.ofPotential = new float[size];
        this.delta = new float[size];
        this.start = new float[size];
        context.output(output);
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(GradientFactory.class)
    public static final class Factory implements GradientFactory<Li> {
        @Override
        public List<String> learnable(Li kind) {
            return tensors(kind);
        }

        private static List<String> tensors(Li li) {
            final List<String> names = new ArrayList<>(List.of("tau", "r", "vLeak"));
            if (li.start() == Start.VALUE) {
                names.add("vStart");
            }
            return names;
        }

        @Override
        public float least(Li kind, String tensor) {
            return NeuronTensors.least(tensor, kind.integrator(), kind.dt());
        }

        @Override
        public NodeGradient open(Li kind, GradientContext context) {
            return new LiGradient(kind, context);
        }
    }

    @Override
    public void begin(int ofBatch, int sample, Draw draw) {
        shard = ofBatch;
        if (membrane == null || isChanging) {
            membrane = LowPass.of(
                    kind.integrator(), kind.dt(), constants.of("tau"), constants.of("r"), constants.of("vLeak"));
            if (kind.start() != Start.ZERO) {
                System.arraycopy(constants.start(kind.start()), 0, start, 0, size);
            }
        }
        back.begin(membrane);
        System.arraycopy(start, 0, potential, 0, size);
        Arrays.fill(ofPotential, 0f);
    }

    @Override
    public void forward(int t) {
        membrane.step(potential, entering.values(t));
        System.arraycopy(potential, 0, output.values(t), 0, size);
    }

    @Override
    public void backward(int t) {
        final float[] gradient = output.gradient(t);
        for (int i = 0; i < size; i++) {
            delta[i] = gradient[i] + ofPotential[i];
            ofPotential[i] = 0f;
        }
        back.back(
                delta,
                t == 0 ? start : output.values(t - 1),
                entering.values(t),
                ofPotential,
                inputGradient == null ? null : inputGradient.gradient(t));
        if (t == 0 && isChanging) {
            for (int i = 0; kind.start() != Start.ZERO && i < size; i++) {
                starts.add(shard, i, ofPotential[i]);
            }
            sums.add(shard, back, constants.of("tau"));
        }
    }
}
