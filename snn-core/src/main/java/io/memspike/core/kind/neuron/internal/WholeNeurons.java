package io.memspike.core.kind.neuron.internal;

import io.memspike.core.Shape;
import io.memspike.core.SpikeList;
import io.memspike.core.graph.Per;
import io.memspike.core.kind.neuron.LoihiLif;
import java.util.Arrays;
import java.util.function.Function;

/** {@link LoihiLif} in its integers: currents and potentials, times 64. Belongs to one thread. */
public final class WholeNeurons {
    private final int keptCurrent; // of 4096
    private final int keptPotential;
    private final int threshold;
    private final int[] bias;
    private final int[] current;
    private final int[] voltage;

    /**
     * Neurons at 0.
     *
     * @param kind their constants
     * @param tensors the node's tensors by their names
     * @param shape of the neurons
     */
    public WholeNeurons(LoihiLif kind, Function<String, float[]> tensors, Shape shape) {
        final int n = shape.size();
        this.keptCurrent = LoihiLif.ONE - kind.currentDecay();
        this.keptPotential = LoihiLif.ONE - kind.voltageDecay();
        this.threshold = kind.threshold() * LoihiLif.UNIT;
        this.bias = new int[n];
        if (kind.bias()) {
            final float[] mantissas = Per.ELEMENT.spread(tensors.apply("bias"), shape);
            for (int i = 0; i < n; i++) {
                bias[i] = (int) mantissas[i] * LoihiLif.UNIT;
            }
        }
        this.current = new int[n];
        this.voltage = new int[n];
    }

    /** Back to 0. */
    public void reset() {
        Arrays.fill(current, 0);
        Arrays.fill(voltage, 0);
    }

    /** One step of currents and potentials with what enters (≥ n), not modified; before anyone fires. */
    public void move(float[] entering) {
        for (int i = 0; i < current.length; i++) {
            final int sum = whole(entering[i], i);
            current[i] = scaled(current[i], keptCurrent) + LoihiLif.UNIT * sum;
            voltage[i] = Math.toIntExact((long) scaled(voltage[i], keptPotential) + current[i] + bias[i]);
        }
    }

    /** After it: who exceeds the threshold fires and begins anew; {@code spikes} become those. */
    public void fire(SpikeList spikes) {
        spikes.above(voltage, threshold, voltage.length);
        for (int e = 0; e < spikes.size(); e++) {
            voltage[spikes.index(e)] = 0;
        }
    }

    private static int whole(float sum, int i) {
        if (sum != (int) sum || Math.abs(sum) >= LoihiLif.EXACT) {
            throw new ArithmeticException(
                    "loihiLif: neuron " + i + ": expected a sum of whole numbers below 2^24, found " + sum);
        }
        return (int) sum;
    }

    /** {@code sign(x) · ⌊|x| · kept / 4096⌋}. */
    private static int scaled(int x, int kept) {
        return (int) ((long) x * kept / LoihiLif.ONE); // division drops towards zero
    }

    /** Potentials, times 64. Not to be modified. */
    public int[] voltage() {
        return voltage;
    }
}
