package io.memspike.topology.gradient;

import io.memspike.core.ChannelAffine;
import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.Synapses;
import io.memspike.topology.gradient.norm.NormGradient;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * What left a node at each step of one sample, and ∂L/∂ of it: the tape between forward and backward pass. Currents, one
 * number for each element, or lists of active elements. Belongs to one thread; reused from sample to sample.
 */
public final class Trace {
    private final Shape shape;
    private final int steps;
    private SpikeList[] active; // [stored step], or null
    private float[][] values; // [stored step] (≥ size), or null
    private NormGradient norm; // that still has to be applied to values, or null
    private float[][] gradients; // [step] (≥ size), or null where nobody asks
    private int alikeFrom; // step from which on all have the gradient of that one
    private float[] factors; // of a gradient that all steps share, or null
    private IntFunction<float[][]> room; // where the values of each sample of the batch lie, or null
    private Barrier exit; // which has ∂L/∂values where this is all that enters it, or null
    private float[] exitRoom;
    private float[] exitGradient; // there, or where the barrier has it
    private int exitStep = -1; // that it is of
    private int sample;
    private final int[] positions; // [step] that are there

    private Trace(Shape shape, int steps) {
        this.shape = shape;
        this.steps = steps;
        this.positions = new int[steps];
        Arrays.fill(positions, shape.positions());
        this.alikeFrom = steps - 1;
    }

    /** Lists of spikes, whose values are 1. */
    public static Trace ofSpikes(Shape shape, int steps) {
        final Trace trace = new Trace(shape, steps);
        trace.active = new SpikeList[steps];
        for (int t = 0; t < steps; t++) {
            trace.active[t] = SpikeList.ofSpikes(shape.size());
        }
        return trace;
    }

    /** Lists of active elements with any values. */
    public static Trace ofActive(Shape shape, int steps) {
        return ofActive(shape, steps, steps);
    }

    /** Such lists of which that many steps are stored: 1 where all are alike. */
    public static Trace ofActive(Shape shape, int steps, int storedSteps) {
        final Trace trace = new Trace(shape, steps);
        trace.active = new SpikeList[storedSteps];
        for (int t = 0; t < storedSteps; t++) {
            trace.active[t] = new SpikeList(shape.size());
        }
        return trace;
    }

    /** Currents. */
    public static Trace ofValues(Shape shape, int steps) {
        return ofValues(shape, steps, steps);
    }

    /** Currents of which as many steps are stored as of what they follow from at the same step alone. */
    public static Trace ofValues(Shape shape, Trace entering) {
        return ofValues(shape, entering.steps, entering.storedSteps());
    }

    /** Lists of active elements of which as many steps are stored. */
    public static Trace ofActive(Shape shape, Trace entering) {
        return ofActive(shape, entering.steps, entering.storedSteps());
    }

    /** Currents of which that many steps are stored: 1 where all are alike. */
    public static Trace ofValues(Shape shape, int steps, int storedSteps) {
        final Trace trace = new Trace(shape, steps);
        trace.values = new float[storedSteps][shape.size() + Synapses.PADDING];
        return trace;
    }

    /** Lists or currents that lie elsewhere: {@link #pointTo} says where, before each sample. */
    public static Trace elsewhere(Shape shape, int steps) {
        return new Trace(shape, steps);
    }

    /** Says where the lists lie, [stored step]. */
    public void pointTo(SpikeList[] lists) {
        active = lists;
    }

    /** Says where the currents lie, [stored step]. */
    public void pointTo(float[][] currents) {
        values = currents;
    }

    /** Says where ∂L/∂output lies, [step]. */
    public void pointGradientsTo(float[][] elsewhere) {
        gradients = elsewhere;
    }

    /** Forgets ∂L/∂output; of a sequence as far as it is there, beyond which nobody reads it. */
    public void clearGradients() {
        for (int t = 0; t < gradients.length; t++) {
            final boolean isShort = positions[t] < shape.positions();
            Arrays.fill(gradients[t], 0, isShort ? present(t) : gradients[t].length, 0f);
        }
    }

    /** Puts a norm in front of the currents, for whoever takes them to apply. */
    public void putNorm(NormGradient before) {
        norm = before;
    }

    /** All that enters a node that needs the whole batch, which tells ∂L/∂values. */
    public void leaveTo(Barrier behind) {
        exit = behind;
        lieAt(behind::currents);
        exitRoom = new float[shape.size() + Synapses.PADDING];
    }

    /** Whether a node that needs the whole batch tells ∂L/∂values. */
    public boolean isLeaving() {
        return exit != null;
    }

    /** The values of each sample of a batch have a place of their own, [stored step] (≥ size). */
    public void lieAt(IntFunction<float[][]> ofSample) {
        room = ofSample;
    }

    /** Which sample of the batch is at hand, where values lie in the batch. */
    public void begin(int ofBatch) {
        sample = ofBatch;
        exitStep = -1;
        if (room != null) {
            values = room.apply(sample);
        }
    }

    /** Makes room for ∂L/∂output. */
    public void wantGradients() {
        if (gradients == null) {
            gradients = new float[steps][shape.size() + Synapses.PADDING];
        }
    }

    /** Makes room for ∂L/∂output where all nodes go back step by step: for the step at hand and the one after. */
    public void wantGradientsByStep() {
        if (gradients == null) {
            final float[][] room = new float[2][shape.size() + Synapses.PADDING];
            gradients = new float[steps][];
            for (int t = 0; t < steps; t++) {
                gradients[t] = room[t % 2];
            }
        }
    }

    /** All steps have this gradient, times a factor each. */
    public void shareGradient(float[] gradient, float[] ofStep) {
        gradients = new float[steps][];
        Arrays.fill(gradients, gradient);
        factors = ofStep;
    }

    /** From this step on all have one gradient, which is written and kept once; the last step where each has its own. */
    public int alikeFrom() {
        return exit == null ? alikeFrom : Math.min(alikeFrom, exit.alikeFrom());
    }

    /** Says from which step on all have one gradient. Before the first sample. */
    public void alikeFrom(int step) {
        alikeFrom = step;
    }

    /** Shape of the elements. */
    public Shape shape() {
        return shape;
    }

    /** Number of steps. */
    public int steps() {
        return steps;
    }

    /** How many of the positions are there at a step, as {@link io.memspike.core.run.Signal#positions} says. */
    public int positions(int t) {
        return positions[t];
    }

    /** Number of elements that are there at a step. */
    public int present(int t) {
        return positions[t] * shape.channels();
    }

    /** Says how many positions are there; what was behind them becomes zero. For the node that writes it. */
    public void setPositions(int t, int there) {
        if (there < positions[t] && values != null) {
            Arrays.fill(values(t), there * shape.channels(), present(t), 0f);
        }
        positions[t] = there;
    }

    /** Whether currents are kept, not lists. */
    public boolean isDense() {
        return values != null;
    }

    /** Steps that are stored: 1 where all are alike. */
    public int storedSteps() {
        return active != null ? active.length : values.length;
    }

    /** The active elements at a step. To be written by its node alone. */
    public SpikeList active(int t) {
        return active[active.length == 1 ? 0 : t];
    }

    /** The active elements at each stored step. */
    public SpikeList[] active() {
        return active;
    }

    /** The currents at a step (≥ size). To be written by its node alone. */
    public float[] values(int t) {
        return values[values.length == 1 ? 0 : t];
    }

    /** The currents at each stored step. */
    public float[][] values() {
        return values;
    }

    /** The norm that is still to be applied to the currents, or null. */
    public NormGradient norm() {
        return norm;
    }

    /** Scale and offset that are still to be applied to the currents of all steps, or null. */
    public ChannelAffine affine() {
        return norm == null ? null : norm.affine(0);
    }

    /** Whether anybody asks for ∂L/∂output. */
    public boolean hasGradients() {
        return gradients != null || exit != null;
    }

    /**
     * ∂L/∂output at a step (≥ size), but for {@link #factor}; until it is asked for another step. Of a sequence nobody reads it beyond
     * what is {@linkplain #present there}.
     */
    public float[] gradient(int t) {
        final int step = Math.min(t, alikeFrom());
        if (exit != null) {
            if (exitStep != step) {
                exitGradient = exit.backward(sample, step, exitRoom);
                exitStep = step;
            }
            return exitGradient;
        }
        return gradients[step];
    }

    /** ∂L/∂output at each step. */
    public float[][] gradients() {
        return gradients;
    }

    /** Factor of the gradient at a step. */
    public float factor(int t) {
        return factors == null ? 1f : factors[t];
    }
}
