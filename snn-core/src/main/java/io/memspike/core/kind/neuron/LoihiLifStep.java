package io.memspike.core.kind.neuron;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.graph.Per;
import io.memspike.core.run.Network;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link LoihiLif} at work. */
final class LoihiLifStep implements Step {
    private final int keptCurrent; // of 4096
    private final int keptPotential;
    private final int threshold;
    private final int[] bias; // times 64
    private final int[] current;
    private final int[] voltage;
    private final float[] potential; // the same as floats
    private final float[] entering;
    private final Signal output;

    private LoihiLifStep(LoihiLif kind, StepContext context) {
        final int n = context.output().size();
        this.keptCurrent = LoihiLif.ONE - kind.currentDecay();
        this.keptPotential = LoihiLif.ONE - kind.voltageDecay();
        this.threshold = kind.threshold() * LoihiLif.UNIT;
        this.bias = new int[n];
        if (kind.bias()) {
            final float[] mantissas = Per.ELEMENT.spread(context.tensor("bias"), context.output());
            for (int i = 0; i < n; i++) {
                bias[i] = (int) mantissas[i] * LoihiLif.UNIT;
            }
        }
        this.current = new int[n];
        this.voltage = new int[n];
        this.potential = new float[n];
        this.entering = context.values(0).values();
        this.output = Signal.ofSpikes(context.output());
    }

    /** Makes them. */
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory {
        @Override
        public Class<LoihiLif> kind() {
            return LoihiLif.class;
        }

        @Override
        public Step open(Kind kind, StepContext context) {
            return new LoihiLifStep((LoihiLif) kind, context);
        }

        @Override
        public void check(Kind kind, String node, Network network) {
            WholeSums.check((LoihiLif) kind, node, network);
        }
    }

    @Override
    public void reset(long sample) {
        Arrays.fill(current, 0);
        Arrays.fill(voltage, 0);
        Arrays.fill(potential, 0f);
        output.active().clear();
    }

    @Override
    public void run(long read) {
        for (int i = 0; i < current.length; i++) {
            final int sum = whole(i);
            current[i] = scaled(current[i], keptCurrent) + LoihiLif.UNIT * sum;
            voltage[i] = Math.toIntExact((long) scaled(voltage[i], keptPotential) + current[i] + bias[i]);
            potential[i] = voltage[i];
        }
        output.active().above(voltage, threshold, voltage.length);
        for (int e = 0; e < output.active().size(); e++) {
            voltage[output.active().index(e)] = 0;
            potential[output.active().index(e)] = 0f;
        }
    }

    private int whole(int i) {
        final float sum = entering[i];
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

    @Override
    public Signal output() {
        return output;
    }

    @Override
    public float[] potential() {
        return potential;
    }
}
