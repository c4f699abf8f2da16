package io.memspike.core.kind.shape.internal;

import com.google.auto.service.AutoService;
import io.memspike.core.graph.Kind;
import io.memspike.core.kind.shape.Delay;
import io.memspike.core.run.Network;
import io.memspike.core.run.Signal;
import io.memspike.core.run.Step;
import io.memspike.core.run.StepContext;
import io.memspike.core.run.StepFactory;
import java.util.Arrays;

/** {@link Delay} at work. */
final class DelayStep implements Step {
    private final int[] delay;
    private final float[][] past; // a ring: steps, then elements
    private final float[] entering;
    private final Signal output;
    private int at; // where the step at hand is kept

    private DelayStep(Delay kind, StepContext context) {
        final float[] steps = kind.per().spread(context.tensor("delay"), context.output());
        this.delay = new int[steps.length];
        int longest = 0;
        for (int i = 0; i < steps.length; i++) {
            delay[i] = (int) steps[i];
            longest = Math.max(longest, delay[i]);
        }
        this.past = new float[longest + 1][steps.length];
        this.entering = context.values(0).values();
        this.output = Signal.ofValues(context.output());
    }

    /** Makes them. */
    @SuppressWarnings("rawtypes")
    @AutoService(StepFactory.class)
    public static final class Factory implements StepFactory<Delay> {
        @Override
        public Step open(Delay kind, StepContext context) {
            return new DelayStep(kind, context);
        }

        @Override
        public void check(Delay kind, String node, Network network) {
            final float[] steps = network.tensor(node, "delay");
            for (int i = 0; i < steps.length; i++) {
                Kind.require(
                        steps[i] >= 0 && steps[i] == (int) steps[i] && steps[i] < 1 << 24,
                        "tensor delay, element %d: expected whole steps, found %s",
                        i,
                        steps[i]);
            }
        }
    }

    @Override
    public void reset(long sample) {
        for (final float[] step : past) {
            Arrays.fill(step, 0f);
        }
        Arrays.fill(output.values(), 0f);
        at = 0;
    }

    @Override
    public void run(long read) {
        System.arraycopy(entering, 0, past[at], 0, delay.length);
        final float[] values = output.values();
        for (int i = 0; i < delay.length; i++) {
            final int then = at - delay[i];
            values[i] = past[then < 0 ? then + past.length : then][i];
        }
        at = at == past.length - 1 ? 0 : at + 1;
    }

    @Override
    public Signal output() {
        return output;
    }
}
