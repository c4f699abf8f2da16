package io.memspike.topology.gradient.matrix;

import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.core.kind.matrix.MatrixKind;
import io.memspike.topology.gradient.GradientContext;
import io.memspike.topology.gradient.GradientFactory;
import io.memspike.topology.gradient.NodeGradient;
import io.memspike.topology.gradient.Trace;
import java.util.Arrays;
import java.util.List;

/** A node with weights in training. Where what enters does not change over the steps, it is read once. */
public final class MatrixGradient implements NodeGradient {
    private final Trace entering; // numbers where they are taken, else lists
    private final SpikeList list; // of numbers, for whoever takes none; null where lists enter
    private final Trace output;
    private final Trace inputGradient;
    private final boolean isDeferred; // ∂L/∂input of all steps at once
    private final SynapseGradient.Worker synapses;
    private final GradientContext context;
    private final PastInputs past; // of a matrix with delays, or null
    private final float[] summed; // ∂L/∂current of all steps, where they have one input
    private final boolean hasBias;
    private final double[][] biases; // sums of ∂L/∂bias by shard; null where nobody asks
    private final int steps;
    private final ReadCurrents readout;
    private Synapses.Reader reader; // with the weights of this batch
    private float[] passed; // of ∂L/∂current, by a tile that has clipped
    private int shard;
    private long read;

    MatrixGradient(MatrixKind kind, GradientContext context) {
        this.context = context;
        this.steps = context.steps();
        this.synapses = context.synapses();
        final boolean takesValues = kind.delay() == 0 && synapses.takesValues() && context.isDense(0);
        this.entering = takesValues ? context.values(0) : context.active(0);
        this.list = takesValues ? new SpikeList(entering.shape().size()) : null;
        this.past = kind.delay() == 0 ? null : new PastInputs(entering, kind.delay());
        final boolean isConstant = entering.storedSteps() < steps && past == null;
        this.output = Trace.ofValues(context.output(), steps, isConstant ? 1 : steps);
        this.summed = isConstant ? new float[context.output().size() + Synapses.PADDING] : null;
        this.inputGradient = context.inputGradient(0);
        this.isDeferred = inputGradient != null && !isConstant && synapses.isInputGradientDeferred();
        this.hasBias = kind.bias();
        this.biases = hasBias ? context.tensorGradient("bias") : null;
        this.readout = new ReadCurrents(output, hasBias, context);
        context.output(output);
    }

    /**
     * Factory of these for a kind with weights.
     *
     * @param <K> the kind
     */
    public abstract static class Factory<K extends MatrixKind> implements GradientFactory<K> {
        @Override
        public List<String> learnt(K kind) {
            return kind.bias() ? List.of("weight", "bias") : List.of("weight");
        }

        @Override
        public NodeGradient open(K kind, GradientContext context) {
            return new MatrixGradient(kind, context);
        }
    }

    @Override
    public void begin(int ofBatch, int sample, Draw draw) {
        shard = ofBatch;
        read = draw.read();
        reader = context.reader();
        if (list == null && reader instanceof Synapses.ClippingReader) {
            throw new IllegalArgumentException(
                    "training: expected numbers to enter tiles that clip their sums, found lists of spikes");
        }
        readout.begin(ofBatch, read);
        synapses.begin(ofBatch, sample);
        if (past != null) {
            past.begin();
        }
    }

    @Override
    public void forward(int t) {
        if (t < output.storedSteps()) {
            final float[] current = output.values(t);
            if (list != null && reader.takesValues()) {
                output.setPositions(t, outputPositions(t));
                Arrays.fill(current, 0, output.present(t), 0f);
                reader.accumulateValues(entering.values(t), entering.positions(t), current);
            } else {
                Arrays.fill(current, 0f);
                reader.accumulate(past == null ? active(t) : past.gather(t), read + t, current);
            }
            readout.read(t, current);
            addBias(current, t);
        }
    }

    private SpikeList active(int t) {
        if (list == null) {
            return entering.active(t);
        }
        list.compact(entering.values(t), entering.present(t), context.kernels());
        return list;
    }

    @Override
    public void forwardAll(int ofSample) {
        if (past != null || list != null) {
            NodeGradient.super.forwardAll(ofSample);
            return;
        }
        final float[][] currents = output.values();
        for (final float[] current : currents) {
            Arrays.fill(current, 0f);
        }
        reader.accumulate(entering.active(), read, currents);
        for (int t = 0; t < currents.length; t++) {
            readout.read(t, currents[t]);
            addBias(currents[t], t);
        }
    }

    /** Adds it where something is, and takes away what noise has left where nothing is. */
    private void addBias(float[] current, int t) {
        output.setPositions(t, outputPositions(t));
        final int n = output.present(t);
        final boolean isNoisy = list == null || !reader.takesValues();
        Arrays.fill(current, n, isNoisy ? output.shape().size() : n, 0f);
        if (hasBias) {
            final float[] bias = context.tensor("bias");
            for (int start = 0; start < n; start += bias.length) {
                for (int c = 0; c < bias.length; c++) {
                    current[start + c] += bias[c];
                }
            }
        }
    }

    /** How many positions leave: as many as enter a sequence. */
    private int outputPositions(int t) {
        final boolean isSequence = entering.positions(t) < entering.shape().positions();
        return isSequence ? entering.positions(t) : output.shape().positions();
    }

    @Override
    public void backward(int t) {
        backward(t, false);
    }

    @Override
    public void backwardAll(int ofSample) {
        for (int t = ofSample - 1; t >= 0; t--) {
            backward(t, isDeferred);
        }
        if (isDeferred) {
            synapses.inputGradients(inputGradient.gradients());
        }
    }

    private void backward(int t, boolean defers) {
        if (summed != null) {
            sum(t);
            return;
        }
        final float[] ofReadings = output.gradient(t);
        if (biases != null) {
            addBiasGradient(ofReadings, t);
        }
        final float[] delta = readout.back(t, ofReadings);
        if (past != null) {
            // anew: where the currents are kept, the way forward is not gone again
            synapses.step(t, past.gather(t), delta, inputGradient == null ? null : past.gradient());
            if (inputGradient != null) {
                past.back(t, inputGradient.gradient(t));
            }
        } else if (inputGradient == null || defers) {
            propagate(t, delta, null);
        } else {
            final float[] gradient = inputGradient.gradient(t);
            final boolean isShort = entering.positions(t) < entering.shape().positions();
            Arrays.fill(gradient, 0, isShort ? entering.present(t) : gradient.length, 0f);
            propagate(t, delta, gradient);
        }
    }

    private void propagate(int t, float[] delta, float[] gradient) {
        if (list == null) {
            synapses.step(t, entering.active(t), delta, gradient);
        } else if (reader instanceof Synapses.ClippingReader tiles) {
            propagate(tiles, t, delta, gradient);
        } else {
            synapses.stepValues(entering.values(t), entering.positions(t), delta, gradient);
        }
    }

    /** Tile by tile, whose converters block what they have clipped. */
    private void propagate(Synapses.ClippingReader tiles, int t, float[] delta, float[] gradient) {
        final int in = entering.shape().channels();
        final int n = output.present(t);
        if (passed == null) {
            passed = new float[delta.length];
        }
        for (int from = 0; from < in; from += tiles.tileInputs()) {
            final boolean isClipped = tiles.pass(from / tiles.tileInputs(), delta, n, passed);
            synapses.stepValues(
                    entering.values(t),
                    entering.positions(t),
                    from,
                    Math.min(in, from + tiles.tileInputs()),
                    isClipped ? passed : delta,
                    gradient);
        }
    }

    /** Where all steps have the same input, the sum of their gradients goes through the synapses once, and back to the first. */
    private void sum(int last) {
        final float[] gradient = inputGradient == null ? null : inputGradient.gradient(last);
        if (gradient != null && last <= inputGradient.alikeFrom()) {
            Arrays.fill(gradient, 0f);
        }
        if (last > 0) {
            return;
        }
        Arrays.fill(summed, 0f);
        final int n = output.shape().size();
        for (int t = 0; t < steps; t++) {
            final float[] delta = output.gradient(t);
            for (int i = 0; i < n; i++) {
                summed[i] += delta[i];
            }
        }
        if (biases != null) {
            addBiasGradient(summed, 0);
        }
        propagate(0, readout.back(0, summed), gradient);
    }

    private void addBiasGradient(float[] delta, int t) {
        final double[] sums = biases[shard];
        final int n = output.present(t);
        for (int start = 0; start < n; start += sums.length) {
            for (int c = 0; c < sums.length; c++) {
                sums[c] += delta[start + c];
            }
        }
    }

    @Override
    public void likenSteps() {
        if (summed != null && inputGradient != null) {
            inputGradient.alikeFrom(Math.min(1, steps - 1)); // nothing but at the first
        }
    }

    @Override
    public Reads reads() {
        return Reads.ENTERING;
    }

    @Override
    public void end() {
        synapses.end();
    }
}
